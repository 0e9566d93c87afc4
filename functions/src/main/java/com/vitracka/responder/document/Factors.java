package com.vitracka.responder.document;

import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.plan.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the time of an incident went.
 *
 * @param parts detect, diagnose, execute, verify, and what lies between them
 * @param total until resolved, empty while it is not
 * @param rto of the scenario, empty where none fits
 */
public record Factors(List<Factor> parts, Optional<Duration> total, Optional<Duration> rto) {

  /** Measures the incident; the parts add up to the total. */
  public static Factors of(Incident incident, Optional<Scenario> scenario) {
    CaseFile file = incident.file();
    Instant detected =
        file.signals().stream()
            .map(Signal::receivedAt)
            .min(Comparator.naturalOrder())
            .orElse(file.openedAt());
    Optional<Instant> firstStep = startedSteps(file).min(Comparator.naturalOrder());
    Optional<Instant> assessed =
        file.assessments().stream()
            .map(Assessment::at)
            .filter(at -> firstStep.isEmpty() || !at.isAfter(firstStep.get()))
            .max(Comparator.naturalOrder());
    Optional<Instant> executed = findExecuted(file);
    Optional<Instant> resolved =
        incident instanceof Incident.Resolved end
            ? Optional.of(end.resolvedAt())
            : Optional.empty();
    Optional<Instant> verifyFrom = executed.or(() -> firstStep.isEmpty() ? assessed : firstStep);

    Optional<Duration> detect = Optional.of(between(file.startedAt(), detected));
    Optional<Duration> diagnose = assessed.map(at -> between(file.openedAt(), at));
    Optional<Duration> execute =
        firstStep.flatMap(from -> executed.map(until -> between(from, until)));
    Optional<Duration> verify =
        resolved.flatMap(until -> verifyFrom.map(from -> between(from, until)));
    Optional<Duration> total = resolved.map(until -> between(file.startedAt(), until));

    List<Factor> parts = new ArrayList<>();
    parts.add(
        new Factor("Detect", "first sign of trouble → first signal", detect, Optional.empty()));
    parts.add(
        new Factor(
            "Diagnose", "incident opened → assessed", diagnose, scenario.map(Scenario::diagnose)));
    parts.add(
        new Factor(
            "Execute",
            "first step begun → last step done, deployment ready",
            execute,
            scenario.map(Scenario::execute)));
    parts.add(new Factor("Verify", "until resolved", verify, scenario.map(Scenario::verify)));
    total.ifPresent(
        all ->
            parts.add(
                new Factor(
                    "Between",
                    "on the way from one part to the next",
                    Optional.of(
                        all.minus(
                            Stream.of(detect, diagnose, execute, verify)
                                .flatMap(Optional::stream)
                                .reduce(Duration.ZERO, Duration::plus))),
                    Optional.empty())));
    return new Factors(List.copyOf(parts), total, scenario.map(Scenario::rto));
  }

  /** Whether it was resolved within the plan's time; empty while nobody can say. */
  public Optional<Boolean> findMet() {
    return total.flatMap(took -> rto.map(most -> took.compareTo(most) <= 0));
  }

  private static Optional<Instant> findExecuted(CaseFile file) {
    Optional<Instant> lastStep =
        file.steps().stream()
            .<Instant>mapMulti(
                (step, sink) -> {
                  switch (step.state()) {
                    case StepState.Done done -> sink.accept(done.at());
                    case StepState.Failed failed -> sink.accept(failed.at());
                    case StepState.Pending _, StepState.Started _ -> {}
                  }
                })
            .max(Comparator.naturalOrder());
    return lastStep.map(
        at ->
            Stream.concat(Stream.of(at), ready(file.verification()))
                .max(Comparator.naturalOrder())
                .orElse(at));
  }

  private static Stream<Instant> ready(Verification verification) {
    return verification.findReadyAt().stream();
  }

  private static Stream<Instant> startedSteps(CaseFile file) {
    return file.steps().stream()
        .map(StepRecord::state)
        .mapMulti(
            (state, sink) -> {
              switch (state) {
                case StepState.Started started -> sink.accept(started.at());
                case StepState.Done done -> sink.accept(done.startedAt());
                case StepState.Failed failed -> sink.accept(failed.startedAt());
                case StepState.Pending _ -> {}
              }
            });
  }

  /** Clocks of others may be ahead of ours: never less than nothing. */
  private static Duration between(Instant from, Instant until) {
    Duration duration = Duration.between(from, until);
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
