package com.vitracka.responder.plan;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns the plan's document (maps, lists and strings, from YAML or JSON) into a {@link Plan}. */
public final class PlanDocument {
  /** Where the deployment puts the plan in a function's code. */
  public static final String RESOURCE = "/plan.json";

  private PlanDocument() {}

  /** The plan that was deployed with this code. */
  public static Plan deployed() {
    try (InputStream in = PlanDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new PlanException(
            "this code was deployed without a plan: "
                + RESOURCE
                + " is missing; deploy by the CDK");
      }
      return read(Json.object(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("the deployed plan could not be read", e);
    }
  }

  /**
   * Reads a plan from its document.
   *
   * @throws PlanException when a value is missing, of the wrong kind, or names what is not there
   */
  public static Plan read(JsonObject document) {
    List<Contact> contacts = new ArrayList<>();
    document
        .object("contacts")
        .forEachObject(
            (id, c) ->
                contacts.add(
                    new Contact(id, c.text("name"), c.text("email"), c.findText("phone"))));
    Map<String, Contact> byId =
        contacts.stream().collect(Collectors.toMap(Contact::id, contact -> contact));
    JsonObject onCall = document.object("onCall");
    return new Plan(
        document.text("name"),
        document.text("region"),
        document.text("standbyRegion"),
        document.text("sender"),
        agents(document.object("agents")),
        List.copyOf(contacts),
        new OnCall(
            contact(byId, onCall.text("primary"), "onCall.primary"),
            contact(byId, onCall.text("secondary"), "onCall.secondary"),
            contact(byId, onCall.text("escalation"), "onCall.escalation")),
        severities(document.object("severities"), byId),
        scenarios(document.object("scenarios")),
        windows(document.object("windows")),
        budgets(document.object("budgets")),
        new Retention(
            document.object("retention").integer("logs"),
            document.object("retention").integer("records")));
  }

  private static List<Agent> agents(JsonObject document) {
    List<Agent> agents = new ArrayList<>();
    document.forEachObject((name, agent) -> agents.add(agent(name, agent)));
    for (Agent one : agents) {
      for (Agent other : agents) {
        if (!one.equals(other) && other.aliases().stream().anyMatch(one::isCalled)) {
          throw new PlanException(
              "agents " + one.name() + " and " + other.name() + " share a name; names are unique");
        }
      }
    }
    return List.copyOf(agents);
  }

  private static Agent agent(String name, JsonObject document) {
    JsonObject impact = document.object("impact");
    JsonObject canary = document.object("canary");
    JsonObject thresholds = document.object("thresholds");
    Map<Integer, Mode> modes = new LinkedHashMap<>();
    document
        .object("modes")
        .values()
        .forEach((scenario, mode) -> modes.put(Integer.valueOf(scenario), Mode.parse("" + mode)));
    return new Agent(
        name,
        document.text("displayName"),
        document.texts("aliases"),
        document.text("folder"),
        document.text("runtimeId"),
        document.text("endpoint"),
        document.text("executionRole"),
        new Impact(
            impact.text("outage"),
            impact.text("degraded"),
            impact.text("monitoring"),
            impact.text("minor")),
        new Canary(
            canary.text("payload"),
            expectation(canary.text("expect"), name),
            Durations.parse(canary.text("timeout"))),
        new Thresholds(
            Durations.parse(thresholds.text("latency")),
            thresholds.integer("errors"),
            thresholds.integer("throttles")),
        Map.copyOf(modes));
  }

  private static Expectation expectation(String expression, String agent) {
    try {
      return Expectation.parse(expression);
    } catch (PlanException e) {
      throw new PlanException("agents." + agent + ".canary.expect " + e.getMessage(), e);
    }
  }

  private static Map<Severity, SeverityRule> severities(
      JsonObject document, Map<String, Contact> contacts) {
    Map<Severity, SeverityRule> rules = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      JsonObject rule = document.object(severity.name());
      List<Contact> tell =
          rule.texts("tell").stream()
              .map(id -> contact(contacts, id, "severities." + severity + ".tell"))
              .toList();
      if (tell.isEmpty()) {
        throw new PlanException(
            "severities." + severity + ".tell is empty; name at least one contact to be told");
      }
      Set<Channel> by =
          rule.texts("by").stream()
              .map(channel -> channel.equals("sms") ? Channel.SMS : Channel.EMAIL)
              .collect(Collectors.toUnmodifiableSet());
      rules.put(
          severity,
          new SeverityRule(
              severity,
              rule.text("meaning"),
              Durations.parse(rule.text("responseTime")),
              tell,
              by,
              rule.findText("updates").map(Durations::parse)));
    }
    return Map.copyOf(rules);
  }

  private static Contact contact(Map<String, Contact> contacts, String id, String where) {
    Contact contact = contacts.get(id);
    if (contact == null) {
      throw new PlanException(
          where
              + " names '"
              + Shown.of(id)
              + "', who is not among the contacts "
              + contacts.keySet());
    }
    return contact;
  }

  private static Map<Integer, Scenario> scenarios(JsonObject document) {
    Map<Integer, Scenario> scenarios = new LinkedHashMap<>();
    document.forEachObject(
        (number, s) ->
            scenarios.put(
                Integer.valueOf(number),
                new Scenario(
                    Integer.parseInt(number),
                    s.text("name"),
                    Durations.parse(s.text("rto")),
                    Durations.parse(s.text("diagnose")),
                    Durations.parse(s.text("execute")),
                    Durations.parse(s.text("verify")))));
    return Map.copyOf(scenarios);
  }

  private static Windows windows(JsonObject document) {
    return new Windows(
        Durations.parse(document.text("stability")),
        Durations.parse(document.text("stabilityAfterRollback")),
        Durations.parse(document.text("checkEvery")),
        Durations.parse(document.text("deployPoll")),
        Durations.parse(document.text("deployTimeout")),
        Durations.parse(document.text("deploymentNear")),
        Durations.parse(document.text("knownGood")),
        Durations.parse(document.text("staleSignal")),
        Durations.parse(document.text("watch")),
        Durations.parse(document.text("alarmPeriod")),
        Durations.parse(document.text("traffic")),
        Durations.parse(document.text("approval")),
        Durations.parse(document.text("together")));
  }

  private static Budgets budgets(JsonObject document) {
    return new Budgets(
        document.integer("recoveries"),
        Durations.parse(document.text("recoveriesWithin")),
        document.integer("mutationsPerIncident"),
        document.integer("mutationsPerAccount"),
        Durations.parse(document.text("mutationsWithin")));
  }
}
