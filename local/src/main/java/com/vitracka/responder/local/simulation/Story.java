package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Budgets;
import com.vitracka.responder.plan.Canary;
import com.vitracka.responder.plan.Mode;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens in a history before the responder has a say: made by the seed alone. */
final class Story {
  private static final Instant FIRST_DAY = Instant.parse("2026-02-08T00:00:00Z");
  private static final int MOST_AGENTS = 6;

  /** Shorter than the customer's, so that what hangs does not hold up a whole history. */
  private static final Duration CANARY_TIMEOUT = Duration.ofSeconds(6);

  private static final Duration MOST_LATENCY = Duration.ofSeconds(3);
  private static final List<Health> BAD =
      List.of(
          Health.DIES_ON_IMPORT,
          Health.ERRS,
          Health.HANGS,
          Health.WRONG,
          Health.SLOW,
          Health.THROTTLES,
          Health.FAILS_TESTS);
  private static final List<Cause> COMMON =
      List.of(
          Cause.MODEL_DOWN,
          Cause.UNREACHABLE,
          Cause.ROLE_INVALID,
          Cause.QUOTA,
          Cause.MODEL_SLOW,
          Cause.CANARY_REFUSED);

  private final Chance chance;
  private final Plan customers;
  private final long length;
  private boolean over;

  Story(Plan customers, long seed) {
    this.customers = customers;
    this.chance = new Chance(seed);
    this.length = chance.minutes(8, 30);
  }

  /** Virtual milliseconds until everything is mended. */
  long length() {
    return length;
  }

  World.Making making() {
    Chance level = chance.split();
    Hostility hostility =
        new Hostility(
            level.oneIn(4)
                ? Hostility.Level.QUIET
                : level.oneIn(4) ? Hostility.Level.HOSTILE : Hostility.Level.ROUGH,
            level.oneIn(10),
            chance.split());
    Deliveries.Habits habits =
        switch (hostility.level()) {
          case QUIET -> new Deliveries.Habits(0, 100, 0, 0);
          case ROUGH -> new Deliveries.Habits(50, 200, 40, 10);
          case HOSTILE -> new Deliveries.Habits(300, 400, 200, 50);
        };
    return new World.Making(
        plan(),
        chance.split(),
        hostility,
        habits,
        chance.oneIn(2),
        chance.oneIn(64),
        hostility.level() == Hostility.Level.QUIET ? 0 : 60,
        FIRST_DAY.plusMillis(chance.minutes(0, 24 * 60)).plusMillis(chance.below(60_000)));
  }

  private Plan plan() {
    int count = chance.oneIn(5) ? 1 : 1 + chance.below(MOST_AGENTS);
    Agent like = customers.agents().getFirst();
    List<Agent> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = i == 0 ? like.name() : like.name() + "_" + (i + 1);
      agents.add(
          new Agent(
              name,
              i == 0 ? like.displayName() : like.displayName() + " " + (i + 1),
              List.of(),
              like.folder(),
              i == 0 ? like.runtimeId() : name + "-0ZUOP04U5z",
              chance.oneIn(3) ? "production" : Agent.DEFAULT_ENDPOINT,
              like.executionRole(),
              like.impact(),
              new Canary(like.canary().payload(), like.canary().expect(), CANARY_TIMEOUT),
              new Thresholds(
                  MOST_LATENCY, like.thresholds().errors(), like.thresholds().throttles()),
              modes()));
    }
    return new Plan(
        customers.name(),
        customers.region(),
        customers.standbyRegion(),
        customers.sender(),
        List.copyOf(agents),
        customers.contacts(),
        customers.onCall(),
        customers.severities(),
        customers.scenarios(),
        customers.windows(),
        new Budgets(
            customers.budgets().recoveries(),
            customers.budgets().recoveriesWithin(),
            customers.budgets().mutationsPerIncident(),
            chance.oneIn(3) ? 2 + chance.below(3) : customers.budgets().mutationsPerAccount(),
            customers.budgets().mutationsWithin()),
        customers.retention());
  }

  private Map<Integer, Mode> modes() {
    Map<Integer, Mode> modes = new HashMap<>();
    modes.put(1, chance.oneIn(2) ? new Mode.Auto() : Restraints.mode(chance));
    return modes;
  }

  /** Agents as they were before the history, and all that will happen to them. */
  void begin(World world) {
    for (Agent agent : world.plan().agents()) {
      world.add(agentOf(world, agent));
    }
    int troubles = 1 + chance.below(1 + 2 * world.agents().size());
    for (int i = 0; i < troubles; i++) {
      trouble(world, chance.between(30_000, length - 60_000));
    }
    for (int i = chance.below(3); i > 0; i--) {
      LiveAgent agent = chance.pick(world.agents());
      world.agenda().after(chance.between(0, length), () -> deployment(world, agent, Health.GOOD));
    }
    if (chance.oneIn(4)) {
      new Restraints(chance, length, () -> over).begin(world);
    }
    if (world.hostility().level() != Hostility.Level.QUIET) {
      misfortunes(world);
    }
  }

  private LiveAgent agentOf(World world, Agent plan) {
    boolean immutable = chance.oneIn(2);
    LiveAgent agent =
        new LiveAgent(world, plan, chance.oneIn(4) ? 0 : (int) chance.between(6, 120), immutable);
    int versions = 1 + chance.below(3);
    boolean released = !chance.oneIn(5);
    for (int i = 0; i < versions; i++) {
      long at = world.now() - Duration.ofMinutes((versions - i) * 400L).toMillis();
      Version version = agent.madeBefore(at);
      Instant madeAt = Instant.ofEpochMilli(at);
      String number = Integer.toString(version.number());
      if (released) {
        world
            .versions()
            .record(
                plan.name(),
                number,
                Optional.of("release-" + number),
                Optional.of("%040x".formatted(version.number())),
                LiveAgent.TEAM,
                madeAt);
      }
      if (!chance.oneIn(6)) {
        Duration knownGood = world.plan().windows().knownGood();
        for (int minute = 1; minute <= knownGood.toMinutes() + 2; minute += 4) {
          world
              .versions()
              .rightAnswer(plan.name(), number, madeAt.plusSeconds(60L * minute), knownGood);
        }
      }
    }
    agent.refresh();
    return agent;
  }

  private void trouble(World world, long after) {
    LiveAgent agent = chance.pick(world.agents());
    switch (chance.below(12)) {
      case 0, 1, 2 -> cause(world, agent, processCause(), after, Optional.empty());
      case 3 -> {
        cause(world, agent, Cause.PROCESSES_DIE, after, Optional.empty());
        world.agenda().after(after, () -> agent.flap(!over));
      }
      case 4, 5 -> {
        Health bad = chance.pick(BAD);
        world.agenda().after(after, () -> deployment(world, agent, bad));
      }
      case 6 -> {
        boolean all = chance.oneIn(3);
        Health bad = chance.pick(BAD.subList(0, 5));
        world
            .agenda()
            .after(
                after,
                () -> {
                  if (!over) {
                    agent.spoil(bad, all);
                  }
                });
      }
      case 7 ->
          cause(
              world,
              agent,
              chance.pick(Cause.values()),
              after,
              Optional.of(chance.oneIn(3) ? chance.seconds(20, 150) : chance.minutes(3, 25)));
      case 8 -> common(world, after);
      case 9 -> several(world, after);
      case 10 -> {
        cause(world, agent, processCause(), after, Optional.empty());
        world.agenda().after(after, () -> agent.refuseChanges(!over));
        if (chance.oneIn(2)) {
          world.agenda().after(after + chance.seconds(20, 600), () -> agent.refuseChanges(false));
        }
      }
      default -> {
        // The team and the responder reach for the agent at the same moment.
        cause(world, agent, processCause(), after, Optional.empty());
        Health code = chance.oneIn(3) ? chance.pick(BAD) : Health.GOOD;
        world.agenda().after(after + chance.seconds(20, 200), () -> deployment(world, agent, code));
      }
    }
  }

  private Cause processCause() {
    return chance.pick(List.of(Cause.PROCESSES_DIE, Cause.PROCESSES_ERR, Cause.PROCESSES_HANG));
  }

  private void cause(World world, LiveAgent agent, Cause cause, long after, Optional<Long> lasts) {
    world
        .agenda()
        .after(
            after,
            () -> {
              if (over) {
                return;
              }
              agent.begin(cause);
              if (cause == Cause.DELETED) {
                world.deliveries().deleted(agent);
              }
            });
    lasts.ifPresent(millis -> world.agenda().after(after + millis, () -> agent.end(cause)));
  }

  private void common(World world, long after) {
    Cause cause = chance.pick(COMMON);
    Optional<Long> lasts = Optional.of(chance.minutes(2, 25));
    for (LiveAgent agent : world.agents()) {
      cause(world, agent, cause, after + chance.below(3000), lasts);
    }
  }

  private void several(World world, long after) {
    for (LiveAgent agent : world.agents()) {
      if (!chance.oneIn(4)) {
        cause(world, agent, processCause(), after + chance.seconds(0, 240), Optional.empty());
      }
    }
  }

  private void deployment(World world, LiveAgent agent, Health code) {
    if (over) {
      return;
    }
    Version version = agent.deployedByTeam(code, world.now() + chance.seconds(3, 20));
    world.coverage().deployed(code);
    world.log(() -> "the team deploys version " + version.number() + " of " + agent.name());
    String commit = "%040x".formatted(1000 + version.number());
    if (!chance.oneIn(3)) {
      world
          .versions()
          .record(
              agent.name(),
              Integer.toString(version.number()),
              Optional.of("release-" + version.number()),
              Optional.of(commit),
              LiveAgent.TEAM,
              world.instant());
    }
    if (code == Health.FAILS_TESTS) {
      world
          .agenda()
          .after(
              chance.seconds(30, 180),
              () -> world.deliveries().testsFailed(agent, commit.substring(0, 12)));
    }
  }

  /** Services that fail for a while, executions that are lost. */
  private void misfortunes(World world) {
    boolean hostile = world.hostility().level() == Hostility.Level.HOSTILE;
    if (chance.oneIn(2)) {
      world
          .hostility()
          .focusOn(
              new Hostility.Focus(
                  focus(), chance.pick(Fault.values()), chance.oneIn(2) ? 150 : 400));
    }
    for (int i = chance.below(hostile ? 6 : 3); i > 0; i--) {
      long from = world.now() + chance.between(0, length);
      long lasts = chance.oneIn(2) ? chance.seconds(10, 90) : chance.minutes(2, 9);
      world
          .hostility()
          .add(
              new Hostility.Outage(
                  chance.pick(Service.values()),
                  from,
                  from + lasts,
                  chance.oneIn(2) ? 1000 : 300,
                  chance.oneIn(4) ? Fault.DONE_BUT_FAILED : Fault.THROTTLED));
    }
    if (chance.oneIn(hostile ? 3 : 10)) {
      for (int i = 1 + chance.below(2); i > 0; i--) {
        long after = chance.between(0, length);
        world.agenda().after(after, () -> abortOne(world));
      }
    }
    if (chance.oneIn(5)) {
      long from = world.now() + chance.between(0, length / 2);
      world.silenceSchedules(from, from + chance.minutes(2, 15));
    }
  }

  /** Most often where it matters most. */
  private Point focus() {
    return switch (chance.below(6)) {
      case 0, 1 -> Point.CHANGE_AGENT;
      case 2 -> Point.READ_CONTROLS;
      default -> chance.pick(Point.values());
    };
  }

  private void abortOne(World world) {
    List<Machines.Execution> running =
        world.machines().executions().stream().filter(Machines.Execution::runs).toList();
    if (!running.isEmpty()) {
      world.coverage().did("abort an execution");
      world.machines().abort(chance.pick(running));
    }
  }

  /** Everything is mended, everybody is awake, nothing fails any more. */
  void calm(World world) {
    over = true;
    world.log(() -> "calm: everything is mended");
    world.hostility().ends();
    world.deliveries().calm();
    world.people().wakeUp();
    world.controls().setBrakeForAll(Optional.empty());
    for (LiveAgent agent : world.agents()) {
      world
          .controls()
          .change(
              agent.name(),
              c ->
                  c.withBrake(Optional.empty())
                      .withHold(Optional.empty())
                      .withRetired(Optional.empty()));
      agent.mend();
    }
    world.agenda().after(10L * 60_000, () -> closeAccounts(world));
  }

  /** An incident of the account is closed by a person: nothing heals it. */
  private static void closeAccounts(World world) {
    for (String id : world.store().ids()) {
      if (world.store().find(id).orElseThrow() instanceof Incident.Escalated escalated
          && escalated.file().subject() instanceof Subject.WholeAccount) {
        world.people().close(id);
      }
    }
    world.agenda().after(10L * 60_000, () -> closeAccounts(world));
  }
}
