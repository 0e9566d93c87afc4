package com.vitracka.responder.local.storm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.local.LocalServer;
import com.vitracka.responder.local.Workspace;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.AgentAlarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alarms of a storm, made from the repository's files of events: each agent has ten, by all
 * ways, two of them delivered twice; then the next ten.
 */
final class Deliveries {
  private static final String AGENT = "coach_companion";
  private static final String RUNTIME = "coach_companion-0ZUOP04U5z";
  private static final String ACCOUNT = "111122223333";

  /** What one agent's alarm is. */
  private enum Kind {
    ERRORS_BY_TOPIC,
    ERRORS_BY_TOPIC_AGAIN,
    ERRORS_BY_BUS,
    ERRORS_BY_ACTION,
    CANARY_FAILED,
    CANARY_FAILED_AGAIN,
    CANARY_BY_TOPIC,
    CANARY_BY_BUS,
    LATENCY_BY_TOPIC,
    LATENCY_BY_ACTION
  }

  private final List<Agent> agents;
  private final String topicMessage;
  private final String busEvent;
  private final String action;

  /** When an agent's alarm of this kind went off first. */
  private final Map<String, Instant> since = new HashMap<>();

  Deliveries(Workspace workspace, List<Agent> agents) {
    this.agents = agents;
    Path events = workspace.root().resolve("events");
    this.topicMessage =
        read(events.resolve("alarm-sns-metric.json")).at("/Records/0/Sns/Message").asText();
    this.busEvent = read(events.resolve("alarm-eventbridge-metric.json")).toString();
    this.action = read(events.resolve("alarm-action-metric.json")).toString();
  }

  /** The alarm of that number, as it leaves now. */
  Delivery get(int number, Instant now) {
    Agent agent = agents.get(number % agents.size());
    int turn = number / agents.size();
    Kind kind = Kind.values()[turn % Kind.values().length];
    int round = turn / Kind.values().length;
    return switch (kind) {
      case ERRORS_BY_TOPIC, ERRORS_BY_TOPIC_AGAIN ->
          byTopic(agent, AgentAlarm.ERRORS, since(agent, "topic errors", round, now));
      case CANARY_BY_TOPIC -> byTopic(agent, AgentAlarm.CANARY, millis(now));
      case LATENCY_BY_TOPIC -> byTopic(agent, AgentAlarm.LATENCY, millis(now));
      case ERRORS_BY_BUS -> byBus(agent, AgentAlarm.ERRORS, millis(now));
      case CANARY_BY_BUS -> byBus(agent, AgentAlarm.CANARY, millis(now));
      case ERRORS_BY_ACTION -> byAction(agent, AgentAlarm.ERRORS, millis(now));
      case LATENCY_BY_ACTION -> byAction(agent, AgentAlarm.LATENCY, millis(now));
      case CANARY_FAILED, CANARY_FAILED_AGAIN ->
          byCanary(agent, since(agent, "canary", round, now));
    };
  }

  private Instant since(Agent agent, String what, int round, Instant now) {
    return since.computeIfAbsent(agent.name() + " " + what + " " + round, key -> millis(now));
  }

  private Delivery byTopic(Agent agent, AgentAlarm alarm, Instant at) {
    ObjectNode message = about(topicMessage, "errors", agent, alarm);
    message.put("StateChangeTime", at.toString());
    return new Delivery(
        agent.name(),
        key(Signal.Path.SNS, agent, alarm, at),
        new Delivery.Way.Topic(message.toString()));
  }

  private Delivery byBus(Agent agent, AgentAlarm alarm, Instant at) {
    ObjectNode event = about(busEvent, "latency", agent, alarm);
    ((ObjectNode) event.path("detail").path("state")).put("timestamp", at.toString());
    ObjectNode entry = LocalServer.JSON.createObjectNode();
    entry.put("Source", "aws.cloudwatch");
    entry.put("DetailType", event.path("detail-type").asText());
    entry.put("Detail", event.path("detail").toString());
    entry.put("Time", at.toString());
    ArrayNode resources = entry.putArray("Resources");
    event.path("resources").forEach(resources::add);
    return new Delivery(
        agent.name(), key(Signal.Path.EVENTBRIDGE, agent, alarm, at), new Delivery.Way.Bus(entry));
  }

  private Delivery byAction(Agent agent, AgentAlarm alarm, Instant at) {
    ObjectNode event = about(action, "throttles", agent, alarm);
    event.put("time", at.toString());
    ((ObjectNode) event.path("alarmData").path("state")).put("timestamp", at.toString());
    return new Delivery(
        agent.name(),
        key(Signal.Path.ALARM_ACTION, agent, alarm, at),
        new Delivery.Way.Call(event.toString()));
  }

  private static Delivery byCanary(Agent agent, Instant at) {
    ObjectNode order = LocalServer.JSON.createObjectNode();
    order.put("do", "canaryFailed").put("agent", agent.name()).put("at", at.toString());
    order.put("detail", "crashes on start");
    return new Delivery(
        agent.name(),
        key(Signal.Path.CANARY, agent, AgentAlarm.CANARY, at),
        new Delivery.Way.Call(order.toString()));
  }

  /** The file's event, about another alarm in another account. */
  private static ObjectNode about(String event, String itsAlarm, Agent agent, AgentAlarm alarm) {
    return (ObjectNode)
        parse(
            event
                .replace("responder-" + AGENT + "-" + itsAlarm, agent.alarm(alarm))
                .replace(RUNTIME, agent.runtimeId())
                .replace(AGENT + "::", agent.name() + "::")
                .replace(ACCOUNT, LocalAws.ACCOUNT));
  }

  private static String key(Signal.Path path, Agent agent, AgentAlarm alarm, Instant at) {
    return path + "/" + agent.alarm(alarm) + "/" + at;
  }

  /** As precise as CloudWatch is. */
  private static Instant millis(Instant now) {
    return now.truncatedTo(ChronoUnit.MILLIS);
  }

  private static JsonNode read(Path file) {
    try {
      return LocalServer.JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return LocalServer.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a file of events is no JSON any more", e);
    }
  }
}
