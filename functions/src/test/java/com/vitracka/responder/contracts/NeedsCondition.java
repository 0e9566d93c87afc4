package com.vitracka.responder.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips by name what the local AWS at hand does not have. */
final class NeedsCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Properties lacks =
        read(LocalEndpoint.kindName().toLowerCase(Locale.ROOT) + "-lacks.properties");
    return AnnotationSupport.findAnnotation(context.getElement(), Needs.class).stream()
        .flatMap(needs -> Arrays.stream(needs.value()))
        .flatMap(
            service ->
                Optional.ofNullable(lacks.getProperty(service)).stream()
                    .map(reason -> service + ": " + reason))
        .findFirst()
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("it has all that is needed"));
  }

  /** A file of the contracts; empty when there is none. */
  static Properties read(String name) {
    Properties properties = new Properties();
    try (InputStream file = NeedsCondition.class.getResourceAsStream("/contracts/" + name)) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("contracts/" + name + " cannot be read", e);
    }
    return properties;
  }
}
