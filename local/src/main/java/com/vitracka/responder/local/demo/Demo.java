package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.Fault;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** One run, from an empty machine to the verdict. */
final class Demo {
  /** A minute of the canary passes, and all of it is real time. */
  private static final Duration LONGEST_SHORTENED = Duration.ofMinutes(8);

  private static final Duration LONGEST_REAL = Duration.ofMinutes(60);
  private static final Duration AFTERMATH = Duration.ofSeconds(45);

  private final Workspace workspace;
  private final LocalAws aws;
  private final Fault fault;
  private final List<Refusal> refusals;
  private final boolean keep;
  private final boolean realWindows;
  private final Timeline timeline;
  private final DemoPlan plan;

  private final CleanUp cleanUp = new CleanUp();

  Demo(
      Workspace workspace,
      LocalAws aws,
      Fault fault,
      List<Refusal> refusals,
      boolean keep,
      boolean realWindows,
      Timeline timeline) {
    this.workspace = workspace;
    this.aws = aws;
    this.fault = fault;
    this.refusals = refusals;
    this.keep = keep;
    this.realWindows = realWindows;
    this.timeline = timeline;
    this.plan = DemoPlan.of(workspace, fault, realWindows);
  }

  /** Whether it ended as documented. */
  boolean run() {
    cleanUp.arm();
    boolean finished = false;
    try {
      boolean asDocumented = runAll();
      finished = true;
      return asDocumented;
    } finally {
      if (!keep || !finished) {
        cleanUp.run();
      }
      cleanUp.disarm();
    }
  }

  private boolean runAll() {
    timeline.tell("demo", "fault " + fault.word() + ": " + fault.description());
    tellChanges();
    if (!aws.isRunning()) {
      cleanUp.add(aws::stop);
    }
    aws.start();
    timeline.tell("demo", "the local AWS is up at " + aws.endpoint());
    AwsClients clients = new AwsClients(aws);
    cleanUp.add(clients::close);
    Commands commands = new Commands(workspace, aws, plan.overlay());
    cleanUp.add(commands::close);
    shortenPlatform();

    Team team = new Team(workspace, aws, clients, commands, plan.plan(), plan.agent());
    CompletableFuture<Void> customer =
        CompletableFuture.runAsync(
            () -> {
              team.begin();
              timeline.tell("team", plan.agent().runtimeId() + " is deployed, as before we came");
            });
    Deployment deployment = Deployment.deploy(workspace, commands, "planOverlay=" + plan.overlay());
    timeline.tell("demo", "the responder is deployed by cdk deploy");
    Waiting.join(customer);
    publishTwoReleases(team);

    Users users =
        new Users(
            clients.build(
                BedrockAgentCoreClient.builder()
                    .overrideConfiguration(
                        c ->
                            c.retryStrategy(r -> r.maxAttempts(1))
                                .apiCallTimeout(Duration.ofSeconds(40)))),
            plan.agent(),
            team.runtimeArn());
    cleanUp.add(users::close);
    users.start();
    Watch watch = watch(clients, deployment, users);
    cleanUp.add(watch::close);
    if (!Waiting.until(() -> users.areServed(4), Duration.ofSeconds(60))) {
      throw new Failure(
          ExitCode.FAILED,
          "users are not served before anything was broken",
          plan.agent().runtimeId(),
          "read .responder/local/agentcore.log");
    }
    watch.start();
    timeline.tell("users", "are served: two calls a second, by four sessions");

    Refusals refusing = new Refusals(refusals, aws.aws(), timeline);
    Breaking breaking =
        new Breaking(aws, clients, deployment, team, watch, plan, fault, refusing, timeline);
    Instant broken = breaking.begin();
    boolean ended = awaitEnd(watch, breaking);
    Verdict verdict = new Reckoning(plan, fault, broken, LocalAws.ACCESS_KEY).of(watch, users);
    boolean recorded = refusing.endAndCheck(watch);
    tell(
        verdict,
        watch.incidents(),
        new ReportFiles(
            clients, deployment.records(), workspace.local().resolve("reports"), timeline),
        ended);
    return ended && recorded && verdict.differences().isEmpty();
  }

  private void tellChanges() {
    if (plan.changes().isEmpty()) {
      timeline.note("the plan is as the customer wrote it");
      return;
    }
    timeline.note("SHORTENED or changed for this demo (local/demo-plan.yaml):");
    plan.changes().forEach(change -> timeline.note("  " + change));
  }

  /** What AgentCore itself takes minutes for, in seconds; printed as such. */
  private void shortenPlatform() {
    if (realWindows) {
      return;
    }
    Path file = workspace.root().resolve("local/demo-platform.yaml");
    try {
      JsonNode timings = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
      aws.agentCore().post("/_local/timings", timings);
      timeline.note(
          "SHORTENED for this demo (local/demo-platform.yaml), of the simulated AgentCore:");
      timings
          .properties()
          .forEach(
              timing -> timeline.note("  " + timing.getKey() + " " + timing.getValue().asText()));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  private void publishTwoReleases(Team team) {
    String first = team.publish();
    timeline.tell("team", "published release " + first);
    team.improve();
    String second = team.publish();
    timeline.tell("team", "published release " + second);
    team.deploy(second);
    timeline.tell("team", "deployed release " + second);
  }

  private Watch watch(AwsClients clients, Deployment deployment, Users users) {
    return new Watch(
        new DynamoIncidentStore(
            clients.build(DynamoDbClient.builder()),
            deployment.table(),
            LocalAws.REGION,
            Duration.ofDays(plan.plan().retention().records())),
        new Machines(
            clients.build(SfnClient.builder()), deployment.recovery(), deployment.inform()),
        new AgentCoreWatch(aws.agentCore(), plan.agent().runtimeId(), timeline),
        users,
        plan.agent(),
        timeline);
  }

  /** Whether all incidents ended in time; for flapping it breaks again after each recovery. */
  private boolean awaitEnd(Watch watch, Breaking breaking) {
    Instant end = Instant.now().plus(realWindows ? LONGEST_REAL : LONGEST_SHORTENED);
    int incidents = fault.outcomes().size();
    for (int number = 1; number <= incidents; number++) {
      int wanted = number;
      boolean ended =
          Waiting.until(
              () ->
                  watch.incidents().size() >= wanted
                      && !(watch.incidents().get(wanted - 1) instanceof Incident.Open),
              Duration.between(Instant.now(), end));
      if (!ended) {
        timeline.tell("demo", "gives up waiting for the end of incident " + number);
        return false;
      }
      if (watch.incidents().get(number - 1) instanceof Incident.Escalated) {
        break;
      }
      if (number < incidents) {
        LocalAws.pause(Duration.ofSeconds(3));
        breaking.again();
      }
    }
    Incident last = watch.incidents().getLast();
    boolean written = Waiting.until(() -> watch.hasRecoveryEnded(last), AFTERMATH);
    if (!written) {
      timeline.tell("demo", "the report was not written within " + AFTERMATH.toSeconds() + " s");
    }
    if (last instanceof Incident.Resolved) {
      Waiting.until(() -> watch.isResolutionTold(last), AFTERMATH);
    }
    LocalAws.pause(Duration.ofSeconds(1));
    return written;
  }

  private void tell(Verdict verdict, List<Incident> incidents, ReportFiles reports, boolean ended) {
    timeline.note("");
    incidents.forEach(reports::copy);
    timeline.note("mails and SMS: " + (keep ? "./responder local inbox --serve" : savedInbox()));
    verdict.times().forEach(timeline::note);
    if (!ended) {
      timeline.note("it did not end in time");
    }
    verdict.differences().forEach(difference -> timeline.note("NOT AS DOCUMENTED: " + difference));
    if (keep) {
      timeline.note("all of it stays up; end it with ./responder local down");
    }
    timeline.result(verdict);
  }

  private Path savedInbox() {
    Path page = workspace.local().resolve("inbox.html");
    Inbox.read(aws.aws()).writePage(page);
    return page;
  }
}
