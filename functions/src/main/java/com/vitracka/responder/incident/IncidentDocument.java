package com.vitracka.responder.incident;

import com.vitracka.responder.incident.Signal.Path;
import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Incidents as maps of texts, numbers and lists: what the table holds, what the command line prints
 * as JSON, and how recorded histories are kept.
 *
 * <p>Readers pass over members that they do not know and do without those that older records lack,
 * because an open incident outlives a deployment of the responder.
 */
public final class IncidentDocument {
  /** Of many assessments the first and the newest are kept. */
  static final int MOST_ASSESSMENTS = 40;

  static final int MOST_TEXT = 4096;

  /** A commit's hash is of 40 or 64 characters. */
  static final int MOST_COMMIT = 100;

  private IncidentDocument() {}

  /** The whole incident, with its signals. */
  public static Map<String, Object> of(Incident incident) {
    CaseFile file = incident.file();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", file.id());
    document.put("subject", file.subject().key());
    document.put("state", incident.state());
    switch (incident) {
      case Incident.Open _ -> {}
      case Incident.Resolved resolved -> {
        document.put("resolvedAt", resolved.resolvedAt().toString());
        document.put("resolution", Texts.cut(resolved.resolution(), MOST_TEXT));
      }
      case Incident.Escalated escalated -> {
        document.put("escalatedAt", escalated.escalatedAt().toString());
        document.put("reason", Texts.cut(escalated.reason(), MOST_TEXT));
      }
    }
    document.put("startedAt", file.startedAt().toString());
    document.put("openedAt", file.openedAt().toString());
    document.put(
        "recoveriesBefore", file.recoveriesBefore().stream().map(Instant::toString).toList());
    document.put("signals", file.signals().stream().map(IncidentDocument::of).toList());
    document.put(
        "assessments",
        firstAndNewest(file.assessments()).stream().map(IncidentDocument::of).toList());
    document.put("steps", file.steps().stream().map(IncidentDocument::of).toList());
    document.put("proposals", file.proposals().stream().map(IncidentDocument::of).toList());
    document.put("verification", of(file.verification()));
    document.put("revision", file.revision());
    return document;
  }

  /**
   * Reads {@link #of(Incident)}.
   *
   * @throws MalformedJsonException when a member that every record has is missing or unreadable
   */
  public static Incident incident(JsonObject document) {
    CaseFile file =
        new CaseFile(
            document.text("id"),
            Subject.parse(document.text("subject")),
            document.instant("startedAt"),
            document.instant("openedAt"),
            instants(document, "recoveriesBefore"),
            document.objects("signals").stream().map(IncidentDocument::signal).toList(),
            document.objects("assessments").stream().map(IncidentDocument::assessment).toList(),
            document.objects("steps").stream().map(IncidentDocument::step).toList(),
            document.objects("proposals").stream().map(IncidentDocument::proposal).toList(),
            document
                .findObject("verification")
                .map(IncidentDocument::verification)
                .orElse(Verification.NONE),
            document.findNumber("revision").orElse(0L));
    String state = document.text("state");
    return switch (state) {
      case "OPEN" -> new Incident.Open(file);
      case "RESOLVED" ->
          new Incident.Resolved(file, document.instant("resolvedAt"), text(document, "resolution"));
      case "ESCALATED" ->
          new Incident.Escalated(file, document.instant("escalatedAt"), text(document, "reason"));
      default -> throw unknown("state", state, "OPEN, RESOLVED or ESCALATED");
    };
  }

  /** A signal; its text is cut at {@value #MOST_TEXT} bytes, for others write it. */
  public static Map<String, Object> of(Signal signal) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("path", signal.path().name());
    document.put("trouble", signal.trouble().name());
    document.put("name", signal.name());
    document.put("at", signal.at().toString());
    document.put("receivedAt", signal.receivedAt().toString());
    document.put("text", Texts.cut(signal.text(), MOST_TEXT));
    if (!signal.commit().isEmpty()) {
      document.put("commit", Texts.cut(signal.commit(), MOST_COMMIT));
    }
    return document;
  }

  public static Signal signal(JsonObject document) {
    Instant at = document.instant("at");
    return new Signal(
        constant(Path.class, document, "path"),
        constant(Trouble.class, document, "trouble"),
        document.text("name"),
        at,
        document.findInstant("receivedAt").orElse(at),
        text(document, "text"),
        text(document, "commit"));
  }

  public static Map<String, Object> of(Message message) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("key", message.key());
    document.put("kind", message.kind());
    document.put("to", message.to());
    document.put("via", message.via());
    document.put("state", message.state().name());
    document.put("at", message.at().toString());
    document.put("detail", Texts.cut(message.detail(), MOST_TEXT));
    return document;
  }

  public static Message message(JsonObject document) {
    return new Message(
        document.text("key"),
        document.text("kind"),
        document.text("to"),
        document.text("via"),
        constant(Message.State.class, document, "state"),
        document.instant("at"),
        text(document, "detail"));
  }

  private static Map<String, Object> of(Assessment assessment) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("at", assessment.at().toString());
    document.put("severity", assessment.severity().name());
    assessment.scenario().ifPresent(number -> document.put("scenario", number));
    document.put("rule", assessment.rule());
    document.put("remedy", assessment.remedy().name());
    document.put("hypothesis", Texts.cut(assessment.hypothesis(), MOST_TEXT));
    document.put("resort", Texts.cut(assessment.resort(), MOST_TEXT));
    document.put("goodVersion", assessment.goodVersion());
    document.put("findings", assessment.findings());
    return document;
  }

  private static Assessment assessment(JsonObject document) {
    Optional<Long> scenario = document.findNumber("scenario");
    return new Assessment(
        document.instant("at"),
        constant(Severity.class, document, "severity"),
        scenario.isPresent()
            ? OptionalInt.of(Math.toIntExact(scenario.get()))
            : OptionalInt.empty(),
        document.text("rule"),
        constant(Remedy.class, document, "remedy"),
        text(document, "hypothesis"),
        text(document, "resort"),
        text(document, "goodVersion"),
        document.texts("findings"));
  }

  private static Map<String, Object> of(Proposal proposal) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("hash", proposal.hash());
    document.put("steps", proposal.steps().stream().map(IncidentDocument::of).toList());
    document.put("at", proposal.at().toString());
    document.put("until", proposal.until().toString());
    document.put("timeToAnswer", proposal.timeToAnswer().toString());
    document.put("silence", proposal.silence().name());
    document.put("state", proposal.state().name());
    document.put("by", proposal.by());
    proposal.endedAt().ifPresent(at -> document.put("endedAt", at.toString()));
    return document;
  }

  private static Proposal proposal(JsonObject document) {
    Instant at = document.instant("at");
    Instant until = document.instant("until");
    return new Proposal(
        document.text("hash"),
        document.objects("steps").stream().map(IncidentDocument::stepAlone).toList(),
        at,
        until,
        document
            .findText("timeToAnswer")
            .map(Duration::parse)
            .orElseGet(() -> Duration.between(at, until)),
        constant(Proposal.Silence.class, document, "silence"),
        constant(Proposal.State.class, document, "state"),
        text(document, "by"),
        document.findInstant("endedAt"));
  }

  private static Map<String, Object> of(Step step) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("step", step.name());
    switch (step) {
      case Step.BackUp(), Step.Redeploy() -> {}
      case Step.RollBack(String version) -> document.put("toVersion", version);
      case Step.MoveEndpoint(String version) -> document.put("toVersion", version);
    }
    return document;
  }

  private static Step stepAlone(JsonObject document) {
    String name = document.text("step");
    return switch (name) {
      case "BackUp" -> new Step.BackUp();
      case "Redeploy" -> new Step.Redeploy();
      case "RollBack" -> new Step.RollBack(document.text("toVersion"));
      case "MoveEndpoint" -> new Step.MoveEndpoint(document.text("toVersion"));
      default -> throw unknown("step", name, "BackUp, Redeploy, RollBack or MoveEndpoint");
    };
  }

  private static Map<String, Object> of(StepRecord step) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("number", step.number());
    document.putAll(of(step.step()));
    document.put("decidedAt", step.decidedAt().toString());
    switch (step.state()) {
      case StepState.Pending() -> document.put("state", "PENDING");
      case StepState.Started(Instant at, String fence, String versionBefore) -> {
        document.put("state", "STARTED");
        document.put("startedAt", at.toString());
        document.put("fence", fence);
        document.put("versionBefore", versionBefore);
      }
      case StepState.Done(Instant startedAt, Instant at, String result) -> {
        document.put("state", "DONE");
        document.put("startedAt", startedAt.toString());
        document.put("endedAt", at.toString());
        document.put("result", result);
      }
      case StepState.Failed(
              Instant startedAt,
              Instant at,
              String reason,
              Optional<String> result) -> {
        document.put("state", "FAILED");
        document.put("startedAt", startedAt.toString());
        document.put("endedAt", at.toString());
        document.put("reason", Texts.cut(reason, MOST_TEXT));
        result.ifPresent(made -> document.put("result", made));
      }
    }
    return document;
  }

  private static StepRecord step(JsonObject document) {
    String state = document.text("state");
    StepState stepState =
        switch (state) {
          case "PENDING" -> new StepState.Pending();
          case "STARTED" ->
              new StepState.Started(
                  document.instant("startedAt"),
                  document.text("fence"),
                  text(document, "versionBefore"));
          case "DONE" ->
              new StepState.Done(
                  document.instant("startedAt"),
                  document.instant("endedAt"),
                  text(document, "result"));
          case "FAILED" ->
              new StepState.Failed(
                  document.instant("startedAt"),
                  document.instant("endedAt"),
                  text(document, "reason"),
                  document.findText("result"));
          default -> throw unknown("state", state, "PENDING, STARTED, DONE or FAILED");
        };
    return new StepRecord(
        document.integer("number"), stepAlone(document), document.instant("decidedAt"), stepState);
  }

  private static Map<String, Object> of(Verification verification) {
    Map<String, Object> document = new LinkedHashMap<>();
    verification.findSince().ifPresent(since -> document.put("since", since.toString()));
    verification.findReadyAt().ifPresent(at -> document.put("readyAt", at.toString()));
    verification.findRightSince().ifPresent(at -> document.put("rightSince", at.toString()));
    document.put("right", verification.right());
    document.put("wrongInARow", verification.wrongInARow());
    document.put("brokenInARow", verification.brokenInARow());
    verification.findInterruptedBy().ifPresent(why -> document.put("interruptedBy", why));
    return document;
  }

  private static Verification verification(JsonObject document) {
    return Verification.of(
        document.findInstant("since").orElse(null),
        document.findInstant("readyAt").orElse(null),
        document.findInstant("rightSince").orElse(null),
        count(document, "right"),
        count(document, "wrongInARow"),
        count(document, "brokenInARow"),
        document.findText("interruptedBy").orElse(null));
  }

  private static List<Assessment> firstAndNewest(List<Assessment> all) {
    if (all.size() <= MOST_ASSESSMENTS) {
      return all;
    }
    List<Assessment> kept = new ArrayList<>(MOST_ASSESSMENTS);
    kept.add(all.getFirst());
    kept.addAll(all.subList(all.size() - (MOST_ASSESSMENTS - 1), all.size()));
    return kept;
  }

  private static List<Instant> instants(JsonObject document, String name) {
    return document.texts(name).stream().map(Instant::parse).toList();
  }

  private static int count(JsonObject document, String name) {
    return Math.toIntExact(document.findNumber(name).orElse(0L));
  }

  /** Text that older records may lack. */
  private static String text(JsonObject document, String name) {
    return document.findText(name).orElse("");
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonObject document, String name) {
    String text = document.text(name);
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseThrow(() -> unknown(name, text, Arrays.toString(type.getEnumConstants())));
  }

  private static MalformedJsonException unknown(String name, String value, String expected) {
    return new MalformedJsonException(
        "'" + name + "' of a record is '" + value + "', expected " + expected, null);
  }
}
