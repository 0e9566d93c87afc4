package com.vitracka.responder.local.simulation;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.assess.AgentProbes;
import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.detect.Executions;
import com.vitracka.responder.incident.AccountBudget;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.notify.Bulletin;
import com.vitracka.responder.notify.Mailer;
import com.vitracka.responder.notify.Receipt;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Channel;
import com.vitracka.responder.respond.Deployments;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Mistakes that a responder could have: each a few lines between its functions and their ports. */
final class PlantedBugs {
  private PlantedBugs() {}

  /**
   * A mistake.
   *
   * @param found the invariants of which one has to be broken by it
   */
  record Bug(String name, Supplier<Wiring> wiring, Set<String> found) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Bug> all() {
    return List.of(
        new Bug(
            "the ledger is written after the act",
            LedgerAfterAct::new,
            Set.of("the ledger is written before the act")),
        new Bug(
            "the brake is read once at the start",
            BrakeReadOnce::new,
            Set.of(
                "no change while braked, on hold or retired", "no change that was not approved")),
        new Bug(
            "an unreadable brake counts as off",
            UnreadableBrakeIsOff::new,
            Set.of("no change while braked, on hold or retired")),
        new Bug(
            "verification is skipped",
            VerificationSkipped::new,
            Set.of("no RESOLVED without right answers seen")),
        new Bug("the token changes at a retry", TokenChanges::new, Set.of("one effect per key")),
        new Bug(
            "an old session is used for the check",
            OldSession::new,
            Set.of("no RESOLVED without right answers seen")),
        new Bug(
            "the budget is counted per attempt",
            BudgetPerAttempt::new,
            Set.of("the budget counts a step once")),
        new Bug(
            "the fencing token is not read again",
            FenceIgnored::new,
            Set.of(
                "only the attempt that holds the fence acts",
                "the ledger is written before the act")),
        new Bug(
            "an OK closes an incident",
            OkCloses::new,
            Set.of("no RESOLVED without right answers seen")),
        new Bug(
            "our own deployment is counted as the team's",
            OwnIsTheTeams::new,
            Set.of("our own deployment is not counted as the team's")),
        new Bug(
            "a message's receipt is written before the send",
            ReceiptBeforeSend::new,
            Set.of("what is recorded as sent was sent", "nobody is left untold")),
        new Bug(
            "a refused mail is taken for a sent one",
            RefusedIsSent::new,
            Set.of("what is recorded as sent was sent", "nobody is left untold")),
        new Bug(
            "a refused canary counts as a crash",
            RefusedIsBroken::new,
            Set.of("no change where it cannot help, none to a healthy agent")),
        new Bug(
            "a probe that fails counts as healthy",
            UnknownIsHealthy::new,
            Set.of("no RESOLVED without right answers seen")),
        new Bug(
            "an execution is named anew at each start",
            NamedAnew::new,
            Set.of("one effect per key")),
        new Bug(
            "a proposal counts as approved",
            ApprovedByNobody::new,
            Set.of("no change that was not approved")),
        new Bug(
            "the silence of the untold is consent",
            UntoldAgree::new,
            Set.of("no change that was not approved")));
  }

  private static final class UntoldAgree extends Wiring {
    @Override
    IncidentStore incidents(FunctionProcess process) {
      return process.part() == Part.LOOK
          ? new ForwardedStore(super.incidents(process)) {
            @Override
            public List<Message> listMessages(String incident) {
              return find(incident).stream()
                  .flatMap(one -> one.file().findProposal().stream())
                  .map(
                      proposal ->
                          new Message(
                              new Bulletin.Proposed(proposal.hash()).key("jane", Channel.EMAIL),
                              "proposal",
                              "jane",
                              Channel.EMAIL.name(),
                              Message.State.SENT,
                              proposal.at(),
                              ""))
                  .toList();
            }
          }
          : super.incidents(process);
    }
  }

  private static final class LedgerAfterAct extends Wiring {
    @Override
    IncidentStore incidents(FunctionProcess process) {
      return new ForwardedStore(super.incidents(process)) {
        private Optional<Incident> kept = Optional.empty();

        @Override
        public Optional<Incident> find(String id) {
          return kept.filter(one -> one.id().equals(id)).or(() -> super.find(id));
        }

        @Override
        @SuppressWarnings("unchecked") // withFile keeps the state's type
        public <T extends Incident> T save(T incident) {
          if (incident.file().findLastStep().map(StepRecord::state).orElse(null)
              instanceof StepState.Started) {
            T later =
                (T) incident.withFile(incident.file().withRevision(incident.file().revision() + 1));
            kept = Optional.of(later);
            return later;
          }
          T now = incident;
          if (kept.isPresent()) {
            kept = Optional.empty();
            now =
                (T) incident.withFile(incident.file().withRevision(incident.file().revision() - 1));
          }
          return super.save(now);
        }
      };
    }
  }

  private static final class BrakeReadOnce extends Wiring {
    @Override
    ControlStore controls(FunctionProcess process) {
      Map<String, Controls> read = new HashMap<>();
      return new ForwardedControls(super.controls(process)) {
        @Override
        public Controls read(String agent) {
          return read.computeIfAbsent(agent, this::readTruly);
        }
      };
    }
  }

  private static final class UnreadableBrakeIsOff extends Wiring {
    @Override
    ControlStore controls(FunctionProcess process) {
      return new ForwardedControls(super.controls(process)) {
        @Override
        public Controls read(String agent) {
          try {
            return readTruly(agent);
          } catch (ServiceFailure e) {
            return Controls.NONE;
          }
        }
      };
    }
  }

  private static final class VerificationSkipped extends BeforeVerification {
    @Override
    void before(FunctionProcess process, IncidentStore incidents, Incident.Open open) {
      if (open.file().findLastStep().map(StepRecord::state).orElse(null)
          instanceof StepState.Done) {
        incidents.save(open.resolve(process.instant(), "Redeployed"));
      }
    }
  }

  /** Does something to an open incident before it is verified. */
  private abstract static class BeforeVerification extends Wiring {
    abstract void before(FunctionProcess process, IncidentStore incidents, Incident.Open open);

    @Override
    RequestStreamHandler look(FunctionProcess process) {
      RequestStreamHandler right = super.look(process);
      IncidentStore incidents = super.incidents(process);
      return (input, output, context) -> {
        byte[] call = input.readAllBytes();
        if (new String(call, StandardCharsets.UTF_8).contains("verify")
            && incidents.get(Json.object(call).text("incident")) instanceof Incident.Open open) {
          before(process, incidents, open);
        }
        right.handleRequest(new ByteArrayInputStream(call), output, context);
      };
    }
  }

  private static final class TokenChanges extends Wiring {
    @Override
    Deployments deployments(FunctionProcess process) {
      return new ForwardedDeployments(super.deployments(process)) {
        @Override
        String token(String token) {
          return token + process.beganAt();
        }
      };
    }
  }

  private static final class OldSession extends Wiring {
    @Override
    AgentProbes probes(FunctionProcess process) {
      Map<String, CanaryResult> ofSession = new HashMap<>();
      return new ForwardedProbes(super.probes(process)) {
        @Override
        public CanaryResult invoke(Agent agent) {
          CanaryResult old = ofSession.get(agent.name());
          CanaryResult result = old == null ? super.invoke(agent) : old;
          if (result.right()) {
            ofSession.put(agent.name(), result);
          }
          return result;
        }
      };
    }
  }

  private static final class BudgetPerAttempt extends Wiring {
    @Override
    AccountBudget budget(FunctionProcess process) {
      AccountBudget right = super.budget(process);
      return (key, now, since, most) -> right.take(key + process.beganAt(), now, since, most);
    }
  }

  private static final class FenceIgnored extends Wiring {
    @Override
    Deployments deployments(FunctionProcess process) {
      return new ForwardedDeployments(super.deployments(process)) {
        @Override
        Runnable guard(Runnable guard) {
          return () -> {
            try {
              guard.run();
            } catch (RuntimeException e) {
              if (!e.getClass().getSimpleName().equals("FenceLostException")) {
                throw e;
              }
            }
          };
        }
      };
    }
  }

  private static final class OkCloses extends Wiring {
    @Override
    RequestStreamHandler intake(FunctionProcess process) {
      RequestStreamHandler right = super.intake(process);
      IncidentStore incidents = super.incidents(process);
      return (input, output, context) -> {
        byte[] call = input.readAllBytes();
        String event = new String(call, StandardCharsets.UTF_8);
        if (event.contains("\"value\":\"OK\"")) {
          for (Agent agent : process.world().plan().agents()) {
            if (event.contains(":alarm:responder-" + agent.name() + "-")) {
              incidents
                  .notes(new Subject.OneAgent(agent.name()))
                  .openIncident()
                  .flatMap(incidents::find)
                  .filter(Incident.Open.class::isInstance)
                  .map(Incident.Open.class::cast)
                  .ifPresent(open -> close(incidents, open, process.instant()));
            }
          }
        }
        right.handleRequest(new ByteArrayInputStream(call), output, context);
      };
    }

    private static void close(IncidentStore incidents, Incident.Open open, Instant now) {
      try {
        incidents.save(open.resolve(now, "the alarm is OK"));
      } catch (StaleIncidentException e) {
        // The next OK closes it.
        return;
      }
    }
  }

  private static final class OwnIsTheTeams extends Wiring {
    @Override
    AgentVersions versions(FunctionProcess process) {
      AgentVersions right = super.versions(process);
      InvocationHandler changed =
          (proxy, method, arguments) -> {
            if (method.getName().equals("record") && arguments[4].equals(VersionNotes.RESPONDER)) {
              arguments[4] = "somebody";
            }
            try {
              return method.invoke(right, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause() == null ? e : e.getCause();
            }
          };
      return (AgentVersions)
          Proxy.newProxyInstance(
              PlantedBugs.class.getClassLoader(), new Class<?>[] {AgentVersions.class}, changed);
    }
  }

  private static final class ReceiptBeforeSend extends Wiring {
    @Override
    IncidentStore incidents(FunctionProcess process) {
      return new ForwardedStore(super.incidents(process)) {
        @Override
        public boolean claimMessage(String incident, Message sending, Instant abandonedBefore) {
          boolean ours = super.claimMessage(incident, sending, abandonedBefore);
          if (ours) {
            super.recordMessage(
                incident,
                new Message(
                    sending.key(),
                    sending.kind(),
                    sending.to(),
                    sending.via(),
                    Message.State.SENT,
                    sending.at(),
                    ""));
          }
          return ours;
        }
      };
    }
  }

  private static final class RefusedIsSent extends Wiring {
    @Override
    Mailer mailer(FunctionProcess process) {
      Mailer right = super.mailer(process);
      return mail ->
          right.send(mail) instanceof Receipt.Accepted accepted
              ? accepted
              : new Receipt.Accepted("?");
    }
  }

  private static final class RefusedIsBroken extends Wiring {
    @Override
    AgentProbes probes(FunctionProcess process) {
      return new ForwardedProbes(super.probes(process)) {
        @Override
        public CanaryResult invoke(Agent agent) {
          CanaryResult result = super.invoke(agent);
          return result.answer() == Answer.REFUSED
              ? new CanaryResult(Answer.CRASHED, result.latency(), result.detail())
              : result;
        }
      };
    }
  }

  private static final class UnknownIsHealthy extends Wiring {
    @Override
    AgentProbes probes(FunctionProcess process) {
      return new ForwardedProbes(super.probes(process)) {
        @Override
        public CanaryResult invoke(Agent agent) {
          try {
            return super.invoke(agent);
          } catch (ServiceFailure e) {
            return new CanaryResult(Answer.RIGHT, Duration.ZERO, "");
          }
        }
      };
    }
  }

  private static final class NamedAnew extends Wiring {
    @Override
    Executions executions(FunctionProcess process) {
      Executions right = super.executions(process);
      return new Executions() {
        @Override
        public Start start(Machine machine, String incident, String name) {
          return right.start(machine, incident, name + "-" + process.beganAt());
        }

        @Override
        public State state(Machine machine, String name) {
          return right.state(machine, name);
        }
      };
    }
  }

  private static final class ApprovedByNobody extends BeforeVerification {
    @Override
    void before(FunctionProcess process, IncidentStore incidents, Incident.Open open) {
      open.file()
          .findProposal()
          .filter(Proposal::isWaiting)
          .map(proposal -> open.with(proposal.approvedBy("somebody", process.instant())))
          .ifPresent(incidents::save);
    }
  }
}
