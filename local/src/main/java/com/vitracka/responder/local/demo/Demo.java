package com.vitracka.responder.local.demo;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.local.Fault;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One run, from an empty machine to the verdict. */
final class Demo {
  /** A minute of the canary passes, and all of it is real time. */
  private static final Duration LONGEST_SHORTENED = Duration.ofMinutes(8);

  private static final Duration LONGEST_REAL = Duration.ofMinutes(60);
  private static final Duration AFTERMATH = Duration.ofSeconds(45);

  private final Workspace workspace;
  private final LocalAws aws;
  private final Fault fault;
  private final List<Refusal> refusals;
  private final boolean keep;
  private final boolean realWindows;
  private final Timeline timeline;
  private final DemoPlan plan;

  private final CleanUp cleanUp = new CleanUp();

  Demo(
      Workspace workspace,
      LocalAws aws,
      Fault fault,
      List<Refusal> refusals,
      boolean keep,
      boolean realWindows,
      Timeline timeline) {
    this.workspace = workspace;
    this.aws = aws;
    this.fault = fault;
    this.refusals = refusals;
    this.keep = keep;
    this.realWindows = realWindows;
    this.timeline = timeline;
    this.plan = DemoPlan.of(workspace, fault, realWindows);
  }

  /** Whether it ended as documented. */
  boolean run() {
    return cleanUp.around(keep, this::runAll);
  }

  private boolean runAll() {
    timeline.tell("demo", "fault " + fault.word() + ": " + fault.description());
    Stage stage = Stage.setUp(workspace, aws, plan, cleanUp, timeline);
    Watch watch = stage.watch();

    Refusals refusing = new Refusals(refusals, aws.aws(), timeline);
    Breaking breaking = new Breaking(stage, fault, refusing);
    Instant broken = breaking.begin();
    boolean ended = awaitEnd(watch, breaking);
    Verdict verdict =
        new Reckoning(plan, fault, broken, LocalAws.ACCESS_KEY).of(watch, stage.users());
    boolean recorded = refusing.endAndCheck(watch);
    tell(
        verdict,
        watch.incidents(),
        new ReportFiles(
            stage.clients(),
            stage.deployment().records(),
            workspace.local().resolve("reports"),
            timeline),
        ended);
    return ended && recorded && verdict.differences().isEmpty();
  }

  /** Whether all incidents ended in time; for flapping it breaks again after each recovery. */
  private boolean awaitEnd(Watch watch, Breaking breaking) {
    Instant end = Instant.now().plus(realWindows ? LONGEST_REAL : LONGEST_SHORTENED);
    int incidents = fault.outcomes().size();
    for (int number = 1; number <= incidents; number++) {
      int wanted = number;
      boolean ended =
          Waiting.until(
              () ->
                  watch.incidents().size() >= wanted
                      && !(watch.incidents().get(wanted - 1) instanceof Incident.Open),
              Duration.between(Instant.now(), end));
      if (!ended) {
        timeline.tell("demo", "gives up waiting for the end of incident " + number);
        return false;
      }
      if (watch.incidents().get(number - 1) instanceof Incident.Escalated) {
        break;
      }
      if (number < incidents) {
        LocalAws.pause(Duration.ofSeconds(3));
        breaking.again();
      }
    }
    Incident last = watch.incidents().getLast();
    boolean written = Waiting.until(() -> watch.hasRecoveryEnded(last), AFTERMATH);
    if (!written) {
      timeline.tell("demo", "the report was not written within " + AFTERMATH.toSeconds() + " s");
    }
    if (last instanceof Incident.Resolved) {
      Waiting.until(() -> watch.isResolutionTold(last), AFTERMATH);
    }
    LocalAws.pause(Duration.ofSeconds(1));
    return written;
  }

  private void tell(Verdict verdict, List<Incident> incidents, ReportFiles reports, boolean ended) {
    timeline.note("");
    incidents.forEach(reports::copy);
    timeline.note("mails and SMS: " + (keep ? "./responder local inbox --serve" : savedInbox()));
    verdict.times().forEach(timeline::note);
    if (!ended) {
      timeline.note("it did not end in time");
    }
    verdict.differences().forEach(difference -> timeline.note("NOT AS DOCUMENTED: " + difference));
    if (keep) {
      timeline.note("all of it stays up; end it with ./responder local down");
    }
    timeline.result(verdict);
  }

  private Path savedInbox() {
    Path page = workspace.local().resolve("inbox.html");
    Inbox.read(aws.aws()).writePage(page);
    return page;
  }
}
