package com.vitracka.responder.infra.constructs;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.constructs.Construct;

/** One page that shows the agents, and whether the responder itself works. */
public final class Dashboard extends Construct {
  public Dashboard(
      Construct scope,
      String id,
      List<AgentAlarms> agents,
      List<ResponderFunction> functions,
      List<Machine> machines) {
    super(scope, id);
    software.amazon.awscdk.services.cloudwatch.Dashboard dashboard =
        software.amazon.awscdk.services.cloudwatch.Dashboard.Builder.create(this, "Dashboard")
            .dashboardName("AgentCoreResponder")
            .defaultInterval(Duration.hours(3))
            .build();
    for (AgentAlarms agent : agents) {
      String name = agent.agent().displayName();
      dashboard.addWidgets(
          AlarmStatusWidget.Builder.create()
              .title(name)
              .alarms(agent.alarms().stream().<IAlarm>map(alarm -> alarm).toList())
              .width(24)
              .height(2)
              .build());
      dashboard.addWidgets(
          graph(
              name + ": invocations and failures",
              List.of(agent.invocations(), agent.errors(), agent.throttles(), agent.canary())),
          graph(name + ": latency (p95, ms)", List.of(agent.latency())));
    }
    dashboard.addWidgets(
        graph(
            "Responder: errors of functions",
            functions.stream()
                .map(
                    function ->
                        sum("AWS/Lambda", "Errors", "FunctionName", function.part().functionName()))
                .toList()),
        graph(
            "Responder: executions that failed; signals put aside",
            java.util.stream.Stream.concat(
                    machines.stream()
                        .map(
                            machine ->
                                sum(
                                    "AWS/States",
                                    "ExecutionsFailed",
                                    "StateMachineArn",
                                    machine.arn())),
                    java.util.stream.Stream.<IMetric>of(OwnMetrics.quarantined()))
                .toList()));
  }

  private static IMetric sum(String namespace, String name, String dimension, String value) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .dimensionsMap(Map.of(dimension, value))
        .statistic("Sum")
        .period(Duration.minutes(1))
        .build();
  }

  private static IWidget graph(String title, List<IMetric> metrics) {
    return GraphWidget.Builder.create().title(title).left(metrics).width(12).height(6).build();
  }
}
