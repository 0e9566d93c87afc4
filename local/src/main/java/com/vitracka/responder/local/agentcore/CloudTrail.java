package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Tells of each mutation as CloudTrail does through EventBridge: late. */
final class CloudTrail {
  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private final Signals signals;
  private final Timings timings;
  private final Later later;

  CloudTrail(Signals signals, Timings timings, Later later) {
    this.signals = signals;
    this.timings = timings;
    this.later = later;
  }

  void record(Mutation mutation) {
    ObjectNode event = event(mutation);
    later.after(
        timings.duration("cloudTrailDelay"),
        "the CloudTrail event of " + mutation.operation(),
        () -> signals.putEvent(mutation.caller().region(), mutation.account(), event));
  }

  private static ObjectNode event(Mutation mutation) {
    ObjectNode event = Json.object();
    event.put("Source", "aws.bedrock-agentcore");
    event.put("DetailType", "AWS API Call via CloudTrail");
    event.put("Detail", new String(Json.bytes(detail(mutation)), StandardCharsets.UTF_8));
    return event;
  }

  private static ObjectNode detail(Mutation mutation) {
    ObjectNode detail = Json.object();
    detail.put("eventVersion", "1.11");
    detail.set("userIdentity", identity(mutation));
    detail.put("eventTime", mutation.at().truncatedTo(ChronoUnit.SECONDS).toString());
    detail.put("eventSource", "bedrock-agentcore.amazonaws.com");
    detail.put("eventName", mutation.operation());
    detail.put("awsRegion", mutation.caller().region());
    detail.put("sourceIPAddress", "127.0.0.1");
    detail.put("userAgent", "agentcore-local");
    if (mutation.error() != null) {
      detail.put("errorCode", mutation.error().code());
      detail.put("errorMessage", mutation.error().text());
    }
    ObjectNode parameters = mutation.parameters().deepCopy();
    if (parameters.has("environmentVariables")) {
      parameters.put("environmentVariables", HIDDEN);
    }
    detail.set("requestParameters", parameters);
    detail.set("responseElements", mutation.answer());
    detail.put("requestID", UUID.randomUUID().toString());
    detail.put("eventID", UUID.randomUUID().toString());
    detail.put("readOnly", false);
    detail.put("eventType", "AwsApiCall");
    detail.put("managementEvent", true);
    detail.put("recipientAccountId", mutation.account());
    detail.put("eventCategory", "Management");
    return detail;
  }

  private static ObjectNode identity(Mutation mutation) {
    String account = mutation.account();
    String known = mutation.caller().arn();
    String arn = known == null ? "arn:aws:iam::%s:root".formatted(account) : known;
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    ObjectNode identity =
        Json.object()
            .put("arn", arn)
            .put("accountId", account)
            .put("accessKeyId", mutation.caller().accessKeyId());
    if (arn.contains(":assumed-role/")) {
      String role = arn.split("/", -1)[1];
      identity.put("type", "AssumedRole").put("principalId", role + ":" + name);
      identity
          .putObject("sessionContext")
          .putObject("sessionIssuer")
          .put("type", "Role")
          .put("arn", "arn:aws:iam::%s:role/%s".formatted(account, role))
          .put("accountId", account)
          .put("userName", role);
    } else if (arn.contains(":user/")) {
      identity.put("type", "IAMUser").put("principalId", name).put("userName", name);
    } else {
      identity.put("type", "Root").put("principalId", account);
    }
    return identity;
  }
}
