package com.vitracka.responder.local.watched;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.LocalAws;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * An agent's alarm fires, and its event reaches nobody: the subscription is gone and the rule is
 * off. The reconciler finds the alarm.
 */
final class DroppedEvent implements Breakage {
  private final Account account;
  private final ScheduledExecutorService users =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private String endpoint = "";
  private List<String> rules = List.of();
  private Instant broken = Instant.MAX;
  private @Nullable Future<?> failing;

  DroppedEvent(Account account) {
    this.account = account;
  }

  @Override
  public String what() {
    return "an event is dropped";
  }

  @Override
  public String page() {
    return "errors.md";
  }

  @Override
  public void breakIt() {
    Subscription intake =
        account
            .sns()
            .listSubscriptionsByTopic(request -> request.topicArn(topic()))
            .subscriptions()
            .stream()
            .filter(subscription -> "lambda".equals(subscription.protocol()))
            .findFirst()
            .orElseThrow();
    endpoint = intake.endpoint();
    account.sns().unsubscribe(request -> request.subscriptionArn(intake.subscriptionArn()));
    rules =
        account.events().listRules(request -> {}).rules().stream()
            .filter(rule -> String.valueOf(rule.eventPattern()).contains("Alarm State Change"))
            .map(Rule::name)
            .toList();
    rules.forEach(rule -> account.events().disableRule(request -> request.name(rule)));
    broken = Instant.now();
    failing = users.scheduleWithFixedDelay(this::failForUsers, 0, 3, TimeUnit.SECONDS);
  }

  private void failForUsers() {
    MetricDatum errors =
        MetricDatum.builder()
            .metricName("Errors")
            .value(5.0)
            .timestamp(Instant.now())
            .dimensions(
                Stream.of(
                        List.of("Operation", "InvokeAgentRuntime"),
                        List.of("Name", account.agent().metricName()),
                        List.of(
                            "Resource",
                            account.agent().runtimeArn(account.plan().region(), LocalAws.ACCOUNT)))
                    .map(
                        pair ->
                            Dimension.builder().name(pair.getFirst()).value(pair.get(1)).build())
                    .toList())
            .build();
    account
        .cloudWatch()
        .putMetricData(request -> request.namespace("AWS/Bedrock-AgentCore").metricData(errors));
  }

  @Override
  public boolean isTold(Inbox.Item item) {
    return item instanceof Inbox.Mail && findIncident().isPresent();
  }

  @Override
  public String findFault() {
    return findIncident()
        .map(incident -> incident.file().signals().getFirst().path())
        .map(path -> path == Signal.Path.RECONCILER ? "" : "it came by " + path)
        .orElse("there is no incident");
  }

  private Optional<Incident> findIncident() {
    IncidentStore store = account.incidents();
    return store.listOf(new Subject.OneAgent(account.agent().name()), 5).stream()
        .filter(incident -> incident.file().openedAt().isAfter(broken))
        .findFirst();
  }

  @Override
  public void mend() {
    if (failing != null) {
      failing.cancel(true);
    }
    users.shutdown();
    rules.forEach(rule -> account.events().enableRule(request -> request.name(rule)));
    if (!endpoint.isEmpty()) {
      account
          .sns()
          .subscribe(request -> request.topicArn(topic()).protocol("lambda").endpoint(endpoint));
    }
  }

  private String topic() {
    return "arn:aws:sns:" + account.plan().region() + ":" + LocalAws.ACCOUNT + ":responder-alarms";
  }
}
