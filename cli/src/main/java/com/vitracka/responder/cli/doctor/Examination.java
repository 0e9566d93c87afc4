package com.vitracka.responder.cli.doctor;

import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.aws.StandbyHeartbeat;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Failures;
import com.vitracka.responder.cli.command.Records;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.command.StackOutputs;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.watch.Heartbeat;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.NotFoundException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Asks AWS, one question after the other, and lets {@link Rules} judge the answers. */
final class Examination {
  /** Where a person sees it when AWS does not answer the question. */
  private static final Map<String, String> BY_HAND =
      Map.of(
          "SMS account", "look in the console: SNS > Text messaging (SMS) > Account information",
          "CloudTrail", "look in the console: CloudTrail > Trails, one must be logging",
          "mail account", "look in the console: SES > Account dashboard",
          "Lambda concurrency", "look in the console: Service Quotas > AWS Lambda");

  private final Session session;
  private final List<Finding> findings = new ArrayList<>();

  Examination(Session session) {
    this.session = session;
  }

  List<Finding> run() {
    Plan plan = session.plan();
    findings.add(
        Finding.ok(
            "recovery plan",
            plan.agents().size() + " agents, " + plan.contacts().size() + " contacts"));
    String account = session.account();
    String region = session.region();
    findings.add(Finding.ok("credentials", session.caller()));
    findings.add(Finding.ok("account and region", account + ", " + region));
    check(
        "CDK bootstrap",
        () ->
            Rules.stack(
                "CDK bootstrap",
                session.findStack("CDKToolkit").map(Stack::stackStatusAsString),
                "cd infra && npx cdk bootstrap aws://" + account + "/" + region));
    check(
        "the responder's stack",
        () ->
            Rules.stack(
                "the responder's stack",
                session.findStack(StackOutputs.STACK).map(Stack::stackStatusAsString),
                "cd infra && npx cdk deploy --all"));
    check(
        "Lambda concurrency",
        () ->
            Rules.concurrency(
                session
                    .aws()
                    .lambda()
                    .getAccountSettings(r -> {})
                    .accountLimit()
                    .concurrentExecutions()));
    check("CloudTrail", this::trail);
    mail(plan, region);
    phones(plan, region);
    topic("fallback topic", region, StackOutputs.FALLBACK_TOPIC, plan);
    watch(plan);
    plan.agents().forEach(agent -> agent(agent, account, plan.retention().logs()));
    return List.copyOf(findings);
  }

  private Finding trail() {
    CloudTrailClient cloudTrail = session.clients().cloudTrail();
    List<Trail> trails = cloudTrail.describeTrails(r -> r.includeShadowTrails(true)).trailList();
    long logging =
        trails.stream()
            .filter(trail -> cloudTrail.getTrailStatus(r -> r.name(trail.trailARN())).isLogging())
            .count();
    return Rules.trail(trails.size(), Math.toIntExact(logging));
  }

  private void mail(Plan plan, String region) {
    boolean[] sandbox = {false};
    check(
        "mail account",
        () -> {
          GetAccountResponse account = session.aws().ses().getAccount(r -> {});
          sandbox[0] = !Boolean.TRUE.equals(account.productionAccessEnabled());
          return Rules.mailAccount(
              !sandbox[0], !Boolean.FALSE.equals(account.sendingEnabled()), region);
        });
    identity("mail sender", plan.sender(), region);
    if (sandbox[0]) {
      plan.contacts()
          .forEach(contact -> identity("mail of " + contact.id(), contact.email(), region));
    }
  }

  private void identity(String who, String address, String region) {
    check(
        who,
        () ->
            Rules.mailIdentity(
                who,
                address,
                isVerified(address) || isVerified(address.substring(address.indexOf('@') + 1)),
                region));
  }

  private boolean isVerified(String identity) {
    try {
      return Boolean.TRUE.equals(
          session
              .aws()
              .ses()
              .getEmailIdentity(r -> r.emailIdentity(identity))
              .verifiedForSendingStatus());
    } catch (NotFoundException e) {
      return false;
    }
  }

  private void phones(Plan plan, String region) {
    check(
        "SMS account",
        () ->
            Rules.smsAccount(
                Boolean.TRUE.equals(
                    session.aws().sns().getSMSSandboxAccountStatus(r -> {}).isInSandbox()),
                region));
    for (Contact contact : plan.contacts()) {
      contact
          .phoneParameter()
          .ifPresent(
              parameter -> check("phone of " + contact.id(), () -> phone(contact.id(), parameter)));
    }
  }

  /** The stack in the standby region, and whether the responder's heartbeats come there. */
  private void watch(Plan plan) {
    String standby = plan.standbyRegion();
    check(
        "watch stack",
        () ->
            Rules.stack(
                "watch stack",
                session
                    .findStackIn(standby, StackOutputs.WATCH_STACK)
                    .map(Stack::stackStatusAsString),
                "cd infra && npx cdk deploy --all"));
    topic("watch topic", standby, StackOutputs.WATCH_TOPIC, plan);
    check(
        "heartbeats",
        () -> {
          try (CloudWatchClient there = session.clients().cloudWatchIn(standby)) {
            List<String> missing =
                there
                    .describeAlarms(
                        r ->
                            r.alarmNames(
                                Stream.of(Heartbeat.Of.values()).map(Heartbeat.Of::alarm).toList()))
                    .metricAlarms()
                    .stream()
                    .filter(alarm -> alarm.stateValue() != StateValue.OK)
                    .map(MetricAlarm::alarmName)
                    .sorted()
                    .toList();
            return Rules.heartbeats(new StandbyHeartbeat(() -> there).listGaps(), missing, standby);
          }
        });
  }

  private void topic(String check, String region, String name, Plan plan) {
    String topic = "arn:aws:sns:" + region + ":" + session.account() + ":" + name;
    check(
        check,
        () -> {
          try (SnsClient sns = session.clients().snsIn(region)) {
            Map<String, String> attributes =
                sns.getTopicAttributes(r -> r.topicArn(topic)).attributes();
            findings.add(
                Rules.phonesOfTopic(
                    "phones of the " + check,
                    Math.toIntExact(
                        sns
                            .listSubscriptionsByTopicPaginator(r -> r.topicArn(topic))
                            .subscriptions()
                            .stream()
                            .filter(subscription -> "sms".equals(subscription.protocol()))
                            .count()),
                    Math.toIntExact(
                        Stream.of(
                                plan.onCall().primary(),
                                plan.onCall().secondary(),
                                plan.onCall().escalation())
                            .flatMap(contact -> contact.phoneParameter().stream())
                            .distinct()
                            .count())));
            return Rules.topic(
                check,
                Integer.parseInt(attributes.getOrDefault("SubscriptionsConfirmed", "0")),
                Integer.parseInt(attributes.getOrDefault("SubscriptionsPending", "0")),
                topic);
          } catch (software.amazon.awssdk.services.sns.model.NotFoundException e) {
            return Finding.missing(
                check, "there is no topic " + topic, "cd infra && npx cdk deploy --all");
          }
        });
  }

  private Finding phone(String contact, String name) {
    try {
      Parameter parameter =
          session.aws().ssm().getParameter(r -> r.name(name).withDecryption(true)).parameter();
      return Rules.phone(contact, name, Optional.of(parameter.typeAsString()), parameter.value());
    } catch (ParameterNotFoundException e) {
      return Rules.phone(contact, name, Optional.empty(), "");
    }
  }

  private void agent(Agent agent, String account, int retention) {
    check(
        "changes to " + agent.name(),
        () ->
            Rules.controls(
                agent, Records.of(session).controls().read(agent.name()), Instant.now()));
    String check = "runtime of " + agent.name();
    check(
        check,
        () -> {
          try {
            JsonObject runtime = session.runtimes().get(agent.runtimeId(), Optional.empty());
            findings.add(Rules.metadataService(agent, runtime));
            return Rules.runtime(agent, runtime);
          } catch (ResourceNotFoundException e) {
            return Finding.missing(
                check,
                "there is no runtime " + agent.runtimeId(),
                "correct agents."
                    + agent.name()
                    + ".runtimeId in the plan, or responder release"
                    + " deploy RELEASE --create");
          }
        });
    check("code of " + agent.name(), () -> code(agent));
    check("role of " + agent.name(), () -> role(agent, account));
    check("log group of " + agent.name(), () -> logGroup(agent, retention));
    check(
        "releases of " + agent.name(),
        () ->
            Rules.releases(
                agent,
                session
                    .aws()
                    .s3()
                    .listObjectsV2(
                        r ->
                            r.bucket(session.outputs().releasesBucket())
                                .prefix("releases/" + agent.name() + "/")
                                .delimiter("/")
                                .expectedBucketOwner(account))
                    .commonPrefixes()
                    .size()));
  }

  private Finding code(Agent agent) {
    String live = new AgentCoreRuntimes(session.aws().agentControl()).endpoint(agent).version();
    return Rules.code(
        agent,
        session.runtimes().get(agent.runtimeId(), Optional.of(live)),
        session.outputs().releasesBucket());
  }

  private Finding role(Agent agent, String account) {
    try {
      String encoded =
          session
              .clients()
              .iam()
              .getRole(r -> r.roleName(agent.executionRole()))
              .role()
              .assumeRolePolicyDocument();
      return Rules.trust(agent, URLDecoder.decode(encoded, StandardCharsets.UTF_8), account);
    } catch (NoSuchEntityException e) {
      return Finding.missing(
          "role of " + agent.name(),
          "there is no role " + agent.executionRole(),
          "correct agents."
              + agent.name()
              + ".executionRole in the plan, or make the role again"
              + " (docs/scenarios/4-iam-role-deletion.md)");
    }
  }

  private Finding logGroup(Agent agent, int retention) {
    Optional<Integer> days =
        session
            .aws()
            .logs()
            .describeLogGroups(r -> r.logGroupNamePrefix(agent.logGroup()))
            .logGroups()
            .stream()
            .filter(group -> group.logGroupName().equals(agent.logGroup()))
            .findFirst()
            .map(group -> group.retentionInDays() == null ? 0 : group.retentionInDays());
    return Rules.retention(agent, days, retention);
  }

  /** A question that AWS does not answer is unknown: neither healthy nor the end of the others. */
  private void check(String name, Supplier<Finding> question) {
    Finding finding;
    try {
      finding = question.get();
    } catch (SdkException | Failure e) {
      Failure failure = Failures.of(e);
      finding =
          Finding.unknown(
              name, "not checked: " + failure.what(), BY_HAND.getOrDefault(name, failure.remedy()));
    }
    findings.add(finding);
  }
}
