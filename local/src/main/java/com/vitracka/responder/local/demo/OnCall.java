package com.vitracka.responder.local.demo;

import com.vitracka.responder.cli.ResponderCli;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for whoever is on call: reads the mails, and types the commands that they name. The
 * commands run in this process, for a Java that starts anew could come too late for the brake.
 */
final class OnCall {
  private static final Duration FOR_A_MAIL = Duration.ofSeconds(40);
  private static final String REASON = "TEXT";

  private final LocalAws aws;
  private final Path plan;
  private final Path overlay;
  private final Timeline timeline;

  OnCall(Workspace workspace, LocalAws aws, DemoPlan plan, Timeline timeline) {
    this.aws = aws;
    this.plan = workspace.root().resolve("infra/plan.yaml");
    this.overlay = plan.overlay();
    this.timeline = timeline;
    System.setProperty("aws.accessKeyId", LocalAws.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", LocalAws.ACCESS_KEY);
  }

  /** Types it; gives what it printed. */
  String type(List<String> command) {
    timeline.tell("people", "$ ./responder " + String.join(" ", command));
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(
        List.of(
            "--plan", plan.toString(),
            "--overlay", overlay.toString(),
            "--endpoint-url", aws.endpoint().toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        ResponderCli.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    out.toString().strip().lines().forEach(line -> timeline.note("  " + line));
    if (code != 0) {
      throw new Failure(
          ExitCode.FAILED,
          "it ended with exit code %d:%n%s".formatted(code, err),
          "responder " + String.join(" ", command),
          "read what it says; .responder/local/ministack.log has the calls");
    }
    return out.toString();
  }

  /** Waits for the mail that asks about the incident, and types its command. */
  void answer(String incident, String command) {
    Pattern line =
        Pattern.compile(
            "(?m)^ +\\./responder (" + command + " " + Pattern.quote(incident) + ".*)$");
    Optional<String> found = find(line);
    if (!found.isPresent() && Waiting.until(() -> find(line).isPresent(), FOR_A_MAIL)) {
      found = find(line);
    }
    type(
        List.of(found.orElseThrow(() -> unasked(incident, command)).split(" ")).stream()
            .map(word -> word.equals(REASON) ? "the demo says so" : word)
            .toList());
  }

  private Optional<String> find(Pattern line) {
    return Inbox.read(aws.aws()).items().stream()
        .filter(Inbox.Mail.class::isInstance)
        .map(mail -> line.matcher(((Inbox.Mail) mail).text()))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  private static Failure unasked(String incident, String command) {
    return new Failure(
        ExitCode.FAILED,
        "no mail named the command '" + command + "' within " + FOR_A_MAIL.toSeconds() + " s",
        "incident " + incident,
        "read the timeline above and .responder/local/ministack.log");
  }
}
