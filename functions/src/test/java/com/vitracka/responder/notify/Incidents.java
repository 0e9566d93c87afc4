package com.vitracka.responder.notify;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import com.vitracka.responder.plan.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Incidents of the plan's sample agent, as tests need them. */
public final class Incidents {
  public static final Plan PLAN = PlanReader.read(Path.of("../infra/plan.yaml"));
  public static final String ID = "coach_companion-20260208T143000Z";
  public static final Instant STARTED = Instant.parse("2026-02-08T14:30:00Z");

  private Incidents() {}

  public static Incident.Open opened() {
    return opened("Threshold Crossed: 1 datapoint was greater than the threshold");
  }

  public static Incident.Open opened(String alarmReason) {
    Signal signal =
        new Signal(
            Signal.Path.SNS,
            Signal.Trouble.ERRORS,
            "responder-coach_companion-errors",
            STARTED,
            STARTED.plusSeconds(2),
            alarmReason);
    return new Incident.Open(
        new CaseFile(
            ID,
            new Subject.OneAgent("coach_companion"),
            STARTED,
            STARTED.plusSeconds(2),
            List.of(),
            List.of(signal),
            List.of(),
            List.of(),
            List.of(),
            Verification.NONE,
            1));
  }

  public static Incident.Open assessedAs(Severity severity) {
    return opened().with(assessment(severity, STARTED.plusSeconds(5)));
  }

  public static Assessment assessment(Severity severity, Instant at) {
    return new Assessment(
        at,
        severity,
        severity == Severity.P1 ? OptionalInt.of(1) : OptionalInt.empty(),
        "broken-after-deployment",
        severity == Severity.P1 ? Remedy.ROLL_BACK : Remedy.TELL,
        "Agent deployment failure due to configuration error",
        "Restore the backup, or deploy a release that is known to work",
        "4",
        List.of("canary: the agent does not answer", "runtime: READY, version 5"));
  }

  /** P1; backed up and rolled back, in the verification's window. */
  public static Incident.Open rolledBack() {
    Instant ready = STARTED.plusSeconds(40);
    return assessedAs(Severity.P1)
        .with(done(1, new Step.BackUp(), 6, 7, "s3://records/backups/coach_companion/" + ID))
        .with(done(2, new Step.RollBack("4"), 8, 10, "6"))
        .with(Verification.startedAt(STARTED.plusSeconds(10)).ready(ready).rightAnswer(ready));
  }

  /** P1; backed up, and asking people whether to roll back. */
  public static Incident.Open proposed(Proposal.Silence silence) {
    return assessedAs(Severity.P1)
        .with(done(1, new Step.BackUp(), 6, 7, "s3://records/backups/coach_companion/" + ID))
        .with(
            Proposal.of(
                ID,
                List.of(new Step.RollBack("4"), new Step.Redeploy()),
                STARTED.plusSeconds(7),
                STARTED.plusSeconds(307),
                silence));
  }

  /** As {@link #rolledBack()}, but the service refused the deployment. */
  public static Incident.Escalated refused() {
    return assessedAs(Severity.P1)
        .with(done(1, new Step.BackUp(), 6, 7, "s3://records/backups/coach_companion/" + ID))
        .with(
            new StepRecord(
                2,
                new Step.RollBack("4"),
                STARTED.plusSeconds(7),
                new StepState.Failed(
                    STARTED.plusSeconds(8),
                    STARTED.plusSeconds(9),
                    "UPDATE_FAILED: Role validation failed")))
        .escalate(STARTED.plusSeconds(60), "every recovery step was tried: roll back to version 4");
  }

  private static StepRecord done(int number, Step step, int from, int until, String result) {
    return new StepRecord(
        number,
        step,
        STARTED.plusSeconds(from),
        new StepState.Done(STARTED.plusSeconds(from), STARTED.plusSeconds(until), result));
  }
}
