package com.vitracka.responder.local.watched;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.Fault;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.local.demo.CleanUp;
import com.vitracka.responder.local.demo.Commands;
import com.vitracka.responder.local.demo.DemoPlan;
import com.vitracka.responder.local.demo.Deployment;
import com.vitracka.responder.local.demo.Team;
import com.vitracka.responder.local.demo.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One deployment, broken seven times. The heartbeat is stopped first and awaited last, since it
 * takes minutes of real time; the others are broken one after the other meanwhile.
 */
final class WatchTest {
  private final Workspace workspace;
  private final LocalAws aws;
  private final Consumer<String> progress;
  private final CleanUp cleanUp = new CleanUp();

  WatchTest(Workspace workspace, LocalAws aws, Consumer<String> progress) {
    this.workspace = workspace;
    this.aws = aws;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param falseAlarms what people were told of that was not broken, beginning with the deployment
   */
  record Outcome(List<Row> rows, List<String> falseAlarms) {
    boolean isAsItShould() {
      return falseAlarms.isEmpty() && rows.stream().allMatch(Row::isAsItShould);
    }
  }

  Outcome run() {
    return cleanUp.around(false, this::breakAll);
  }

  private Outcome breakAll() {
    Account account = deploy();
    List<Row> rows = new ArrayList<>();
    if (!account.awaitHeartbeats()) {
      throw new Failure(
          ExitCode.FAILED,
          "not every heartbeat has come to the standby region",
          "the alarms agentcore-responder-heartbeat-… of " + account.plan().standbyRegion(),
          "read .responder/local/ministack.log");
    }
    progress.accept("each heartbeat has come to " + account.plan().standbyRegion());
    StoppedHeartbeat heartbeat = new StoppedHeartbeat(account);
    Instant stopped = breakIt(heartbeat);
    for (Breakage breakage :
        List.of(
            new DeadLetter(account),
            new DroppedEvent(account),
            new AbortedInform(account),
            new EmptyTellRole(account),
            new FailingIntake(account))) {
      Instant at = breakIt(breakage);
      rows.add(await(account, breakage, at));
      breakage.mend();
    }
    List<String> falseAlarms = falseAlarms(account, heartbeat, rows);
    LostTable table = new LostTable(account);
    rows.add(await(account, table, breakIt(table)));
    rows.add(await(account, heartbeat, stopped));
    return new Outcome(List.copyOf(rows), falseAlarms);
  }

  private Account deploy() {
    if (!aws.isRunning()) {
      cleanUp.add(aws::stop);
    }
    aws.start();
    DemoPlan plan = DemoPlan.of(workspace, Fault.CRASH, false);
    AwsClients clients = new AwsClients(aws);
    cleanUp.add(clients::close);
    Commands commands = new Commands(workspace, aws, plan.overlay());
    cleanUp.add(commands::close);
    Team team = new Team(workspace, aws, clients, commands, plan.plan(), plan.agent());
    CompletableFuture<Void> customer = CompletableFuture.runAsync(team::begin);
    Deployment deployment = Deployment.deploy(workspace, commands, "planOverlay=" + plan.overlay());
    Waiting.join(customer);
    progress.accept("the responder and its watch stack are deployed");
    Account account = new Account(aws, clients, commands, deployment, plan.plan(), plan.agent());
    cleanUp.add(account::close);
    account.responder("watch-subscribe", "watch", "subscribe");
    return account;
  }

  private Instant breakIt(Breakage breakage) {
    breakage.prepare();
    progress.accept("broken: " + breakage.what());
    Instant at = Instant.now();
    breakage.breakIt();
    return at;
  }

  private Row await(Account account, Breakage breakage, Instant since) {
    Waiting.until(
        () -> find(account, breakage, since).isPresent(),
        Duration.between(Instant.now(), since.plus(Breakage.WITHIN)));
    Optional<Inbox.Item> told = find(account, breakage, since);
    Row row = new Row(breakage, since, told, told.isEmpty() ? "" : breakage.findFault());
    progress.accept(row.text());
    return row;
  }

  private static Optional<Inbox.Item> find(Account account, Breakage breakage, Instant since) {
    return account.inbox().items().stream()
        .filter(item -> !item.at().isBefore(since))
        .filter(breakage::isTold)
        .findFirst();
  }

  /** Until Tell's role was emptied, which stops a heartbeat too, all should have been quiet. */
  private static List<String> falseAlarms(
      Account account, StoppedHeartbeat heartbeat, List<Row> rows) {
    Instant until =
        rows.stream()
            .filter(row -> row.breakage() instanceof EmptyTellRole)
            .map(Row::brokenAt)
            .findFirst()
            .orElseThrow();
    return account.inbox().items().stream()
        .filter(Inbox.TopicMessage.class::isInstance)
        .filter(item -> item.at().isBefore(until))
        .filter(item -> !heartbeat.isTold(item))
        .filter(item -> !Alarms.isOfFallback(item, "missing-runs-canary"))
        .filter(item -> rows.stream().noneMatch(row -> row.breakage().isTold(item)))
        .map(Inbox.Item::title)
        .distinct()
        .toList();
  }
}
