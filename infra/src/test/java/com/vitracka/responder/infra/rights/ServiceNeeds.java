package com.vitracka.responder.infra.rights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the roles need that services take, and no code of ours. */
final class ServiceNeeds {
  private static final List<String> DELIVER_LOGS =
      List.of(
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery");

  private static final List<String> TRACE =
      List.of(
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments");

  private ServiceNeeds() {}

  /** Empty when nothing in the stack that is known here takes the role. */
  static List<Need> of(Estate estate, String roleArn) {
    return Stream.concat(machines(estate, roleArn), schedules(estate, roleArn)).toList();
  }

  private static Stream<Need> machines(Estate estate, String roleArn) {
    List<Need> needs = new ArrayList<>();
    for (String id : estate.ids("AWS::StepFunctions::StateMachine")) {
      JsonNode machine = estate.properties(id);
      if (!machine.path("RoleArn").asText().equals(roleArn)) {
        continue;
      }
      String definition = machine.path("DefinitionString").asText();
      estate.ids("AWS::Lambda::Alias").stream()
          .map(estate::arn)
          .filter(alias -> definition.contains("\"" + alias + "\""))
          .forEach(
              alias ->
                  needs.add(Need.of("lambda:InvokeFunction", alias, "a state of the machine")));
      if (machine.has("LoggingConfiguration")) {
        DELIVER_LOGS.forEach(
            action -> needs.add(Need.of(action, "*", "Step Functions sets up the machine's log")));
      }
      if (machine.path("TracingConfiguration").path("Enabled").asBoolean()) {
        TRACE.forEach(
            action -> needs.add(Need.of(action, "*", "Step Functions traces the machine")));
      }
    }
    return needs.stream();
  }

  private static Stream<Need> schedules(Estate estate, String roleArn) {
    List<Need> needs = new ArrayList<>();
    for (String id : estate.ids("AWS::Scheduler::Schedule")) {
      JsonNode target = estate.properties(id).path("Target");
      if (target.path("RoleArn").asText().equals(roleArn)) {
        needs.add(
            Need.of("lambda:InvokeFunction", target.path("Arn").asText(), "the schedule's target"));
        JsonNode queue = target.path("DeadLetterConfig").path("Arn");
        if (!queue.isMissingNode()) {
          needs.add(
              Need.of("sqs:SendMessage", queue.asText(), "Scheduler keeps what it cannot deliver"));
        }
      }
    }
    return needs.stream();
  }
}
