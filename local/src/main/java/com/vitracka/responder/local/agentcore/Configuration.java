package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be sent as a runtime's configuration. A member not known here is kept as it is. */
final class Configuration {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,47}");
  private static final Pattern ROLE_ARN = Pattern.compile("arn:aws(-[^:]+)?:iam::\\d{12}:role/.+");
  private static final Set<String> LANGUAGES =
      Set.of("PYTHON_3_10", "PYTHON_3_11", "PYTHON_3_12", "PYTHON_3_13", "PYTHON_3_14", "NODE_22");
  private static final int MOST_VARIABLES = 50;

  /** Not part of a configuration, though calls carry them and answers show them. */
  private static final List<String> OTHER_MEMBERS =
      List.of(
          "agentRuntimeArn",
          "agentRuntimeName",
          "agentRuntimeId",
          "agentRuntimeVersion",
          "createdAt",
          "lastUpdatedAt",
          "status",
          "failureReason",
          "workloadIdentityDetails",
          "clientToken",
          "tags");

  private Configuration() {}

  /** The members that a version keeps. */
  static ObjectNode of(ObjectNode parameters) {
    ObjectNode configuration = parameters.deepCopy();
    configuration.remove(OTHER_MEMBERS);
    return configuration;
  }

  static String checkedName(ObjectNode parameters) {
    String name = parameters.path("agentRuntimeName").asText();
    require(
        NAME.matcher(name).matches(),
        "agentRuntimeName '%s' must match %s.".formatted(name, NAME.pattern()));
    return name;
  }

  static void check(ObjectNode configuration) {
    String role = configuration.path("roleArn").asText();
    require(ROLE_ARN.matcher(role).matches(), "roleArn '%s' is no role's ARN.".formatted(role));
    require(
        configuration.path("environmentVariables").size() <= MOST_VARIABLES,
        "environmentVariables may have %d entries at most.".formatted(MOST_VARIABLES));
    checkArtifact(configuration.path("agentRuntimeArtifact"));
    checkOneOf(configuration.path("networkConfiguration"), "networkMode", Set.of("PUBLIC", "VPC"));
    checkOneOf(
        configuration.path("protocolConfiguration"),
        "serverProtocol",
        Set.of("HTTP", "MCP", "A2A", "AGUI"));
  }

  private static void checkArtifact(JsonNode artifact) {
    require(
        artifact.size() == 1,
        "agentRuntimeArtifact must have exactly one of codeConfiguration and"
            + " containerConfiguration.");
    require(
        artifact.has("codeConfiguration"),
        "This simulated AgentCore runs codeConfiguration only, no containers.");
    JsonNode code = artifact.path("codeConfiguration");
    checkOneOf(code, "runtime", LANGUAGES);
    require(code.has("runtime"), "codeConfiguration.runtime is missing.");
    int words = code.path("entryPoint").size();
    require(words == 1 || words == 2, "codeConfiguration.entryPoint must have 1 or 2 items.");
    JsonNode s3 = code.path("code").path("s3");
    require(
        s3.hasNonNull("bucket") && s3.hasNonNull("prefix"),
        "codeConfiguration.code.s3 must have bucket and prefix.");
  }

  private static void checkOneOf(JsonNode object, String member, Set<String> values) {
    JsonNode value = object.path(member);
    require(
        value.isMissingNode() || values.contains(value.asText()),
        "%s '%s' must be one of %s.".formatted(member, value.asText(), values));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw AwsError.validation(otherwise);
    }
  }
}
