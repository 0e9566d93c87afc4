package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.Traffic;
import com.vitracka.responder.detect.Alarms;
import com.vitracka.responder.plan.AgentAlarm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CloudWatch: the alarms of the deployment, evaluated each minute over whole minutes. */
final class AlarmBoard {
  private static final long MINUTE = 60_000;

  private static final class Alarm {
    private final LiveAgent agent;
    private final AgentAlarm kind;
    private boolean firing;
    private long since;
    private int breaches;

    private Alarm(LiveAgent agent, AgentAlarm kind, long since) {
      this.agent = agent;
      this.kind = kind;
      this.since = since;
    }

    private String name() {
      return agent.plan().alarm(kind);
    }

    private int periods() {
      return switch (kind) {
        case ERRORS -> 1;
        case LATENCY -> 3;
        case THROTTLES, CANARY -> 2;
      };
    }
  }

  private final World world;
  private final Map<String, Alarm> byName = new HashMap<>();
  private final List<Map<AgentAlarm, Alarm>> byAgent = new ArrayList<>();
  private final Map<String, List<Long>> failedCanaries = new HashMap<>();

  AlarmBoard(World world) {
    this.world = world;
  }

  void watch(LiveAgent agent) {
    Map<AgentAlarm, Alarm> alarms = new EnumMap<>(AgentAlarm.class);
    for (AgentAlarm kind : AgentAlarm.values()) {
      Alarm alarm = new Alarm(agent, kind, world.now());
      alarms.put(kind, alarm);
      byName.put(alarm.name(), alarm);
    }
    byAgent.add(alarms);
  }

  /** The metric that our own canary counts. */
  void countCanary(String agent, boolean failed) {
    if (failed) {
      failedCanaries.computeIfAbsent(agent, _ -> new ArrayList<>()).add(world.now());
    }
  }

  /** Evaluates the last whole minute. */
  void evaluate() {
    long until = world.now() / MINUTE * MINUTE;
    for (Map<AgentAlarm, Alarm> alarms : byAgent) {
      LiveAgent agent = alarms.values().iterator().next().agent;
      boolean quiet =
          agent.isWell()
              && agent.asItIsSince() < until - 2 * MINUTE
              && alarms.values().stream().noneMatch(alarm -> alarm.firing || alarm.breaches > 0)
              && !failedCanaries.containsKey(agent.name());
      if (!quiet) {
        Traffic traffic = agent.traffic(until - MINUTE, until);
        alarms.values().forEach(alarm -> evaluate(alarm, traffic, until));
      }
    }
  }

  private void evaluate(Alarm alarm, Traffic traffic, long until) {
    boolean breaching =
        switch (alarm.kind) {
          case ERRORS -> traffic.errors() >= alarm.agent.plan().thresholds().errors();
          case LATENCY ->
              traffic.p95Latency().compareTo(alarm.agent.plan().thresholds().latency()) >= 0;
          case THROTTLES -> traffic.throttles() >= alarm.agent.plan().thresholds().throttles();
          case CANARY ->
              failedCanaries.getOrDefault(alarm.agent.name(), List.of()).stream()
                  .anyMatch(at -> at >= until - MINUTE && at < until);
        };
    alarm.breaches = breaching ? alarm.breaches + 1 : 0;
    boolean fires = alarm.breaches >= alarm.periods();
    if (fires != alarm.firing) {
      alarm.firing = fires;
      alarm.since = world.now();
      world.log(() -> "alarm " + alarm.name() + (fires ? " fires" : " is OK"));
      world.deliveries().alarm(alarm.name(), fires);
    }
    if (alarm.kind == AgentAlarm.CANARY && !breaching) {
      failedCanaries.remove(alarm.agent.name());
    }
  }

  List<Alarms.Firing> listFiring(List<String> names) {
    List<Alarms.Firing> firing = new ArrayList<>();
    for (String name : names) {
      Alarm alarm = byName.get(name);
      if (alarm != null && alarm.firing) {
        firing.add(new Alarms.Firing(name, Instant.ofEpochMilli(alarm.since), "Threshold Crossed"));
      }
    }
    return firing;
  }

  boolean isQuiet() {
    for (Alarm alarm : byName.values()) {
      if (alarm.firing) {
        return false;
      }
    }
    return true;
  }
}
