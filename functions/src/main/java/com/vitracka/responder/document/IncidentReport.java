package com.vitracka.responder.document;

import com.vitracka.responder.incident.Message;
import com.vitracka.responder.plan.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the report of an incident says, before it takes one of its forms. Texts of others are
 * already one harmless line; each form still escapes them.
 *
 * @param status INVESTIGATING, …, RESOLVED or ESCALATED
 * @param outcome how it ended, or where it stands
 * @param resort what a person should do, empty where nothing is left to do
 */
public record IncidentReport(
    String incident,
    String title,
    Optional<Severity> severity,
    String scenario,
    String status,
    Instant startedAt,
    Instant openedAt,
    Optional<Instant> endedAt,
    String impact,
    String rule,
    String hypothesis,
    String outcome,
    Optional<String> resort,
    Optional<String> restoreCommand,
    List<Entry> timeline,
    List<String> findings,
    List<StepLine> steps,
    Factors factors,
    List<AssetLine> recoveryPoint,
    List<Message> messages,
    List<Action> actions,
    Instant writtenAt) {

  /**
   * A line of the timeline.
   *
   * @param phase of the plan's workflow: DETECT, ASSESS, RESPOND or VERIFY; TELL for messages
   */
  public record Entry(Instant at, String phase, String text) {}

  public record StepLine(int number, String step, String result) {}

  /** What was lost of an asset (the plan's "Data Loss Scenarios"). */
  public record AssetLine(String asset, String loss) {}

  /**
   * Something to be done after the incident.
   *
   * @param by until when, as a date
   */
  public record Action(String what, String who, String by) {}
}
