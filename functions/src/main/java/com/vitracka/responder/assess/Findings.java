package com.vitracka.responder.assess;

import com.vitracka.responder.incident.Signal;
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
 * @param failedTests whether the team's tests failed, and on what
 */
record Findings(
    Optional<Answer> canary,
    Users users,
    Optional<VersionView> suspect,
    Optional<String> liveVersion,
    Optional<VersionNotes> good,
    FailedTests failedTests,
    Set<KnownError> known) {

  /** Shorter beginnings of a commit's hash name too many commits. */
  private static final int SHORTEST_HASH = 7;

  /** What the failed tests of the team's pipeline speak of. */
  enum FailedTests {
    NONE,
    OF_WHAT_IS_LIVE,
    OF_ANOTHER_COMMIT
  }

  /** What real callers see. */
  enum Users {
    SERVED,
    FAILING,
    SLOW,
    THROTTLED,
    NONE,
    UNKNOWN
  }

  /**
   * What the evidence comes to.
   *
   * @param recoveries ends of our own recoveries of late
   */
  static Findings of(
      Agent agent,
      Windows windows,
      Evidence evidence,
      Instant startedAt,
      List<Signal> signals,
      List<Instant> recoveries) {
    Optional<String> live =
        (agent.usesDefaultEndpoint() ? evidence.runtime() : evidence.endpoint())
            .find()
            .map(RuntimeView::version);
    return new Findings(
        evidence.findAnswer(),
        users(agent, evidence),
        live.flatMap(version -> suspect(version, evidence, windows, startedAt))
            .or(() -> movedTo(agent, evidence, windows, startedAt, recoveries)),
        live,
        live.flatMap(version -> good(version, evidence.notes())),
        failedTests(live, evidence.notes(), signals),
        evidence.known());
  }

  boolean isThrottled() {
    return canary.filter(Answer.THROTTLED::equals).isPresent() || users == Users.THROTTLED;
  }

  /** The canary alone is refused, or everybody. */
  boolean isRefused() {
    return canary
        .filter(answer -> answer == Answer.REFUSED || answer == Answer.REJECTED)
        .isPresent();
  }

  boolean deploymentNear() {
    return suspect.isPresent();
  }

  /**
   * An event without a commit is about what is live, as is any of several that names its commit.
   */
  private static FailedTests failedTests(
      Optional<String> live, List<VersionNotes> notes, List<Signal> signals) {
    List<Signal> failed =
        signals.stream().filter(signal -> signal.trouble() == Trouble.TESTS_FAILED).toList();
    if (failed.isEmpty()) {
      return FailedTests.NONE;
    }
    Optional<String> commit =
        notes.stream()
            .filter(note -> live.equals(Optional.of(note.version())))
            .findFirst()
            .flatMap(VersionNotes::commit);
    boolean ofLive =
        failed.stream()
            .map(Signal::commit)
            .anyMatch(
                named ->
                    named.isEmpty()
                        || commit.filter(whole -> isSameCommit(named, whole)).isPresent());
    return ofLive ? FailedTests.OF_WHAT_IS_LIVE : FailedTests.OF_ANOTHER_COMMIT;
  }

  /** Either may be shortened, as Git itself does. */
  private static boolean isSameCommit(String one, String other) {
    int length = Math.min(one.length(), other.length());
    return length >= SHORTEST_HASH && one.regionMatches(true, 0, other, 0, length);
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

  /**
   * A named endpoint that others moved shortly before the failure, be its version new or old. A
   * move in the course of a recovery was ours: a foreign one would have ended it.
   */
  private static Optional<VersionView> movedTo(
      Agent agent,
      Evidence evidence,
      Windows windows,
      Instant startedAt,
      List<Instant> recoveries) {
    if (agent.usesDefaultEndpoint()) {
      return Optional.empty();
    }
    return evidence
        .endpoint()
        .find()
        .filter(view -> view.updatedAt().isAfter(startedAt.minus(windows.deploymentNear())))
        // Without our notes a move of ours looks like the team's.
        .filter(_ -> evidence.versions().find().isPresent())
        .filter(
            view ->
                recoveries.stream()
                    .noneMatch(
                        end ->
                            !view.updatedAt().isAfter(end)
                                && view.updatedAt().isAfter(end.minus(windows.deploymentNear()))))
        .filter(
            view ->
                evidence.notes().stream()
                    .noneMatch(note -> note.version().equals(view.version()) && note.ours()))
        .map(view -> new VersionView(view.version(), view.updatedAt()));
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
