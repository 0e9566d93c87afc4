package com.vitracka.responder.aws;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.BedrockAgentCoreControlException;

/**
 * The values of a runtime's environment, kept out of words: a service that refuses a configuration
 * may repeat it (design decision 15).
 */
final class EnvironmentValues {
  private static final String HIDDEN = "***";

  /** Shorter ones, such as {@code 1} and {@code on}, are no secrets, and are parts of words. */
  private static final int SHORTEST = 4;

  /** Of a long value a service may repeat the beginning alone. */
  private static final int BEGINNING = 8;

  /** A validation error of AWS: the whole value that it does not take. */
  private static final Pattern REFUSED_VALUE =
      Pattern.compile("(?s)Value .* at '(?=[^']{1,200}' failed)");

  private final List<String> values = new ArrayList<>();

  private EnvironmentValues(Collection<?> values) {
    for (Object value : values) {
      String text = String.valueOf(value);
      if (text.length() >= SHORTEST) {
        this.values.add(text);
        String written = Json.write(List.of(text));
        this.values.add(written.substring(2, written.length() - 2));
      }
    }
    this.values.sort(Comparator.comparingInt(String::length).reversed());
  }

  /** Of a configuration as GetAgentRuntime gives and UpdateAgentRuntime takes it. */
  static EnvironmentValues of(JsonObject configuration) {
    return new EnvironmentValues(
        configuration
            .findObject("environmentVariables")
            .orElse(JsonObject.EMPTY)
            .values()
            .values());
  }

  /** Of the SDK's type for them. */
  static EnvironmentValues of(java.util.Map<String, String> variables) {
    return new EnvironmentValues(variables.values());
  }

  /** The text without them. */
  String hideIn(String text) {
    String hidden = REFUSED_VALUE.matcher(text).replaceAll("Value " + HIDDEN + " at '");
    for (String value : values) {
      hidden = hidden.replace(value, HIDDEN);
      if (value.length() > BEGINNING) {
        hidden =
            hidden.replaceAll(
                Pattern.quote(value.substring(0, BEGINNING)) + "\\S*",
                Matcher.quoteReplacement(HIDDEN));
      }
    }
    return hidden;
  }

  /** The same refusal in words without them. */
  BedrockAgentCoreControlException hideIn(BedrockAgentCoreControlException refusal) {
    if (refusal.awsErrorDetails() == null) {
      return refusal;
    }
    String said = hideIn("" + refusal.awsErrorDetails().errorMessage());
    return (BedrockAgentCoreControlException)
        refusal.toBuilder()
            .message(said)
            .awsErrorDetails(
                refusal.awsErrorDetails().toBuilder().errorMessage(said).rawResponse(null).build())
            .build();
  }
}
