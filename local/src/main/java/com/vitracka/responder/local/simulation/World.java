package com.vitracka.responder.local.simulation;

import com.vitracka.responder.document.IncidentReport;
import com.vitracka.responder.document.ReportForms;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.InMemoryAccountBudget;
import com.vitracka.responder.incident.InMemoryAgentVersions;
import com.vitracka.responder.incident.InMemoryCanaryMemory;
import com.vitracka.responder.incident.InMemoryControlStore;
import com.vitracka.responder.incident.InMemoryFailingAgents;
import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All that there is outside of the responder, and what the oracle sees of it. */
final class World {
  private final Plan plan;
  private final Chance chance;
  private final Hostility hostility;
  private final Agenda agenda;
  private final Coverage coverage;
  private final Oracle oracle;
  private final Consumer<String> log;
  private final boolean verbose;
  private final int coldStarts;
  private final boolean throughJson;
  private final Map<String, Long> modeChanges = new HashMap<>();
  private final Set<String> silenced = new HashSet<>();
  private long silentFrom;
  private long silentUntil;

  private final WatchedStore store;
  private final InMemoryAgentVersions versions;
  private final InMemoryCanaryMemory canaryMemory = new InMemoryCanaryMemory();
  private final InMemoryControlStore controls = new InMemoryControlStore();
  private final InMemoryAccountBudget budget = new InMemoryAccountBudget();
  private final InMemoryFailingAgents failing = new InMemoryFailingAgents();
  private final Machines machines;
  private final AlarmBoard alarms;
  private final Deliveries deliveries;
  private final People people;
  private final Functions functions;
  private final List<LiveAgent> agents = new ArrayList<>();
  private final Map<String, LiveAgent> byName = new HashMap<>();

  /** What a history is made with. */
  record Making(
      Plan plan,
      Chance chance,
      Hostility hostility,
      Deliveries.Habits habits,
      boolean awake,
      boolean throughJson,
      int coldStarts,
      Instant start) {}

  World(Making making, Wiring wiring, Coverage coverage, boolean verbose, Consumer<String> log) {
    this.plan = making.plan();
    this.chance = making.chance();
    this.hostility = making.hostility();
    this.coldStarts = making.coldStarts();
    this.throughJson = making.throughJson();
    this.coverage = coverage;
    this.verbose = verbose;
    this.log = log;
    this.agenda = new Agenda(making.start());
    this.oracle = new Oracle(this);
    this.store =
        new WatchedStore(
            this,
            making.throughJson()
                ? new InMemoryIncidentStore()
                : InMemoryIncidentStore.withoutJson());
    this.versions =
        making.throughJson() ? new InMemoryAgentVersions() : InMemoryAgentVersions.withoutJson();
    this.machines = new Machines(this);
    this.alarms = new AlarmBoard(this);
    this.deliveries = new Deliveries(this, making.habits());
    this.people = new People(this, chance.split(), making.awake());
    this.functions = new Functions(this, wiring);
  }

  void add(LiveAgent agent) {
    agents.add(agent);
    byName.put(agent.name(), agent);
    alarms.watch(agent);
  }

  LiveAgent agent(String name) {
    return java.util.Objects.requireNonNull(byName.get(name), name);
  }

  List<LiveAgent> agents() {
    return agents;
  }

  Plan plan() {
    return plan;
  }

  Chance chance() {
    return chance;
  }

  Hostility hostility() {
    return hostility;
  }

  Agenda agenda() {
    return agenda;
  }

  long now() {
    return agenda.now();
  }

  Instant instant() {
    return agenda.instant();
  }

  /** Somebody waits for so long, while the world goes on. */
  void pass(long millis) {
    Optional<FunctionProcess> acting = functions.yields();
    agenda.pass(millis);
    functions.resumes(acting);
  }

  /** A report's form. Its words are for people: they are made in some histories only. */
  String form(IncidentReport report, Reports.Form form) {
    return throughJson ? ReportForms.of(report, form) : form.name();
  }

  Coverage coverage() {
    return coverage;
  }

  Oracle oracle() {
    return oracle;
  }

  WatchedStore store() {
    return store;
  }

  InMemoryAgentVersions versions() {
    return versions;
  }

  InMemoryCanaryMemory canaryMemory() {
    return canaryMemory;
  }

  InMemoryControlStore controls() {
    return controls;
  }

  InMemoryAccountBudget budget() {
    return budget;
  }

  InMemoryFailingAgents failing() {
    return failing;
  }

  Machines machines() {
    return machines;
  }

  AlarmBoard alarms() {
    return alarms;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  People people() {
    return people;
  }

  Functions functions() {
    return functions;
  }

  /** Both schedules call nobody for a while. */
  void silenceSchedules(long from, long until) {
    silentFrom = from;
    silentUntil = until;
  }

  boolean schedulesWork() {
    return now() < silentFrom || now() >= silentUntil;
  }

  boolean schedulesWorkedFrom(long from, long until) {
    return until < silentFrom || from >= silentUntil;
  }

  /** People set the mode of an agent. */
  void changesMode(String agent) {
    modeChanges.put(agent, now());
  }

  long modeChangedAt(String agent) {
    return modeChanges.getOrDefault(agent, 0L);
  }

  /** People have taken the agent out of the responder's care, for a while at least. */
  void silences(String agent) {
    silenced.add(agent);
  }

  boolean wasSilenced(String agent) {
    return silenced.contains(agent);
  }

  /** Of a thousand deployments, how many do not come about. */
  int deploymentsFailing() {
    return 80;
  }

  /** Lambda begins a process of its own although one is idle. */
  boolean startsCold() {
    return coldStarts > 0 && chance.ofThousand(coldStarts);
  }

  /** A function threw something; only services that fail are an excuse. */
  void surprised(Invocation invocation, RuntimeException thrown) {
    oracle.threw(invocation, thrown);
  }

  void log(Supplier<String> line) {
    if (verbose) {
      log.accept(agenda.instant() + " " + line.get());
    }
  }
}
