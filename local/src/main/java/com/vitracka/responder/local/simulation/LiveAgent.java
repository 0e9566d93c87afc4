package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.assess.LogFindings;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.assess.VersionView;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The truth about an agent in AgentCore: versions, endpoint, what is wrong, what users notice. */
final class LiveAgent {
  static final String TEAM = "team";

  private static final long MINUTE = 60_000;

  private final World world;
  private final Agent plan;
  private final Served served;
  private final boolean immutable;
  private final Versions versions = new Versions();
  private final Ailments ailments = new Ailments();
  private final Set<String> moves = new HashSet<>();
  private final Set<String> unread = new HashSet<>();
  private int endpointVersion;
  private long endpointMovedAt;
  private long endpointLag;
  private boolean refusesChanges;

  /** Whether the code that is deployed now dies again soon after each deployment. */
  private boolean flapping;

  LiveAgent(World world, Agent plan, int callsPerMinute, boolean immutable) {
    this.world = world;
    this.plan = plan;
    this.served = new Served(callsPerMinute);
    this.immutable = immutable;
  }

  Agent plan() {
    return plan;
  }

  String name() {
    return plan.name();
  }

  boolean immutable() {
    return immutable;
  }

  // What happens to it.

  /** The team deploys, and moves a named endpoint along. */
  Version deployedByTeam(Health code, long readyAt) {
    Version version = versions.add(code, false, "", 0, world.now(), readyAt, Version.Course.WELL);
    ailments.end(Cause.DELETED);
    endpointVersion = version.number();
    endpointMovedAt = readyAt;
    world.agenda().at(readyAt, this::refresh);
    refresh();
    world.oracle().deployedByTeam(this, version);
    return version;
  }

  /** One of the versions that were there before the history. */
  Version madeBefore(long at) {
    Version version = versions.add(Health.GOOD, false, "", 0, at, at, Version.Course.WELL);
    endpointVersion = version.number();
    endpointMovedAt = at;
    return version;
  }

  /** A change by the responder; the same token again is the same version. */
  Version deployedByUs(int source, String token, Version.Course course, long takes, long lag) {
    Optional<Version> before = versions.find(token);
    if (before.isPresent()) {
      return before.get();
    }
    endpointLag = lag;
    long now = world.now();
    Version made =
        versions.add(version(source).code(), true, token, source, now, now + takes, course);
    world.agenda().at(made.readyAt(), this::refresh);
    world.agenda().at(made.readyAt() + lag, this::refresh);
    refresh();
    return made;
  }

  /** The code does not work any more: of the live version and all later ones, or of all. */
  void spoil(Health code, boolean all) {
    int first = all ? 1 : live().number();
    versions.spoil(first, code);
    world.coverage().spoilt(code);
    world.log(() -> name() + ": the code of versions from " + first + " is " + code);
    refresh();
  }

  /** A change by the responder; the same token again changes nothing. */
  String movedByUs(int to, String token) {
    if (moves.add(token)) {
      endpointVersion = to;
      endpointMovedAt = world.now();
      refresh();
    }
    return Integer.toString(to);
  }

  void begin(Cause cause) {
    ailments.begin(cause, live().number());
    world.coverage().began(cause);
    world.log(() -> name() + ": " + cause + " begins");
    refresh();
  }

  void end(Cause cause) {
    if (ailments.end(cause)) {
      world.log(() -> name() + ": " + cause + " ends");
    }
    refresh();
  }

  void flap(boolean on) {
    flapping = on;
  }

  void refuseChanges(boolean on) {
    refusesChanges = on;
  }

  boolean refusesChanges() {
    return refusesChanges;
  }

  /** All is well: a person has seen to it. */
  void mend() {
    flapping = false;
    refusesChanges = false;
    boolean recreate = ailments.has(Cause.DELETED);
    ailments.endAll();
    if (recreate
        || isBusy()
        || newest().course() != Version.Course.WELL
        || live().code() != Health.GOOD) {
      deployedByTeam(Health.GOOD, world.now() + 5000);
      world.log(() -> name() + ": mended by the team with version " + newest().number());
    } else {
      world.log(() -> name() + ": mended");
    }
    refresh();
  }

  // How it is.

  Version newest() {
    return versions.newest();
  }

  Version version(int number) {
    return versions.get(number);
  }

  /** The team's version whose code a version carries. */
  int codeOf(int number) {
    return versions.codeOf(number);
  }

  boolean knows(String token) {
    return moves.contains(token) || versions.find(token).isPresent();
  }

  int versionCount() {
    return versions.count();
  }

  boolean isBusy() {
    return newest().status(world.now()).equals("UPDATING");
  }

  /** What users get. */
  Version live() {
    return plan.usesDefaultEndpoint()
        ? versions.live(world.now(), endpointLag)
        : version(endpointVersion);
  }

  boolean isHit(Cause cause) {
    return ailments.has(cause);
  }

  /** How a new session answers us in truth. */
  Answer answer() {
    Optional<Cause> ailment = ailments.findFirst();
    if (ailment.isPresent()) {
      return ailment.get().answer();
    }
    Answer byCode = live().code().answer();
    if (byCode != Answer.RIGHT) {
      return byCode;
    }
    if (isHit(Cause.MODEL_DOWN)) {
      return Cause.MODEL_DOWN.answer();
    }
    return isHit(Cause.MODEL_SLOW) ? Answer.SLOW : Answer.RIGHT;
  }

  private String detail() {
    Optional<Cause> ailment = ailments.findFirst();
    if (ailment.isPresent()) {
      return ailment.get().detail();
    }
    return switch (live().code()) {
      case DIES_ON_IMPORT -> "An error occurred when starting the runtime";
      case ERRS -> "Received error (500) from runtime";
      case THROTTLES -> "maxVms limit exceeded";
      case WRONG -> "the answer lacks what the plan expects";
      case HANGS, SLOW, GOOD, FAILS_TESTS -> isHit(Cause.MODEL_DOWN) ? modelDetail() : "";
    };
  }

  /** The service tells only that the runtime failed; the cause is in the agent's log. */
  private String modelDetail() {
    return world.chance().oneIn(2)
        ? Cause.MODEL_DOWN.detail()
        : "Received error (500) from runtime";
  }

  /** Whether any deployment could make its answers right. */
  boolean deploymentHelps() {
    return ailments.deploymentHelps() || live().code() != Health.GOOD;
  }

  /** Fresh processes: what ailed those of another version is gone. */
  private void endWhatDeploymentsEnd() {
    boolean ended = !ailments.isEmpty() && ailments.endWhatDeploymentsEnd(live().number());
    if (ended && flapping) {
      world
          .agenda()
          .after(
              world.chance().seconds(30, 200),
              () -> {
                if (flapping) {
                  begin(Cause.PROCESSES_DIE);
                }
              });
    }
  }

  /** Notes how users are served from now on. */
  void refresh() {
    if (versions.isEmpty()) {
      return;
    }
    endWhatDeploymentsEnd();
    Condition condition = ailments.worst(live().code().condition());
    boolean usable = isNoticedByNobody(condition);
    served.writes(world.now(), errorsWritten());
    if (served.turns(world.now(), condition, usable)) {
      world.log(() -> name() + ": " + (usable ? "usable" : "NOT usable") + ", " + condition);
      world.oracle().turned(this, usable);
    }
  }

  /**
   * Whether neither metrics nor canary can tell: the canary is left out while users are served, and
   * no metric tells that they are answered wrongly.
   */
  private boolean isNoticedByNobody(Condition condition) {
    return !served.hasUsers()
        ? answer() == Answer.RIGHT
        : condition.errors() < 1
            && condition.throttles() == 0
            && condition.p95Millis() < plan.thresholds().latency().toMillis();
  }

  boolean isWell() {
    return served.isWell();
  }

  /** Since when it has been as it is. */
  long asItIsSince() {
    return served.asItIsSince();
  }

  // What can be seen of it.

  private void requireThere() {
    if (isHit(Cause.DELETED)) {
      throw new ServiceFailure("ResourceNotFoundException: No endpoint or agent found");
    }
  }

  RuntimeView runtime() {
    requireThere();
    Version newest = newest();
    return new RuntimeView(
        newest.status(world.now()),
        Integer.toString(newest.number()),
        Instant.ofEpochMilli(newest.at()),
        newest.course() == Version.Course.FAILS ? "the image could not be pulled" : "");
  }

  RuntimeView endpoint() {
    requireThere();
    Version live = live();
    return new RuntimeView(
        "READY",
        Integer.toString(live.number()),
        Instant.ofEpochMilli(plan.usesDefaultEndpoint() ? live.readyAt() : endpointMovedAt),
        "");
  }

  List<VersionView> versions() {
    requireThere();
    return versions.views();
  }

  /** An invocation on a new session, which takes its time. */
  CanaryResult invoke(FunctionProcess by) {
    Answer answer = answer();
    long latency =
        switch (answer) {
          case RIGHT, WRONG -> 900;
          case SLOW -> 4_000;
          case TIMED_OUT -> plan.canary().timeout().toMillis();
          default -> 300;
        };
    String detail = detail();
    boolean deploymentHelps = deploymentHelps();
    Set<KnownError> written = errorsWritten();
    by.pass(latency);
    served.asked(
        new Served.Asked(
            by.localNow(), world.now(), by.incident(), answer, deploymentHelps, written));
    world.log(() -> "    " + name() + " answers " + answer);
    return answer == Answer.RIGHT || answer == Answer.WRONG || answer == Answer.SLOW
        ? new CanaryResult(answer, Duration.ofMillis(latency), detail)
        : CanaryResult.failed(answer, Duration.ofMillis(latency), "an error", detail);
  }

  /** Somebody looked for the incident, and the log did not answer. */
  void logIsUnread(String incident) {
    unread.add(incident);
  }

  boolean wasLogUnread(String incident) {
    return unread.contains(incident);
  }

  List<Served.Asked> asked() {
    return served.asked();
  }

  LogFindings errorsSince(long since) {
    return world.now() < since
        ? new LogFindings(served.errorLines(since), Set.of())
        : new LogFindings(served.errorLines(since), served.errorsInLog(since));
  }

  /** What whoever fails now writes to its log. */
  private Set<KnownError> errorsWritten() {
    Set<KnownError> written = EnumSet.noneOf(KnownError.class);
    if (isHit(Cause.MODEL_DOWN)) {
      written.add(KnownError.MODEL_DOWN);
    }
    if (isHit(Cause.PROCESSES_DIE)) {
      written.add(KnownError.START_FAILED);
    }
    if (live().code() == Health.DIES_ON_IMPORT) {
      written.add(KnownError.IMPORT_FAILED);
    }
    return written;
  }

  Traffic trafficSince(long since) {
    return traffic(since / MINUTE * MINUTE, world.now());
  }

  Traffic trafficAfter(long since) {
    return traffic((since + MINUTE - 1) / MINUTE * MINUTE, world.now());
  }

  Traffic traffic(long from, long until) {
    return served.traffic(from, until);
  }
}
