package com.vitracka.responder.respond;

import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.InMemoryAccountBudget;
import com.vitracka.responder.incident.InMemoryAgentVersions;
import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.notify.Bulletin;
import com.vitracka.responder.plan.Channel;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The Recovery machine in memory: loops over moves, with a clock that a wait moves at once. */
final class Driver {
  private static final int MOST_TURNS = 400;

  final TestClock clock;
  final Plan plan;
  final AgentWorld world;
  final IncidentStore incidents;
  final SwitchableControls controls = new SwitchableControls();
  final InMemoryAccountBudget budget = new InMemoryAccountBudget();
  final InMemoryAgentVersions versions = new InMemoryAgentVersions();
  final Looking looking;
  final BackingUp backingUp;
  final Responding responding;
  final List<Move> moves = new ArrayList<>();

  /** What people do while the responder waits, with the incident as it is then. */
  Consumer<String> people = id -> {};

  /** What the teller does at each turn: at once unless a test says otherwise. */
  Consumer<String> teller = this::tellProposal;

  private int opened;

  Driver(TestClock clock, Plan plan, AgentWorld world) {
    this.clock = clock;
    this.plan = plan;
    this.world = world;
    this.incidents = new InMemoryIncidentStore();
    this.looking =
        new Looking(
            plan, incidents, controls, versions, new Gathering(world, versions, clock), clock);
    this.backingUp = new BackingUp(plan, incidents, controls, world, clock);
    this.responding = new Responding(plan, incidents, controls, budget, versions, world, clock);
  }

  /** A signal arrives that opens an incident; gives its id. */
  String alarm(Signal.Trouble trouble) {
    Instant now = clock.instant();
    String id = "incident-" + ++opened;
    IncidentStore.Opening opening =
        incidents.open(
            new Subject.OneAgent("coach_companion"),
            new Signal(
                Signal.Path.SNS, trouble, "responder-coach_companion-errors", now, now, "errors"),
            id,
            now.minus(plan.budgets().recoveriesWithin()));
    if (!(opening instanceof IncidentStore.Opening.Opened)) {
      throw new AssertionError("expected a new incident, was " + opening);
    }
    clock.pass(Duration.ofSeconds(2));
    return id;
  }

  /** Walks the incident to its end. */
  Incident walk(String id) {
    Move move = looking.assess(id);
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      moves.add(move);
      switch (move) {
        case Move.Act(Step step) when step.mutates() -> move = responding.act(id);
        case Move.Act act -> move = backingUp.backUp(id);
        case Move.Wait(Duration duration) -> {
          teller.accept(id);
          people.accept(id);
          clock.pass(duration);
          move = looking.verify(id);
        }
        case Move.Done done -> {
          return incidents.get(id);
        }
        case Move.Escalate escalate -> {
          return incidents.get(id);
        }
      }
    }
    throw new AssertionError("no end after " + MOST_TURNS + " turns: " + moves);
  }

  /** A mail of the waiting proposal leaves, once. */
  void tellProposal(String id) {
    file(id)
        .findProposal()
        .filter(Proposal::isWaiting)
        .map(proposal -> new Bulletin.Proposed(proposal.hash()))
        .filter(bulletin -> bulletin.findSentAt(incidents.listMessages(id)).isEmpty())
        .ifPresent(
            bulletin ->
                incidents.recordMessage(
                    id,
                    new Message(
                        bulletin.key("jane", Channel.EMAIL),
                        bulletin.kind(),
                        "jane",
                        Channel.EMAIL.name(),
                        Message.State.SENT,
                        clock.instant(),
                        "")));
  }

  CaseFile file(String id) {
    return incidents.get(id).file();
  }
}
