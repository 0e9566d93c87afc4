package com.vitracka.responder.incident;

import static com.vitracka.responder.incident.AnIncident.alarm;
import static com.vitracka.responder.incident.AnIncident.at;
import static com.vitracka.responder.incident.AnIncident.coach;
import static com.vitracka.responder.incident.AnIncident.outage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import com.vitracka.responder.plan.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IncidentDocumentTest {
  @Test
  void anIncidentOfEachStateIsReadAsItWasWritten() {
    Incident.Open open = incidentWithEverything();

    for (Incident incident :
        List.of(
            open,
            open.resolve(at("03:20:00.123456789"), "deployed again"),
            open.escalate(at("03:20"), "the control plane refuses"))) {
      assertThat(written(incident)).usingRecursiveComparison().isEqualTo(incident);
    }
  }

  @Test
  void aMessageOfEachStateIsReadAsItWasWritten() {
    for (Message.State state : Message.State.values()) {
      Message message =
          new Message("a/1/on-call/EMAIL", "update", "on-call", "EMAIL", state, at("03:00"), "id");

      assertThat(IncidentDocument.message(Json.object(Json.write(IncidentDocument.of(message)))))
          .isEqualTo(message);
    }
  }

  @Test
  void aSignalOfEachPathAndTroubleIsReadAsItWasWritten() {
    for (Signal.Path path : Signal.Path.values()) {
      for (Signal.Trouble trouble : Signal.Trouble.values()) {
        Signal signal = new Signal(path, trouble, "n", at("03:00"), at("03:00:01"), "\"<ü>\"");

        assertThat(IncidentDocument.signal(Json.object(Json.write(IncidentDocument.of(signal)))))
            .isEqualTo(signal);
      }
    }
  }

  @Test
  void theCommitThatASignalNamesIsKeptAndARecordWithoutOneIsRead() {
    Signal plain =
        new Signal(
            Signal.Path.PIPELINE,
            Signal.Trouble.TESTS_FAILED,
            "n",
            at("03:00"),
            at("03:00:01"),
            "");
    Signal named = plain.withCommit("9f1c2ab");

    assertThat(IncidentDocument.of(plain)).doesNotContainKey("commit");
    assertThat(IncidentDocument.signal(Json.object(Json.write(IncidentDocument.of(named)))))
        .isEqualTo(named);
  }

  @Test
  void aRecordOfTheFirstReleaseIsRead() throws IOException {
    Incident incident = IncidentDocument.incident(record("record-of-0.1.json"));

    assertThat(incident)
        .isInstanceOfSatisfying(
            Incident.Resolved.class,
            resolved -> assertThat(resolved.resolution()).isEqualTo("deployed again"));
    CaseFile file = incident.file();
    assertThat(file.subject()).isEqualTo(coach());
    assertThat(file.signals()).hasSize(2);
    assertThat(file.findAssessment().orElseThrow())
        .extracting(Assessment::severity, Assessment::scenario, Assessment::remedy)
        .containsExactly(Severity.P1, OptionalInt.of(1), Remedy.REDEPLOY);
    assertThat(file.steps())
        .extracting(step -> step.state().getClass().getSimpleName())
        .containsExactly("Done", "Failed", "Done");
    assertThat(file.verification().right()).isEqualTo(12);
    assertThat(file.revision()).isEqualTo(31);
  }

  @Test
  void aRecordThatLacksWhatCameLaterAndHasWhatNobodyKnowsIsRead() throws IOException {
    Incident incident = IncidentDocument.incident(record("record-of-another-release.json"));

    assertThat(incident).isInstanceOf(Incident.Open.class);
    CaseFile file = incident.file();
    assertThat(file.recoveriesBefore()).isEmpty();
    assertThat(file.signals().getFirst().receivedAt()).isEqualTo(at("03:00"));
    assertThat(file.findAssessment().orElseThrow().resort()).isEmpty();
    assertThat(file.findAssessment().orElseThrow().scenario()).isEmpty();
    assertThat(file.findLastStep().orElseThrow().state()).isEqualTo(new StepState.Pending());
    assertThat(file.verification().findSince()).isEmpty();
  }

  @Test
  void aRecordWithoutWhatEveryOneHasIsRefusedByName() {
    assertThatThrownBy(() -> IncidentDocument.incident(Json.object("{\"id\":\"inc-1\"}")))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("subject");
  }

  @Test
  void aStateThatNobodyKnowsIsRefusedWithThoseThatThereAre() {
    Map<String, Object> document = IncidentDocument.of(incidentWithEverything());
    document.put("state", "PAUSED");

    assertThatThrownBy(() -> IncidentDocument.incident(JsonObject.of(document)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContainingAll("PAUSED", "OPEN, RESOLVED or ESCALATED");
  }

  @Test
  void ofEndlesslyManyAssessmentsTheFirstAndTheNewestAreKept() {
    Incident.Open incident = SubjectNotes.of(coach()).open("inc-1", alarm("03:00"), at("00:00"));
    for (int second = 0; second < 60; second++) {
      incident = incident.with(outage("03:00:%02d".formatted(second)));
    }

    List<Assessment> kept = written(incident).file().assessments();

    assertThat(kept).hasSize(IncidentDocument.MOST_ASSESSMENTS);
    assertThat(kept.getFirst().at()).isEqualTo(at("03:00:00"));
    assertThat(kept.get(1).at()).isEqualTo(at("03:00:21"));
    assertThat(kept.getLast().at()).isEqualTo(at("03:00:59"));
  }

  @Test
  void aTextThatSomebodyElseMadeHugeIsCut() {
    Signal signal =
        new Signal(
            Signal.Path.SNS,
            Signal.Trouble.OTHER,
            "n",
            at("03:00"),
            at("03:00"),
            "x".repeat(1_000_000));

    assertThat(JsonObject.of(IncidentDocument.of(signal)).text("text"))
        .hasSizeLessThanOrEqualTo(IncidentDocument.MOST_TEXT)
        .endsWith("[…]");
  }

  private static Incident.Open incidentWithEverything() {
    Incident.Open incident =
        SubjectNotes.of(coach()).open("inc-1", alarm("03:00:00.000001"), at("00:00"));
    List<StepState> states =
        List.of(
            new StepState.Pending(),
            new StepState.Started(at("03:01"), "fence-1", "6"),
            new StepState.Done(at("03:01"), at("03:02"), "7"),
            new StepState.Failed(at("03:01"), at("03:02"), "refused"),
            new StepState.Failed(at("03:01"), at("03:02"), "dies after it", Optional.of("7")));
    for (Step step :
        List.of(
            new Step.BackUp(),
            new Step.Redeploy(),
            new Step.RollBack("5"),
            new Step.MoveEndpoint("5"))) {
      for (StepState state : states) {
        incident = incident.decided(step, at("03:00:30"));
        incident = incident.with(incident.file().findLastStep().orElseThrow().with(state));
      }
    }
    Proposal first =
        Proposal.of(
            "inc-1",
            List.of(new Step.Redeploy(), new Step.RollBack("5"), new Step.MoveEndpoint("5")),
            at("03:00:40"),
            at("03:15:40"),
            Proposal.Silence.ESCALATES);
    Proposal second =
        Proposal.of(
            "inc-1",
            List.of(new Step.Redeploy()),
            at("03:00:50"),
            at("03:10:50"),
            Proposal.Silence.ACTS);
    return incident
        .with(first.prolonged(at("03:20:40")))
        .with(first.withdrawn(at("03:00:45")))
        .with(second.approvedBy("jane", at("03:02")))
        .with(outage("03:00:02"))
        .with(
            new Assessment(
                at("03:05"),
                Severity.P3,
                OptionalInt.empty(),
                "canary refused",
                Remedy.TELL,
                "the canary's rights",
                "look at the canary's role",
                "5",
                List.of()))
        .with(
            Verification.startedAt(at("03:06"))
                .ready(at("03:07"))
                .rightAnswer(at("03:08"))
                .wrongAnswer(true, "the agent cannot start")
                .rightAnswer(at("03:09"))
                .disturbed(at("03:09"), "failed calls of users: 2"));
  }

  /** Through JSON and back. */
  private static Incident written(Incident incident) {
    return IncidentDocument.incident(Json.object(Json.write(IncidentDocument.of(incident))));
  }

  private static JsonObject record(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(IncidentDocumentTest.class.getResourceAsStream(name), name)) {
      return Json.object(file.readAllBytes());
    }
  }
}
