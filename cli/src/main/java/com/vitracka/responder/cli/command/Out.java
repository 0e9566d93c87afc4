package com.vitracka.responder.cli.command;

import com.vitracka.responder.json.Json;
import java.io.PrintWriter;
import java.util.Map;

/**
 * Where a command speaks: text for people, or one JSON document for programs. Nothing that it says
 * can command a terminal.
 */
public final class Out {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  public Out(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  public boolean isJson() {
    return json;
  }

  /** A line while the command works; beside the answer when that is JSON. */
  public void progress(String line) {
    PrintWriter to = json ? err : out;
    to.println(Visible.of(line));
    to.flush();
  }

  /** The answer: its document with {@code --json}, else its text. */
  public void answer(Map<String, ?> document, String text) {
    out.println(Visible.of(json ? Json.pretty(document) : text.stripTrailing()));
    out.flush();
  }

  /** The answer of a command that has told all by its progress. */
  public void answer(Map<String, ?> document) {
    if (json) {
      out.println(Visible.of(Json.pretty(document)));
      out.flush();
    }
  }

  /** Text that is the answer as it is: a report, a completion script. */
  public void raw(String text) {
    out.print(Visible.of(text.endsWith("\n") ? text : text + "\n"));
    out.flush();
  }
}
