package com.vitracka.responder.local.demo;

import com.vitracka.responder.local.LocalServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens, one line each, as it happens. */
public final class Timeline {
  private final PrintWriter out;
  private final boolean json;
  private final Instant start = Instant.now();
  private final Set<String> told = new HashSet<>();
  private @Nullable List<Event> collecting;

  private record Event(Instant at, String phase, String text) {}

  public Timeline(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  public void tell(String phase, String text) {
    tell(Instant.now(), phase, text);
  }

  /** What one look found, told in the order in which it happened. */
  synchronized void together(Runnable look) {
    List<Event> found = new ArrayList<>();
    collecting = found;
    try {
      look.run();
    } finally {
      collecting = null;
      found.sort(Comparator.comparing(Event::at));
      found.forEach(event -> tell(event.at(), event.phase(), event.text()));
    }
  }

  /** Something that happened at a time of its own, before it was seen. */
  synchronized void tell(Instant at, String phase, String text) {
    if (collecting != null) {
      collecting.add(new Event(at, phase, text));
      return;
    }
    if (json) {
      out.println(
          LocalServer.JSON
              .createObjectNode()
              .put("at", at.toString())
              .put("phase", phase)
              .put("text", text));
    } else {
      Duration since = Duration.between(start, at);
      out.printf(
          Locale.ROOT,
          "%3d:%04.1f  %-9s %s%n",
          since.toMinutes(),
          Math.max(0, since.toMillis() % 60_000 / 1000.0),
          phase,
          text);
    }
    out.flush();
  }

  /** The same, but only for the first who says it. */
  synchronized void tellOnce(String key, Instant at, String phase, String text) {
    if (told.add(key)) {
      tell(at, phase, text);
    }
  }

  /** A line without a time. */
  public synchronized void note(String text) {
    if (!json) {
      out.println("             " + text);
      out.flush();
    }
  }

  /** The end: with JSON an object as the other lines, else the line that scripts read. */
  void result(Verdict verdict) {
    result(verdict.line(), verdict.differences().isEmpty());
  }

  /** The same of another kind of run. */
  synchronized void result(String line, boolean asDocumented) {
    if (json) {
      out.println(
          LocalServer.JSON
              .createObjectNode()
              .put("phase", "RESULT")
              .put("text", line)
              .put("asDocumented", asDocumented));
    } else {
      out.println(line);
    }
    out.flush();
  }
}
