package com.vitracka.responder.local.killsweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.killsweep.CrashPoint.Effect;
import com.vitracka.responder.local.killsweep.Crashes.Crash;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.plan.SeverityRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Holds what happened against what must be, whatever was killed. */
final class Judge {
  private static final Duration MOST = Duration.ofMinutes(6);
  private final Ground ground;

  Judge(Ground ground) {
    this.ground = ground;
  }

  /**
   * What it came to.
   *
   * @param differences from what must be; empty when it passed
   * @param repeated messages that came twice
   * @param lost messages of a beginning that were not sent again, for the incident was over
   */
  record Verdict(
      List<Crash> crashes, List<String> differences, int repeated, int lost, boolean reached) {
    boolean passed() {
      return differences.isEmpty();
    }
  }

  /** Whether all that goes on by itself has come to its end, or should have. */
  boolean isOver(Happened happened) {
    return happened.incident().isEmpty()
        || Instant.now().isAfter(happened.seenToAnswerAt().plus(MOST))
        || ground.hasEnded(ground.deployment().inform(), happened.incident().get());
  }

  Verdict judge(Happened happened) {
    ground.crashes().withdraw(happened.crashes());
    List<Crash> crashes = ground.crashes().find(happened.crashes());
    List<String> differences = new ArrayList<>(happened.troubles());
    int repeated = 0;
    int lost = 0;
    if (happened.incident().isPresent()) {
      String id = happened.incident().get();
      Incident incident = ground.incidents().get(id);
      compareIncident(happened, incident, differences);
      compareExecutions(id, differences);
      compareChanges(happened, differences);
      compareReport(id, differences);
      List<Message> messages = ground.incidents().listMessages(id);
      compareLedger(happened, messages, crashes, differences);
      repeated = compareSends(happened, id, messages, crashes, differences);
      lost = (int) messages.stream().filter(Judge::isWithoutReceipt).count();
    }
    boolean reached = happened.blow() instanceof Blow.None || !crashes.isEmpty();
    if (!reached) {
      differences.add("nothing was killed: the point was not reached");
    }
    return new Verdict(crashes, List.copyOf(differences), repeated, lost, reached);
  }

  private void compareIncident(Happened happened, Incident incident, List<String> differences) {
    switch (incident) {
      case Incident.Resolved _ -> {}
      case Incident.Open _ -> differences.add("it is still open");
      case Incident.Escalated escalated ->
          differences.add("it is escalated: " + escalated.reason());
    }
    List<String> steps = incident.file().steps().stream().map(Judge::words).toList();
    if (!steps.equals(happened.story().steps())) {
      differences.add("its steps are " + steps);
    }
    if (happened.incidents() != 1) {
      differences.add(happened.incidents() + " incidents were opened");
    }
  }

  private static String words(StepRecord step) {
    String state =
        switch (step.state()) {
          case StepState.Pending _ -> "PENDING";
          case StepState.Started _ -> "STARTED";
          case StepState.Done _ -> "DONE";
          case StepState.Failed _ -> "FAILED";
        };
    return step.step().name() + " " + state;
  }

  private void compareExecutions(String id, List<String> differences) {
    for (String machine : List.of(ground.deployment().recovery(), ground.deployment().inform())) {
      String name = machine.substring(machine.lastIndexOf(':') + 1);
      ground
          .statusOf(machine, id)
          .filter(status -> status != ExecutionStatus.SUCCEEDED)
          .ifPresent(status -> differences.add(name + " is " + status));
      if (ground.statusOf(machine, id).isEmpty()) {
        differences.add(name + " was not started");
      }
    }
  }

  /** One effect per key: what AgentCore carried out for us. */
  private void compareChanges(Happened happened, List<String> differences) {
    List<String> changes = new ArrayList<>();
    for (JsonNode call : ground.agentCore().get("/_local/calls").path("calls")) {
      Instant at = Instant.parse(call.path("at").asText());
      boolean ours = !call.path("accessKeyId").asText().equals(LocalAws.ACCESS_KEY);
      if (ours
          && at.isAfter(happened.begunAt())
          && at.isBefore(happened.seenToAnswerAt())
          && !call.path("repeated").asBoolean()
          && !call.has("errorCode")
          && call.toString().contains(happened.patient().runtimeId())) {
        changes.add(call.path("operation").asText());
      }
    }
    if (!changes.equals(happened.story().changes())) {
      differences.add("it changed " + changes);
    }
  }

  private void compareReport(String id, List<String> differences) {
    for (Reports.Form form : Reports.Form.values()) {
      String key = "reports/" + id + "/" + form.file();
      try {
        String content =
            ground
                .s3()
                .getObjectAsBytes(r -> r.bucket(ground.deployment().records()).key(key))
                .asString(StandardCharsets.UTF_8);
        if (form == Reports.Form.JSON
            && !Json.object(content).values().toString().contains("RESOLVED")) {
          differences.add("the report does not say that it is resolved");
        }
      } catch (NoSuchKeyException e) {
        differences.add("there is no " + form.file());
      }
    }
  }

  private void compareLedger(
      Happened happened, List<Message> messages, List<Crash> crashes, List<String> differences) {
    SeverityRule rule = ground.plan().rule(Severity.P1);
    int everybody = rule.tell().size() * rule.by().size();
    List<String> last =
        happened.story().isHandedToPeople()
            ? List.of("escalation", "resolution")
            : List.of("resolution");
    for (String kind : last) {
      long told =
          messages.stream()
              .filter(m -> m.kind().equals(kind) && m.state() == Message.State.SENT)
              .count();
      if (told < everybody) {
        differences.add("%s told to %d of %d".formatted(kind, told, everybody));
      }
    }
    long refused =
        messages.stream()
            .filter(m -> m.state() == Message.State.REFUSED && !isWithoutReceipt(m))
            .count();
    if (refused > 0) {
      differences.add(refused + " messages were refused");
    }
    long open = messages.stream().filter(Judge::isWithoutReceipt).count();
    int mayBeOpen =
        ground
            .crashes()
            .withoutReceipt(happened.mark(), happened.patient().name(), crashes, Effect::isClaim);
    if (open > mayBeOpen) {
      differences.add(open + " messages have no receipt");
    }
  }

  /** Still being sent, or given up by the auditor since its sender left no receipt. */
  private static boolean isWithoutReceipt(Message message) {
    return message.state() == Message.State.SENDING
        || (message.state() == Message.State.REFUSED && message.detail().startsWith("no receipt"));
  }

  /** What was sent: each message once, and twice only where its sender died before the receipt. */
  private int compareSends(
      Happened happened,
      String id,
      List<Message> messages,
      List<Crash> crashes,
      List<String> differences) {
    Map<String, Integer> sends =
        ground.crashes().sends(happened.mark(), happened.patient().name(), id);
    int repeated = sends.values().stream().mapToInt(times -> times - 1).sum();
    int mayRepeat =
        ground
            .crashes()
            .withoutReceipt(happened.mark(), happened.patient().name(), crashes, Effect::sends);
    if (repeated > mayRepeat) {
      differences.add("messages were sent again: " + repeatedIn(sends));
    }
    long noted = messages.stream().filter(m -> m.state() == Message.State.SENT).count();
    if (sends.size() < noted) {
      differences.add("%d messages are noted as sent, %d were".formatted(noted, sends.size()));
    }
    return repeated;
  }

  private static List<String> repeatedIn(Map<String, Integer> sends) {
    return sends.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
        .toList();
  }
}
