package com.vitracka.responder.local.simulation;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.assess.SideBySide;
import com.vitracka.responder.detect.Alarms;
import com.vitracka.responder.detect.Executions;
import com.vitracka.responder.detect.Intake;
import com.vitracka.responder.document.Documenting;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.handler.ActHandler;
import com.vitracka.responder.handler.BackupHandler;
import com.vitracka.responder.handler.IntakeHandler;
import com.vitracka.responder.handler.LookHandler;
import com.vitracka.responder.handler.TellHandler;
import com.vitracka.responder.incident.AccountBudget;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.CanaryMemory;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.FailingAgents;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.notify.FailureLog;
import com.vitracka.responder.notify.Fallback;
import com.vitracka.responder.notify.Mailer;
import com.vitracka.responder.notify.PhoneNumber;
import com.vitracka.responder.notify.Phones;
import com.vitracka.responder.notify.Receipt;
import com.vitracka.responder.notify.Teller;
import com.vitracka.responder.notify.Texter;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.respond.BackingUp;
import com.vitracka.responder.respond.Backups;
import com.vitracka.responder.respond.Deployments;
import com.vitracka.responder.respond.Healing;
import com.vitracka.responder.respond.Looking;
import com.vitracka.responder.respond.Responding;
import com.vitracka.responder.watch.Auditor;
import com.vitracka.responder.watch.Heartbeat;
import com.vitracka.responder.watch.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The functions as they are deployed, on the world's ports instead of AWS's. Tests plant bugs by
 * putting something between a function and a port.
 */
class Wiring {
  private static final PhoneNumber NUMBER = PhoneNumber.parse("+491701234567").orElseThrow();
  private static final FailureLog NO_LOG = (what, facts) -> {};

  /** The handler of a function, for one process of it. */
  RequestStreamHandler handler(FunctionProcess process) {
    return switch (process.part()) {
      case INTAKE -> intake(process);
      case LOOK -> look(process);
      case BACKUP -> backup(process);
      case ACT -> act(process);
      case TELL -> tell(process);
    };
  }

  RequestStreamHandler intake(FunctionProcess process) {
    World world = process.world();
    return new IntakeHandler(
        new Intake(
            world.plan(),
            Deliveries.ACCOUNT,
            incidents(process),
            controls(process),
            failing(process),
            executions(process),
            agent -> process.run(Point.ASK_CANARY, () -> world.deliveries().askCanary(agent)),
            alarms(process),
            process,
            world.chance().generator()),
        pulse(process),
        process,
        line -> {});
  }

  RequestStreamHandler look(FunctionProcess process) {
    Plan plan = process.world().plan();
    AgentProbes probes = probes(process);
    AgentVersions versions = versions(process);
    IncidentStore incidents = incidents(process);
    ControlStore controls = controls(process);
    Supplier<SideBySide> sideBySide = () -> new SideBySide(process.sideBySide());
    return new LookHandler(
        plan,
        new Looking(
            plan,
            incidents,
            controls,
            versions,
            new Gathering(probes, versions, process, sideBySide),
            process),
        new CanaryRun(
            probes,
            versions,
            memory(process),
            canaryAlarm(process),
            (agent, failed, at) ->
                process.run(
                    Point.COUNT_CANARY,
                    () -> process.world().alarms().countCanary(agent.name(), failed)),
            plan.windows(),
            process),
        new Healing(incidents, versions, memory(process), probes, plan.windows(), process),
        controls,
        pulse(process),
        process,
        Duration.ZERO,
        sideBySide);
  }

  RequestStreamHandler backup(FunctionProcess process) {
    return new BackupHandler(
        new BackingUp(
            process.world().plan(),
            incidents(process),
            controls(process),
            backups(process),
            process));
  }

  RequestStreamHandler act(FunctionProcess process) {
    return new ActHandler(
        new Responding(
            process.world().plan(),
            incidents(process),
            controls(process),
            budget(process),
            versions(process),
            deployments(process),
            process));
  }

  RequestStreamHandler tell(FunctionProcess process) {
    Plan plan = process.world().plan();
    IncidentStore incidents = incidents(process);
    Reports reports = reports(process);
    Fallback topic = fallback(process);
    Teller teller =
        new Teller(
            plan,
            incidents,
            mailer(process),
            texter(process),
            phones(process),
            topic,
            reports::placeOf,
            NO_LOG,
            process,
            Runnable::run);
    Documenting documenting =
        new Documenting(plan, incidents, reports, process.world()::form, process);
    return new TellHandler(
        incidents,
        teller,
        documenting,
        new Auditor(plan, incidents, teller, documenting, reports, topic, process),
        pulse(process),
        NO_LOG,
        process);
  }

  IncidentStore incidents(FunctionProcess process) {
    return new CalledStore(process);
  }

  ControlStore controls(FunctionProcess process) {
    return new CalledControls(process);
  }

  AgentVersions versions(FunctionProcess process) {
    return new CalledVersions(process);
  }

  AgentProbes probes(FunctionProcess process) {
    return new CalledProbes(process);
  }

  Deployments deployments(FunctionProcess process) {
    return new CalledDeployments(process);
  }

  CanaryMemory memory(FunctionProcess process) {
    return new CalledCanaryMemory(process);
  }

  AccountBudget budget(FunctionProcess process) {
    return (key, now, since, most) ->
        process.call(Point.TAKE_BUDGET, () -> process.world().budget().take(key, now, since, most));
  }

  FailingAgents failing(FunctionProcess process) {
    return (agent, at, within) ->
        process.call(
            Point.NOTE_FAILING_AGENT, () -> process.world().failing().note(agent, at, within));
  }

  Executions executions(FunctionProcess process) {
    return new CalledExecutions(process);
  }

  CanaryRun.Alarm canaryAlarm(FunctionProcess process) {
    return (agent, at, detail) ->
        process.run(
            Point.TELL_INTAKE,
            () -> process.world().deliveries().canaryFailed(agent.name(), at, detail));
  }

  Alarms alarms(FunctionProcess process) {
    return new CalledAlarms(process);
  }

  Backups backups(FunctionProcess process) {
    return (agent, incident) ->
        process.call(Point.STORE_BACKUP, () -> "s3://records/backups/" + incident + ".json");
  }

  Mailer mailer(FunctionProcess process) {
    return mail -> sent(process, Point.SEND_MAIL, "EMAIL");
  }

  Texter texter(FunctionProcess process) {
    return (to, text) -> sent(process, Point.SEND_SMS, "SMS");
  }

  Fallback fallback(FunctionProcess process) {
    return (subject, text) -> sent(process, Point.PUBLISH, "TOPIC");
  }

  private static Receipt sent(FunctionProcess process, Point point, String via) {
    return process.answer(
        point, () -> process.world().people().receive(process, via), Receipt.Refused::new);
  }

  Pulse pulse(FunctionProcess process) {
    return new Pulse(
        new Heartbeat() {
          @Override
          public void beat(Of of, Instant at) {
            process.run(Point.BEAT, () -> process.world().coverage().beat(of.word()));
          }

          @Override
          public List<String> listGaps() {
            return List.of();
          }
        },
        NO_LOG);
  }

  Phones phones(FunctionProcess process) {
    return parameter ->
        process.answer(
            Point.READ_PHONE, () -> new Phones.Lookup.Found(NUMBER), Phones.Lookup.Missing::new);
  }

  Reports reports(FunctionProcess process) {
    return new Reports() {
      @Override
      public Filing file(String incident, Form form, String content) {
        return process.answer(
            Point.FILE_REPORT,
            () -> {
              process.world().coverage().filed(form);
              process.world().oracle().filed(incident, form);
              return new Filing.Filed();
            },
            Filing.Refused::new);
      }

      @Override
      public Map<Form, Instant> listFiled(String incident) {
        return process.call(Point.LIST_REPORTS, () -> process.world().oracle().listFiled(incident));
      }

      @Override
      public String placeOf(String incident) {
        return "s3://records/reports/" + incident + "/";
      }
    };
  }
}
