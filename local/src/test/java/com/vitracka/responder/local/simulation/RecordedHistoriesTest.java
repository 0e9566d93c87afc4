package com.vitracka.responder.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentDocument;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Mode;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import com.vitracka.responder.respond.Recovery;
import com.vitracka.responder.respond.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was decided in recorded incidents is decided so today (resources/histories/README.md). */
class RecordedHistoriesTest {
  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  private final Plan plan = PlanReader.read(Path.of("../infra/plan.yaml"));
  private final Recovery recovery = new Recovery(plan);

  static List<Path> histories() {
    try (Stream<Path> files = Files.list(HISTORIES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void there_are_some() {
    assertThat(histories()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void it_reads_and_is_written_as_it_was(Path history) {
    Incident incident = incident(history);

    assertThat(IncidentDocument.incident(Json.object(Json.write(IncidentDocument.of(incident)))))
        .usingRecursiveComparison()
        .isEqualTo(incident);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void each_step_is_decided_again(Path history) {
    CaseFile file = incident(history).file();
    for (int done = 1; done < file.steps().size(); done++) {
      StepRecord next = file.steps().get(done);

      assertThat(decided(file, done, next.decidedAt()))
          .as("step %d of %s", done + 1, file.id())
          .contains(next.step());
    }
  }

  /**
   * What comes after so many steps; as {@code Verifying} has it where a redeploy had come about.
   */
  private Optional<Step> decided(CaseFile file, int steps, Instant now) {
    Agent agent = agent(file);
    StepRecord last = file.steps().get(steps - 1);
    if (last.step() instanceof Step.Redeploy && last.state() instanceof StepState.Done done) {
      return Optional.of(new Step.MoveEndpoint(done.result()));
    }
    Incident.Open then = new Incident.Open(until(file, steps, now));
    Turn turn =
        last.step() instanceof Step.BackUp
            ? recovery.afterBackup(then, agent, controls(), now)
            : recovery.afterFailure(then, agent, "as it was", controls(), now);
    return turn.move() instanceof Move.Act(Step step) ? Optional.of(step) : Optional.empty();
  }

  /** Where its endpoint was moved it had a named one. */
  private Agent agent(CaseFile file) {
    Agent like = plan.getAgent("coach_companion");
    boolean named =
        file.steps().stream().anyMatch(step -> step.step() instanceof Step.MoveEndpoint);
    return new Agent(
        like.name(),
        like.displayName(),
        like.aliases(),
        like.folder(),
        like.runtimeId(),
        named ? "production" : Agent.DEFAULT_ENDPOINT,
        like.executionRole(),
        like.impact(),
        like.canary(),
        like.thresholds(),
        like.modes());
  }

  private static CaseFile until(CaseFile file, int steps, Instant now) {
    return new CaseFile(
        file.id(),
        file.subject(),
        file.startedAt(),
        file.openedAt(),
        file.recoveriesBefore(),
        file.signals(),
        file.assessments().stream().filter(one -> !one.at().isAfter(now)).toList(),
        file.steps().subList(0, steps),
        file.proposals().stream().filter(one -> one.state() == Proposal.State.APPROVED).toList(),
        file.verification(),
        file.revision());
  }

  /** Approved steps are carried out in any mode; the others were, in this one. */
  private static Controls controls() {
    return Controls.NONE.withMode(1, Optional.of(new Mode.Auto()));
  }

  private static Incident incident(Path history) {
    try {
      return IncidentDocument.incident(Json.object(Files.readString(history)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
