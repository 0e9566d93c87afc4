package com.vitracka.responder.local.killsweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.local.demo.CleanUp;
import com.vitracka.responder.local.demo.Commands;
import com.vitracka.responder.local.demo.Deployment;
import com.vitracka.responder.local.demo.TeamAccount;
import com.vitracka.responder.local.killsweep.Crashes.Calls;
import com.vitracka.responder.local.killsweep.Points.Planned;
import com.vitracka.responder.local.killsweep.Sweep.Played;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** From an empty machine to the table. */
final class KillSweep {
  private static final int RECORDINGS = 2;

  private final Workspace workspace;
  private final LocalAws aws;
  private final Wishes wishes;
  private final PrintWriter out;
  private final CleanUp cleanUp = new CleanUp();
  private final Instant begun = Instant.now();

  KillSweep(Workspace workspace, LocalAws aws, Wishes wishes, PrintWriter out) {
    this.workspace = workspace;
    this.aws = aws;
    this.wishes = wishes;
    this.out = out;
  }

  /**
   * What is asked for.
   *
   * @param points how many crash points at most
   * @param random how many incidents with crashes at random moments
   * @param function only crash points of functions whose name holds this
   * @param onlyList names the crash points and kills nothing
   * @param atOnce incidents that are worked on at the same time
   */
  record Wishes(
      int points,
      int random,
      String function,
      boolean onlyList,
      int coaches,
      int guides,
      int atOnce,
      long seed) {}

  /** Whether all passed. */
  boolean run() {
    return cleanUp.around(false, this::runAll);
  }

  private boolean runAll() {
    SweepPlan plan = SweepPlan.write(workspace, wishes.coaches(), wishes.guides());
    if (!aws.isRunning()) {
      cleanUp.add(aws::stop);
    }
    aws.start();
    AwsClients clients = new AwsClients(aws);
    cleanUp.add(clients::close);
    Commands commands = new Commands(workspace, aws, plan.file());
    cleanUp.add(commands::close);
    shortenPlatform();
    tell("the local AWS is up at " + aws.endpoint() + "; the responder is being deployed");
    Deployment deployment = Deployment.deploy(workspace, commands, "plan=" + plan.file());
    Ground ground = Ground.of(plan.plan(), deployment, aws, clients);
    leaveAlarmsToTheSweep(plan, clients);
    TeamAccount account = new TeamAccount(clients, plan.plan(), plan.plan().agents().getFirst());
    account.setUp();
    List<Patient> coaches = create(plan.agents(false), ground, account.roleArn());
    List<Patient> guides = create(plan.agents(true), ground, account.roleArn());
    tell("%d agents answer".formatted(coaches.size() + guides.size()));

    Sweep sweep = new Sweep(ground, coaches, guides, wishes.atOnce());
    Map<Story, List<Calls>> recordings = record(sweep, ground, coaches.size() + guides.size());
    List<Planned> points = Points.of(recordings);
    tell("%d crash points in %d stories".formatted(points.size(), recordings.size()));
    if (wishes.onlyList()) {
      points.forEach(point -> tell("%-9s %s".formatted(point.story(), point.blow().words())));
      return true;
    }
    List<Planned> chosen =
        Points.choose(
            points.stream().filter(this::isWished).toList(), wishes.points(), wishes.seed());
    List<Planned> all =
        Stream.concat(
                chosen.stream(), Points.draw(recordings, wishes.random(), wishes.seed()).stream())
            .toList();
    List<Played> played =
        sweep.play(all, (one, left) -> tell("%3d left  %s".formatted(left, SweepReport.line(one))));
    return conclude(points.size(), played, ground);
  }

  private boolean isWished(Planned planned) {
    return planned.blow() instanceof Blow.At(CrashPoint point)
        && point.effect().function().contains(wishes.function());
  }

  private void shortenPlatform() {
    try {
      JsonNode timings =
          new ObjectMapper(new YAMLFactory())
              .readTree(workspace.root().resolve("local/kill-sweep-platform.yaml").toFile());
      aws.agentCore().post("/_local/timings", timings);
    } catch (IOException e) {
      throw new UncheckedIOException("local/kill-sweep-platform.yaml could not be read", e);
    }
  }

  /** Each incident gets its alarm at its time, by the sweep. */
  private static void leaveAlarmsToTheSweep(SweepPlan plan, AwsClients clients) {
    try (CloudWatchClient cloudWatch = clients.build(CloudWatchClient.builder())) {
      for (Agent agent : plan.plan().agents()) {
        List<String> alarms = Stream.of(AgentAlarm.values()).map(agent::alarm).toList();
        cloudWatch.deleteAlarms(request -> request.alarmNames(alarms));
      }
    }
  }

  private static List<Patient> create(List<Agent> agents, Ground ground, String roleArn) {
    List<Patient> patients = new ArrayList<>();
    for (Agent agent : agents) {
      Patient patient = new Patient(ground, agent);
      patient.create(roleArn);
      patients.add(patient);
    }
    return List.copyOf(patients);
  }

  /**
   * Undisturbed incidents: first one on each agent, after which its live version is the responder's
   * own; then those that are recorded.
   */
  private Map<Story, List<Calls>> record(Sweep sweep, Ground ground, int agents) {
    List<Planned> first = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      Story story = i < wishes.coaches() ? Story.REDEPLOY : Story.ENDPOINT;
      first.add(new Planned(story, new Blow.None()));
    }
    demandPassed(sweep.play(first, (one, _) -> tell(SweepReport.line(one))));
    List<Planned> recorded = new ArrayList<>();
    for (Story story : Story.values()) {
      for (int i = 0; i < RECORDINGS; i++) {
        recorded.add(new Planned(story, new Blow.None()));
      }
    }
    List<Played> played = sweep.play(recorded, (one, _) -> tell(SweepReport.line(one)));
    demandPassed(played);
    Map<Story, List<Calls>> recordings = new EnumMap<>(Story.class);
    for (Played one : played) {
      recordings
          .computeIfAbsent(one.planned().story(), _ -> new ArrayList<>())
          .add(
              ground
                  .crashes()
                  .since(
                      one.happened().mark(),
                      one.happened().patient().name(),
                      one.happened().incident().orElseThrow()));
    }
    return recordings;
  }

  private static void demandPassed(List<Played> played) {
    if (played.stream().anyMatch(one -> !one.verdict().passed())) {
      throw new IllegalStateException("an undisturbed incident did not end as it must");
    }
  }

  private boolean conclude(int points, List<Played> played, Ground ground) {
    List<String> differences = new ArrayList<>();
    ground
        .aws()
        .get("/_local/queues")
        .properties()
        .forEach(
            queue -> {
              if (queue.getValue().asInt() > 0) {
                differences.add(queue.getValue() + " messages in " + queue.getKey());
              }
            });
    for (Incident incident : ground.incidents().listUnresolved()) {
      differences.add(incident.id() + " is not resolved");
    }
    if (!ground.incidents().listOf(new Subject.WholeAccount(), 1).isEmpty()) {
      differences.add("an incident of the account was opened");
    }
    SweepReport.table(played).forEach(this::tell);
    long passed = played.stream().filter(one -> one.verdict().passed()).count();
    played.stream()
        .filter(one -> !one.verdict().passed())
        .forEach(one -> tell(SweepReport.line(one)));
    differences.forEach(difference -> tell("AT THE END: " + difference));
    long atPoints = played.stream().filter(one -> one.planned().blow() instanceof Blow.At).count();
    tell(
        "RESULT points=%d swept=%d random=%d passed=%d failed=%d twice=%d seconds=%d"
            .formatted(
                points,
                atPoints,
                played.size() - atPoints,
                passed,
                played.size() - passed,
                played.stream().mapToInt(one -> one.verdict().repeated()).sum(),
                Duration.between(begun, Instant.now()).toSeconds()));
    return passed == played.size() && differences.isEmpty();
  }

  private void tell(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
