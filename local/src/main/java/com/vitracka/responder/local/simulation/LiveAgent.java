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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The truth about an agent in AgentCore: versions, endpoint, what is wrong, what users notice. */
final class LiveAgent {
  static final String TEAM = "team";

  private static final int MOST_VERSIONS_LISTED = 50;
  private static final long MINUTE = 60_000;

  /** How a deployment goes. */
  enum Course {
    WELL,
    /** It ends as UPDATE_FAILED, and what was live stays live. */
    FAILS,
    /** It stays UPDATING. */
    HANGS
  }

  /**
   * A version.
   *
   * @param token of the call that made it, empty for the team's
   * @param source version whose code it carries
   */
  record Version(
      int number,
      Health code,
      boolean ours,
      String token,
      int source,
      long at,
      long readyAt,
      Course course) {
    boolean isReady(long now) {
      return course == Course.WELL && now >= readyAt;
    }

    String status(long now) {
      return switch (course) {
        case WELL -> now >= readyAt ? "READY" : "UPDATING";
        case FAILS -> now >= readyAt ? "UPDATE_FAILED" : "UPDATING";
        case HANGS -> "UPDATING";
      };
    }
  }

  private final World world;
  private final Agent plan;
  private final Served served;
  private final boolean immutable;
  private final List<Version> versions = new ArrayList<>();
  private final Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
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
    Version version = add(code, false, "", 0, readyAt, Course.WELL);
    causes.remove(Cause.DELETED);
    endpointVersion = version.number();
    endpointMovedAt = readyAt;
    world.agenda().at(readyAt, this::refresh);
    refresh();
    world.oracle().deployedByTeam(this, version);
    return version;
  }

  /** One of the versions that were there before the history. */
  Version madeBefore(long at) {
    Version version =
        new Version(versions.size() + 1, Health.GOOD, false, "", 0, at, at, Course.WELL);
    versions.add(version);
    endpointVersion = version.number();
    endpointMovedAt = at;
    return version;
  }

  /** A change by the responder; the same token again is the same version. */
  Version deployedByUs(int source, String token, Course course, long takes, long lag) {
    for (Version version : versions) {
      if (version.token().equals(token)) {
        return version;
      }
    }
    endpointLag = lag;
    Version made = add(version(source).code(), true, token, source, world.now() + takes, course);
    world.agenda().at(made.readyAt(), this::refresh);
    world.agenda().at(made.readyAt() + lag, this::refresh);
    refresh();
    return made;
  }

  private Version add(
      Health code, boolean ours, String token, int source, long readyAt, Course course) {
    int number = versions.isEmpty() ? 1 : newest().number() + 1;
    Version version = new Version(number, code, ours, token, source, world.now(), readyAt, course);
    versions.add(version);
    return version;
  }

  /** The code does not work any more: of the live version and all later ones, or of all. */
  void spoil(Health code, boolean all) {
    int first = all ? 1 : live().number();
    for (Version version : List.copyOf(versions)) {
      if (version.number() >= first) {
        versions.set(
            version.number() - 1,
            new Version(
                version.number(),
                code,
                version.ours(),
                version.token(),
                version.source(),
                version.at(),
                version.readyAt(),
                version.course()));
      }
    }
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
    causes.put(cause, live().number());
    world.coverage().began(cause);
    world.log(() -> name() + ": " + cause + " begins");
    refresh();
  }

  void end(Cause cause) {
    if (causes.remove(cause) != null) {
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
    boolean recreate = causes.containsKey(Cause.DELETED);
    causes.clear();
    if (recreate || isBusy() || newest().course() != Course.WELL || live().code() != Health.GOOD) {
      deployedByTeam(Health.GOOD, world.now() + 5000);
      world.log(() -> name() + ": mended by the team with version " + newest().number());
    } else {
      world.log(() -> name() + ": mended");
    }
    refresh();
  }

  // How it is.

  Version newest() {
    return versions.getLast();
  }

  Version version(int number) {
    return versions.get(number - 1);
  }

  /** The team's version whose code a version carries. */
  int codeOf(int number) {
    Version version = version(number);
    return version.ours() ? codeOf(version.source()) : number;
  }

  boolean knows(String token) {
    return moves.contains(token)
        || versions.stream().anyMatch(version -> version.token().equals(token));
  }

  int versionCount() {
    return versions.size();
  }

  boolean isBusy() {
    return newest().status(world.now()).equals("UPDATING");
  }

  /** What users get. */
  Version live() {
    long now = world.now();
    if (!plan.usesDefaultEndpoint()) {
      return version(endpointVersion);
    }
    for (int i = versions.size() - 1; i > 0; i--) {
      Version version = versions.get(i);
      if (version.isReady(now - (version.ours() ? endpointLag : 0))) {
        return version;
      }
    }
    return versions.getFirst();
  }

  boolean isHit(Cause cause) {
    return causes.containsKey(cause);
  }

  /** What ails it before its code is even asked; empty when nothing does. */
  private Optional<Cause> ailment() {
    for (Cause cause : ORDER) {
      if (causes.containsKey(cause)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  private static final List<Cause> ORDER =
      List.of(
          Cause.DELETED,
          Cause.UNREACHABLE,
          Cause.ROLE_INVALID,
          Cause.NO_MMDSV2,
          Cause.EVERYBODY_REFUSED,
          Cause.CANARY_REFUSED,
          Cause.QUOTA,
          Cause.PROCESSES_DIE,
          Cause.PROCESSES_HANG,
          Cause.PROCESSES_ERR);

  /** How a new session answers us in truth. */
  Answer answer() {
    Optional<Cause> ailment = ailment();
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
    Optional<Cause> ailment = ailment();
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
    return causes.keySet().stream().anyMatch(Cause::deploymentHelps)
        || (live().code() != Health.GOOD);
  }

  private Condition condition() {
    Condition worst = live().code().condition();
    for (Cause cause : causes.keySet()) {
      Condition other = cause.condition();
      worst =
          new Condition(
              Math.max(worst.errors(), other.errors()),
              Math.max(worst.throttles(), other.throttles()),
              Math.max(worst.p95Millis(), other.p95Millis()));
    }
    return worst;
  }

  /** Fresh processes: what ailed those of another version is gone. */
  private void endWhatDeploymentsEnd() {
    if (causes.isEmpty()) {
      return;
    }
    int live = live().number();
    boolean ended =
        causes.entrySet().removeIf(one -> one.getKey().deploymentHelps() && one.getValue() != live);
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
    Condition condition = condition();
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
        newest.course() == Course.FAILS ? "the image could not be pulled" : "");
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
    return versions.reversed().stream()
        .limit(MOST_VERSIONS_LISTED)
        .map(
            version ->
                new VersionView(
                    Integer.toString(version.number()), Instant.ofEpochMilli(version.at())))
        .toList();
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
