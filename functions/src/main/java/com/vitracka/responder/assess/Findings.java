package com.vitracka.responder.assess;

import com.vitracka.responder.incident.Signal.Trouble;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Windows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The evidence in the words of the decision table.
 *
 * @param canary how the agent answers us, empty when that is unknown
 * @param users what real callers see
 * @param suspect the version that others deployed shortly before the failure
 * @param liveVersion the version that users get, empty when unknown
 * @param good the newest version to roll back to
 * @param troubles what the signals speak of
 */
record Findings(
    Optional<Answer> canary,
    Users users,
    Optional<VersionView> suspect,
    Optional<String> liveVersion,
    Optional<VersionNotes> good,
    Set<Trouble> troubles,
    Set<KnownError> known) {

  /** What real callers see. */
  enum Users {
    SERVED,
    FAILING,
    SLOW,
    THROTTLED,
    NONE,
    UNKNOWN
  }

  static Findings of(
      Agent agent, Windows windows, Evidence evidence, Instant startedAt, Set<Trouble> troubles) {
    Optional<String> live =
        (agent.usesDefaultEndpoint() ? evidence.runtime() : evidence.endpoint())
            .find()
            .map(RuntimeView::version);
    Set<KnownError> known = evidence.log().find().map(LogFindings::known).orElse(Set.of());
    return new Findings(
        answer(evidence, known),
        users(agent, evidence),
        live.flatMap(version -> suspect(version, evidence, windows, startedAt)),
        live,
        live.flatMap(version -> good(version, evidence.notes())),
        troubles,
        known);
  }

  boolean deploymentNear() {
    return suspect.isPresent();
  }

  private static Optional<Answer> answer(Evidence evidence, Set<KnownError> known) {
    return evidence
        .canary()
        .find()
        .filter(results -> !results.isEmpty())
        .map(results -> results.getLast().answer())
        .map(
            answer ->
                answer == Answer.AGENT_ERROR && known.contains(KnownError.MODEL_DOWN)
                    ? Answer.MODEL_DOWN
                    : answer);
  }

  private static Users users(Agent agent, Evidence evidence) {
    return evidence
        .traffic()
        .find()
        .map(
            traffic -> {
              if (traffic.errors() >= agent.thresholds().errors()) {
                return Users.FAILING;
              }
              if (traffic.throttles() >= agent.thresholds().throttles()) {
                return Users.THROTTLED;
              }
              if (traffic.p95Latency().compareTo(agent.thresholds().latency()) > 0) {
                return Users.SLOW;
              }
              return traffic.invocations() > 0 ? Users.SERVED : Users.NONE;
            })
        .orElse(Users.UNKNOWN);
  }

  private static Optional<VersionView> suspect(
      String live, Evidence evidence, Windows windows, Instant startedAt) {
    boolean ours =
        evidence.notes().stream().anyMatch(note -> note.version().equals(live) && note.ours());
    return ours
        ? Optional.empty()
        : evidence.versions().find().orElse(List.of()).stream()
            .filter(version -> version.version().equals(live))
            .filter(
                version -> version.deployedAt().isAfter(startedAt.minus(windows.deploymentNear())))
            .findFirst();
  }

  /** The newest earlier version that is known good; when there is none, that answered right. */
  private static Optional<VersionNotes> good(String live, List<VersionNotes> notes) {
    List<VersionNotes> earlier =
        notes.stream().filter(note -> note.number() < Integer.parseInt(live)).toList();
    return earlier.stream()
        .filter(one -> one.knownGoodAt().isPresent())
        .findFirst()
        .or(() -> earlier.stream().filter(one -> one.lastRight().isPresent()).findFirst());
  }
}
