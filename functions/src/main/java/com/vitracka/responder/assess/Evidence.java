package com.vitracka.responder.assess;

import com.vitracka.responder.incident.VersionNotes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the probes saw.
 *
 * @param at when they began to look: what changed since may not have been seen
 * @param gatheredAt when the last of them had answered, a minute later at most
 * @param canary the results of our own invocations, the last one last
 * @param notes what we know of the agent's versions
 */
public record Evidence(
    Instant at,
    Instant gatheredAt,
    Observed<RuntimeView> runtime,
    Observed<RuntimeView> endpoint,
    Observed<List<VersionView>> versions,
    Observed<List<CanaryResult>> canary,
    Observed<LogFindings> log,
    Observed<Traffic> traffic,
    List<VersionNotes> notes) {

  /**
   * How the agent last answered our own invocations; empty when that is unknown. An error of its
   * own is the model's when log or answer say so. Of two failures the one that no deployment can
   * change counts, for a change needs two that one can.
   */
  public Optional<Answer> findAnswer() {
    return canary
        .find()
        .filter(results -> !results.isEmpty())
        .map(results -> counting(results.stream().map(CanaryResult::answer).toList()))
        .map(
            answer ->
                answer == Answer.AGENT_ERROR && known().contains(KnownError.MODEL_DOWN)
                    ? Answer.MODEL_DOWN
                    : answer);
  }

  private static Answer counting(List<Answer> answers) {
    Answer last = answers.getLast();
    return last.deploymentCanChange()
        ? answers.stream()
            .filter(answer -> !answer.deploymentCanChange() && answer != Answer.RIGHT)
            .findFirst()
            .orElse(last)
        : last;
  }

  /** What is understood of the log, and of what the service answered our own invocations with. */
  public Set<KnownError> known() {
    Set<KnownError> known = EnumSet.noneOf(KnownError.class);
    log.find().map(LogFindings::known).ifPresent(known::addAll);
    canary.find().orElse(List.of()).forEach(result -> known.addAll(result.known()));
    return known;
  }

  /** One line per probe, for the record and the report. */
  public List<String> findings() {
    List<String> lines = new ArrayList<>();
    lines.add(
        canary.describe(
            "canary",
            results ->
                results.stream()
                    .map(
                        result ->
                            "the agent "
                                + result.answer().words()
                                + " ("
                                + result.latency().toMillis()
                                + " ms"
                                + (result.detail().isEmpty() ? "" : "; " + result.detail())
                                + ")")
                    .reduce((a, b) -> a + "; " + b)
                    .orElse("not run")));
    lines.add(runtime.describe("runtime", Evidence::words));
    lines.add(endpoint.describe("endpoint", Evidence::words));
    lines.add(
        versions.describe(
            "deployments",
            list ->
                list.isEmpty()
                    ? "none"
                    : "newest is version "
                        + list.getFirst().version()
                        + " of "
                        + list.getFirst().deployedAt()));
    lines.add(
        log.describe(
            "log",
            found ->
                found.errorLines()
                    + " error lines"
                    + found.known().stream()
                        .map(known -> "; " + known.meaning())
                        .reduce("", String::concat)));
    lines.add(
        traffic.describe(
            "traffic",
            t ->
                t.invocations()
                    + " invocations, "
                    + t.errors()
                    + " errors, "
                    + t.throttles()
                    + " throttled, p95 "
                    + t.p95Latency().toMillis()
                    + " ms"));
    return List.copyOf(lines);
  }

  private static String words(RuntimeView view) {
    return view.status()
        + ", version "
        + view.version()
        + (view.failureReason().isEmpty() ? "" : " (" + view.failureReason() + ")");
  }
}
