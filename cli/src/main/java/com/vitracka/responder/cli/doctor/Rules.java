package com.vitracka.responder.cli.doctor;

import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.notify.PlainText;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges what AWS says: facts in, findings out. */
final class Rules {
  /** Functions, canaries and two executions for each of some incidents at once. */
  static final int LEAST_CONCURRENCY = 50;

  private static final int MOST_OF_A_REASON = 300;
  private static final String E164 = "\\+[1-9]\\d{6,14}";
  private static final String AGENTCORE = "bedrock-agentcore.amazonaws.com";

  private Rules() {}

  static Finding stack(String check, Optional<String> status, String remedy) {
    return status
        .map(
            s ->
                s.endsWith("_COMPLETE") && !s.startsWith("DELETE") && !s.startsWith("ROLLBACK")
                    ? Finding.ok(check, s)
                    : Finding.missing(check, "its status is " + s, remedy))
        .orElseGet(() -> Finding.missing(check, "it is not there", remedy));
  }

  static Finding mailAccount(boolean production, boolean sending, String region) {
    if (!sending) {
      return Finding.missing(
          "mail account",
          "SES has paused sending",
          "open SES > Account dashboard in " + region + " and answer AWS's case");
    }
    return production
        ? Finding.ok("mail account", "out of the sandbox")
        : Finding.missing(
            "mail account",
            "SES is in its sandbox: only verified addresses are reached, 200 mails a day",
            "aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL"
                + " --website-url https://… --region "
                + region
                + " (AWS answers within a day)");
  }

  static Finding mailIdentity(String who, String address, boolean verified, String region) {
    return verified
        ? Finding.ok(who, address + " is verified")
        : Finding.missing(
            who,
            address + " is not verified",
            "aws sesv2 create-email-identity --email-identity "
                + address
                + " --region "
                + region
                + ", then follow the link in the mail (or verify the whole domain)");
  }

  static Finding smsAccount(boolean sandbox, String region) {
    return sandbox
        ? Finding.missing(
            "SMS account",
            "SNS is in the SMS sandbox: only verified numbers are reached",
            "open SNS > Text messaging in "
                + region
                + " and choose 'Exit SMS sandbox'; until then"
                + " verify each number there")
        : Finding.ok("SMS account", "out of the sandbox");
  }

  /** A brake is forgotten easily; a hold ends by itself, and an agent stays retired on purpose. */
  static Finding controls(Agent agent, Controls controls, Instant now) {
    String check = "changes to " + agent.name();
    String words =
        controls
            .findProhibition(now)
            .map(why -> PlainText.line(why, MOST_OF_A_REASON))
            .orElse("no brake, not on hold");
    String off = "when what it was pulled for is over: responder brake off";
    if (controls.brakeForAll().isPresent()) {
      return Finding.missing(check, words, off);
    }
    return controls.brake().isPresent()
        ? Finding.missing(check, words, off + " --agent " + agent.name())
        : Finding.ok(check, words);
  }

  static Finding phone(String contact, String parameter, Optional<String> type, String number) {
    String check = "phone of " + contact;
    String put =
        "aws ssm put-parameter --overwrite --type SecureString --name "
            + parameter
            + " --value +353…";
    if (type.isEmpty()) {
      return Finding.missing(check, "parameter " + parameter + " is not there", put);
    }
    if (!number.matches(E164)) {
      return Finding.missing(
          check, "parameter " + parameter + " holds no E.164 number (+ and 7 to 15 digits)", put);
    }
    return type.get().equals("SecureString")
        ? Finding.ok(check, parameter + " holds +…" + number.substring(number.length() - 3))
        : Finding.missing(
            check,
            parameter + " is a plain " + type.get(),
            "aws ssm delete-parameter --name " + parameter + "; " + put);
  }

  static Finding trail(int trails, int logging) {
    if (logging > 0) {
      return Finding.ok("CloudTrail", logging + " of " + trails + " trails log");
    }
    return Finding.missing(
        "CloudTrail",
        trails == 0 ? "there is no trail" : "no trail is logging",
        "aws cloudtrail create-trail --name management --is-multi-region-trail --s3-bucket-name …,"
            + " then aws cloudtrail start-logging --name management; without it deletions are"
            + " noticed by the canary only");
  }

  static Finding runtime(Agent agent, JsonObject runtime) {
    String check = "runtime of " + agent.name();
    String status = runtime.findText("status").orElse("?");
    if (!status.equals("READY")) {
      return Finding.missing(
          check,
          "its status is " + status + " " + runtime.findText("failureReason").orElse(""),
          "wait for it, or responder rollback --agent " + agent.name());
    }
    return Finding.ok(
        check, "READY, version " + runtime.findText("agentRuntimeVersion").orElse("?"));
  }

  /** Code that is not among our releases may be overwritten or deleted under the live version. */
  static Finding code(Agent agent, JsonObject live, String releasesBucket) {
    String check = "code of " + agent.name();
    Optional<JsonObject> zip =
        live.findObject("agentRuntimeArtifact")
            .flatMap(artifact -> artifact.findObject("codeConfiguration"))
            .flatMap(configuration -> configuration.findObject("code"))
            .flatMap(code -> code.findObject("s3"));
    if (zip.isEmpty()) {
      return Finding.ok(check, "a container");
    }
    String bucket = zip.get().findText("bucket").orElse("?");
    return bucket.equals(releasesBucket)
        ? Finding.ok(check, "a release of ours")
        : Finding.missing(
            check,
            "the live version runs from " + bucket + ", where it is overwritten and deleted",
            "./responder release import --agent "
                + agent.name()
                + ", then ./responder release deploy RELEASE --agent "
                + agent.name()
                + " --verify");
  }

  static Finding metadataService(Agent agent, JsonObject runtime) {
    String check = "MMDSv2 of " + agent.name();
    boolean required =
        runtime
            .findObject("metadataConfiguration")
            .map(configuration -> configuration.flag("requireMMDSV2"))
            .orElse(false);
    return required
        ? Finding.ok(check, "required")
        : Finding.missing(
            check,
            "requireMMDSV2 is not set: AgentCore refuses to invoke such a runtime",
            "aws bedrock-agentcore-control update-agent-runtime with the runtime's own"
                + " configuration and --metadata-configuration requireMMDSV2=true");
  }

  static Finding trust(Agent agent, String policy, String account) {
    String check = "role of " + agent.name();
    JsonObject document = Json.object(policy);
    List<JsonObject> statements =
        document
            .findObject("Statement")
            .map(List::of)
            .orElseGet(() -> document.objects("Statement"));
    boolean trusted =
        statements.stream()
            .filter(statement -> statement.findText("Effect").equals(Optional.of("Allow")))
            .filter(statement -> names(statement, "Action", "sts:AssumeRole"))
            .filter(
                statement ->
                    statement
                        .findObject("Principal")
                        .filter(principal -> names(principal, "Service", AGENTCORE))
                        .isPresent())
            .anyMatch(statement -> admits(statement, account));
    return trusted
        ? Finding.ok(check, agent.executionRole() + " trusts AgentCore")
        : Finding.missing(
            check,
            agent.executionRole() + " does not let AgentCore of account " + account + " assume it",
            "add to its trust policy: Allow sts:AssumeRole for the service "
                + AGENTCORE
                + " with aws:SourceAccount "
                + account);
  }

  private static boolean names(JsonObject object, String member, String value) {
    return object.findText(member).equals(Optional.of(value))
        || object.texts(member).contains(value);
  }

  private static boolean admits(JsonObject statement, String account) {
    return statement
        .findObject("Condition")
        .flatMap(condition -> condition.findObject("StringEquals"))
        .filter(equal -> equal.has("aws:SourceAccount"))
        .map(equal -> names(equal, "aws:SourceAccount", account))
        .orElse(true);
  }

  static Finding retention(Agent agent, Optional<Integer> found, int wanted) {
    String check = "log group of " + agent.name();
    String remedy =
        "aws logs put-retention-policy --log-group-name "
            + agent.logGroup()
            + " --retention-in-days "
            + wanted;
    return found
        .map(
            days ->
                days == wanted
                    ? Finding.ok(check, "kept " + days + " days")
                    : Finding.missing(
                        check,
                        days == 0
                            ? "kept for ever; the plan says " + wanted + " days"
                            : "kept " + days + " days; the plan says " + wanted,
                        remedy))
        .orElseGet(
            () ->
                Finding.missing(
                    check,
                    "there is no log group " + agent.logGroup(),
                    "aws logs create-log-group --log-group-name "
                        + agent.logGroup()
                        + "; "
                        + remedy));
  }

  static Finding concurrency(int quota) {
    return quota >= LEAST_CONCURRENCY
        ? Finding.ok("Lambda concurrency", quota + " at once")
        : Finding.missing(
            "Lambda concurrency",
            "only " + quota + " at once; the responder wants " + LEAST_CONCURRENCY,
            "aws service-quotas request-service-quota-increase --service-code lambda"
                + " --quota-code L-B99A9384 --desired-value 1000");
  }

  static Finding topic(String check, int confirmed, int pending, String topic) {
    String remedy =
        "open the mail 'Subscription Confirmation' of "
            + topic.substring(topic.lastIndexOf(':') + 1)
            + " and follow its link; if"
            + " it is gone: aws sns subscribe --protocol email --notification-endpoint ADDRESS"
            + " --topic-arn "
            + topic;
    if (confirmed == 0) {
      return Finding.missing(
          check, "nobody has confirmed it, so nobody is told when all else fails", remedy);
    }
    return pending == 0
        ? Finding.ok(check, confirmed + " confirmed")
        : Finding.missing(check, confirmed + " confirmed, " + pending + " not yet", remedy);
  }

  /** Mails reach nobody at night: the phones of those on call. */
  static Finding phonesOfTopic(String check, int phones, int wanted) {
    return phones >= wanted
        ? Finding.ok(check, phones + " subscribed")
        : Finding.missing(
            check,
            phones + " of " + wanted + " on call are subscribed by SMS",
            "responder watch subscribe");
  }

  /**
   * Judges the watch stack's alarms.
   *
   * @param gaps what keeps it from paging
   * @param missing heartbeats that do not come
   */
  static Finding heartbeats(List<String> gaps, List<String> missing, String region) {
    String check = "heartbeats";
    if (!gaps.isEmpty()) {
      return Finding.missing(
          check, String.join("; ", gaps) + " in " + region, "cd infra && npx cdk deploy --all");
    }
    return missing.isEmpty()
        ? Finding.ok(check, "all come to " + region)
        : Finding.missing(
            check,
            "not in " + region + ": " + String.join(", ", missing),
            "within six minutes of a first deployment, wait; else docs/runbooks/"
                + missing.getFirst()
                + ".md");
  }

  static Finding releases(Agent agent, int releases) {
    String check = "releases of " + agent.name();
    return releases > 0
        ? Finding.ok(check, releases + " kept")
        : Finding.missing(
            check,
            "none is kept, so there is nothing of ours to roll back to",
            "responder release import --agent "
                + agent.name()
                + " now, and responder release publish in the team's pipeline");
  }
}
