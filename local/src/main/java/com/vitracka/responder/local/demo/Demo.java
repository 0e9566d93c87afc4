package com.vitracka.responder.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.vitracka.responder.aws.DynamoAgentVersions;
import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.Fault;
import com.vitracka.responder.local.FaultSwitch;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.plan.Windows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/** One run, from an empty machine to the verdict. */
final class Demo {
  /** A minute of the canary passes, and all of it is real time. */
  private static final Duration LONGEST_SHORTENED = Duration.ofMinutes(8);

  private static final Duration LONGEST_REAL = Duration.ofMinutes(60);
  private static final Duration AFTERMATH = Duration.ofSeconds(45);

  /**
   * So long before the canary's next run that it finds users in trouble, and fails before the agent
   * is deployed again: all three ways deliver.
   */
  private static final Duration BEFORE_CANARY = Duration.ofSeconds(5);

  private static final String CANARY = "responder-canary";
  private static final Duration CANARY_EVERY = Duration.ofMinutes(1);

  private final Workspace workspace;
  private final LocalAws aws;
  private final Fault fault;
  private final List<Refusal> refusals;
  private final boolean keep;
  private final boolean realWindows;
  private final Timeline timeline;
  private final DemoPlan plan;

  /** What to end, last first. */
  private final Deque<Runnable> cleanUp = new ArrayDeque<>();

  private volatile Instant lastTeamDeployment = Instant.EPOCH;
  private @Nullable Watch watched;

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
    Thread hook = new Thread(this::cleanUp, "clean-up");
    Runtime.getRuntime().addShutdownHook(hook);
    boolean finished = false;
    try {
      boolean asDocumented = runAll();
      finished = true;
      return asDocumented;
    } finally {
      if (!keep || !finished) {
        cleanUp();
      }
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs, or has run.
    }
  }

  private void cleanUp() {
    synchronized (cleanUp) {
      while (!cleanUp.isEmpty()) {
        cleanUp.pop().run();
      }
    }
  }

  private void atTheEnd(Runnable action) {
    synchronized (cleanUp) {
      cleanUp.push(action);
    }
  }

  private boolean runAll() {
    timeline.tell("demo", "fault " + fault.word() + ": " + fault.description());
    tellChanges();
    if (!aws.isRunning()) {
      atTheEnd(aws::stop);
    }
    aws.start();
    timeline.tell("demo", "the local AWS is up at " + aws.endpoint());
    AwsClients clients = new AwsClients(aws);
    atTheEnd(clients::close);
    Commands commands = new Commands(workspace, aws, plan.overlay());
    atTheEnd(commands::close);
    shortenPlatform();

    Team team = new Team(workspace, aws, clients, commands, plan.plan(), plan.agent());
    CompletableFuture<Void> customer =
        CompletableFuture.runAsync(
            () -> {
              team.setUpAccount();
              team.createAgent();
              timeline.tell("team", plan.agent().runtimeId() + " is deployed, as before we came");
            });
    Deployment deployment = Deployment.deploy(workspace, commands, plan.overlay());
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
    atTheEnd(users::close);
    users.start();
    Watch watch = watch(clients, deployment, users);
    atTheEnd(watch::close);
    if (!Waiting.until(() -> users.areServed(4), Duration.ofSeconds(60))) {
      throw new Failure(
          ExitCode.FAILED,
          "users are not served before anything was broken",
          plan.agent().runtimeId(),
          "read .responder/local/agentcore.log");
    }
    watch.start();
    watched = watch;
    timeline.tell("users", "are served: two calls a second, by four sessions");

    Instant broken = breakIt(team, clients, deployment);
    boolean ended = awaitEnd(watch, deployment);
    Verdict verdict = verdict(watch, users, broken);
    boolean recorded = refusalsAreInRecord(watch, clients, deployment);
    tell(verdict, watch, clients, deployment, ended);
    return ended && recorded && verdict.differences().isEmpty();
  }

  private void refuse() {
    for (Refusal refusal : refusals) {
      refusal.switchOn(aws.aws());
      timeline.tell("REFUSE", refusal.word() + " refuses from now on");
    }
  }

  private boolean refusalsAreInRecord(Watch watch, AwsClients clients, Deployment deployment) {
    if (refusals.isEmpty()) {
      return true;
    }
    timeline.note("refused: " + Refusal.counts(aws.aws()));
    Refusal.switchAllOff(aws.aws());
    Incident incident = watch.incidents().getFirst();
    try (DynamoDbClient dynamo = clients.build(DynamoDbClient.builder())) {
      List<Message> messages =
          new DynamoIncidentStore(
                  dynamo,
                  deployment.table(),
                  LocalAws.REGION,
                  Duration.ofDays(plan.plan().retention().records()))
              .listMessages(incident.id());
      boolean all = true;
      for (Refusal refusal : refusals) {
        boolean recorded = refusal.isInRecord(incident, messages);
        timeline.note(
            (recorded ? "" : "NOT AS DOCUMENTED: ")
                + refusal.word()
                + (recorded
                    ? " refused: people were told all the same, and the record says what failed"
                    : " refused, and the record does not say so or people were not told"));
        all &= recorded;
      }
      return all;
    }
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
    lastTeamDeployment = Instant.now();
    timeline.tell("team", "deployed release " + second);
  }

  private Watch watch(AwsClients clients, Deployment deployment, Users users) {
    return new Watch(
        new DynamoIncidentStore(
            clients.build(DynamoDbClient.builder()),
            deployment.table(),
            LocalAws.REGION,
            Duration.ofDays(plan.plan().retention().records())),
        clients.build(SfnClient.builder()),
        deployment,
        aws.agentCore(),
        users,
        plan.agent(),
        timeline);
  }

  /** Gives the instant from which on users may see it. */
  private Instant breakIt(Team team, AwsClients clients, Deployment deployment) {
    Windows windows = plan.plan().windows();
    if (fault == Fault.BAD_RELEASE || fault == Fault.BAD_RELEASE_ENDPOINT) {
      makeKnownGood(clients, deployment);
      demandQuiet();
      team.breakImport();
      String release = team.publish();
      timeline.tell("BREAK", "the team deploys release " + release + ", which dies on import");
      refuse();
      Instant before = Instant.now();
      team.deploy(release);
      lastTeamDeployment = Instant.now();
      timeline.tell("team", "deployed release " + release);
      return before;
    }
    waitFor(
        "the team's deployment is not near any more",
        lastTeamDeployment.plus(windows.deploymentNear()).plusSeconds(2));
    if (fault == Fault.CRASH && plan.isShortened()) {
      waitForCanary();
    }
    demandQuiet();
    refuse();
    Instant now = Instant.now();
    switchOn(fault == Fault.FLAPPING ? Fault.CRASH : fault);
    timeline.tell("BREAK", fault.description());
    if (fault == Fault.CANARY_UNAUTHORISED) {
      // By itself it leaves an agent alone whose users are served.
      try (LambdaClient lambda = clients.build(LambdaClient.builder())) {
        askCanary(lambda);
      }
    }
    return now;
  }

  /** A rollback needs a release that was proven; the canary proves it, at the demo's request. */
  private void makeKnownGood(AwsClients clients, Deployment deployment) {
    Windows windows = plan.plan().windows();
    try (LambdaClient lambda = clients.build(LambdaClient.builder());
        DynamoDbClient dynamo = clients.build(DynamoDbClient.builder())) {
      askCanary(lambda);
      waitFor(
          "the release that is live becomes known good",
          Instant.now().plus(windows.knownGood()).plusSeconds(1));
      askCanary(lambda);
      DynamoAgentVersions versions =
          new DynamoAgentVersions(dynamo, deployment.table(), LocalAws.REGION);
      boolean good =
          Waiting.until(
              () ->
                  versions.list(plan.agent().name()).stream()
                      .anyMatch(version -> version.knownGoodAt().isPresent()),
              CANARY_EVERY.multipliedBy(3));
      if (!good) {
        throw new Failure(
            ExitCode.FAILED,
            "no version became known good, so there is nothing to roll back to",
            "table " + deployment.table(),
            "read .responder/local/ministack.log");
      }
    }
  }

  private void askCanary(LambdaClient lambda) {
    InvokeResponse answer =
        lambda.invoke(
            request ->
                request
                    .functionName("responder-look")
                    .qualifier("live")
                    .payload(
                        SdkBytes.fromUtf8String(
                            "{\"do\":\"canary\",\"agent\":\"" + plan.agent().name() + "\"}")));
    timeline.tell("canary", answer.payload().asUtf8String());
  }

  /** Trouble before anything was broken would make every number wrong: say so and end. */
  private void demandQuiet() {
    List<Incident> early = watched == null ? List.of() : watched.incidents();
    if (!early.isEmpty()) {
      throw new Failure(
          ExitCode.FAILED,
          "an incident was opened before anything was broken: " + early.getFirst().id(),
          plan.agent().runtimeId(),
          "read the timeline above; a machine that is too busy lets users wait or fail");
    }
  }

  private void switchOn(Fault what) {
    Duration latency = plan.agent().thresholds().latency().multipliedBy(3).dividedBy(2);
    new FaultSwitch(aws).on(what, plan.agent().runtimeId(), latency);
  }

  private void waitFor(String what, Instant until) {
    Duration left = Duration.between(Instant.now(), until);
    if (left.isPositive()) {
      timeline.tell("demo", "waits %d s: %s".formatted(left.toSeconds(), what));
      Waiting.until(until);
    }
  }

  private void waitForCanary() {
    for (JsonNode schedule : aws.aws().get("/_local/schedules").path("schedules")) {
      if (schedule.path("name").asText().equals(CANARY)) {
        Instant next =
            Instant.ofEpochMilli((long) (schedule.path("next").asDouble() * 1000))
                .minus(BEFORE_CANARY);
        while (next.isBefore(Instant.now())) {
          next = next.plus(CANARY_EVERY);
        }
        waitFor("then alarms and canary see the same trouble", next);
        return;
      }
    }
    throw new Failure(
        ExitCode.NOT_DEPLOYED,
        "there is no schedule " + CANARY,
        "EventBridge Scheduler of the local AWS",
        "read .responder/local/cdk-deploy.log");
  }

  /** Whether all incidents ended in time; for flapping it breaks again after each recovery. */
  private boolean awaitEnd(Watch watch, Deployment deployment) {
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
        switchOn(Fault.CRASH);
        timeline.tell("BREAK", "again: " + Fault.CRASH.description());
      }
    }
    Incident last = watch.incidents().getLast();
    boolean written = Waiting.until(() -> watch.hasEnded(deployment.recovery(), last), AFTERMATH);
    if (!written) {
      timeline.tell("demo", "the report was not written within " + AFTERMATH.toSeconds() + " s");
    }
    if (last instanceof Incident.Resolved) {
      Waiting.until(() -> watch.isResolutionTold(last), AFTERMATH);
    }
    LocalAws.pause(Duration.ofSeconds(1));
    return written;
  }

  private Verdict verdict(Watch watch, Users users, Instant broken) {
    return new Reckoning(plan, fault, broken, LocalAws.ACCESS_KEY).of(watch, users);
  }

  private void tell(
      Verdict verdict, Watch watch, AwsClients clients, Deployment deployment, boolean ended) {
    timeline.note("");
    watch.incidents().forEach(incident -> tellReports(incident, clients, deployment));
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

  private void tellReports(Incident incident, AwsClients clients, Deployment deployment) {
    try (S3Client s3 = clients.build(S3Client.builder().forcePathStyle(true))) {
      List<String> keys =
          s3
              .listObjectsV2Paginator(request -> request.bucket(deployment.records()))
              .contents()
              .stream()
              .map(object -> object.key())
              .filter(key -> key.contains(incident.id()))
              .sorted()
              .toList();
      Path folder = workspace.local().resolve("reports");
      for (String key : keys) {
        Path file = folder.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(
            file,
            s3.getObjectAsBytes(request -> request.bucket(deployment.records()).key(key))
                .asByteArray());
        timeline.note("record of " + incident.id() + ": " + file);
      }
      if (keys.isEmpty()) {
        timeline.note("no record of " + incident.id() + " in s3://" + deployment.records());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the reports", e);
    }
  }

  private Path savedInbox() {
    Path page = workspace.local().resolve("inbox.html");
    Inbox.read(aws.aws()).writePage(page);
    return page;
  }
}
