package com.vitracka.responder.cli.redrive;

import com.vitracka.responder.cli.command.StackOutputs;
import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import java.util.Locale;
import java.util.stream.Stream;

/** The responder's own functions and topic, to which alone a letter is delivered again. */
record Place(String region, String account) {
  static final String QUEUES = "responder-dead-letters-";

  String intake() {
    return Part.INTAKE.qualifiedName();
  }

  /** The function whose failed calls the queue holds. */
  String functionOf(String queue) {
    return Stream.of(Part.values())
        .filter(part -> queue.equals(QUEUES + part.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(Part.INTAKE)
        .qualifiedName();
  }

  boolean isFunction(String arn) {
    return Stream.of(Part.values())
        .anyMatch(
            part -> arn.equals("arn:aws:lambda:" + scope() + ":function:" + part.qualifiedName()));
  }

  String fallbackTopicArn() {
    return "arn:aws:sns:" + scope() + ":" + StackOutputs.FALLBACK_TOPIC;
  }

  private String scope() {
    return region + ":" + account;
  }
}
