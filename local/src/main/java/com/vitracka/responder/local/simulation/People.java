package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.notify.Bulletin;
import com.vitracka.responder.notify.Receipt;
import com.vitracka.responder.respond.Answering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Those who are told, and what they do: approve, refuse, mend, or sleep. */
final class People {
  /** What a person does with a proposal. */
  enum Habit {
    APPROVES,
    REJECTS,
    SLEEPS
  }

  private final World world;
  private final Chance chance;
  private final List<Sent> inbox = new ArrayList<>();
  private final Map<String, List<Sent>> ofIncident = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> approved = new HashSet<>();
  private final Set<String> rejected = new HashSet<>();
  private final Set<String> closed = new HashSet<>();
  private boolean awake;
  private boolean over;

  People(World world, Chance chance, boolean awake) {
    this.world = world;
    this.chance = chance;
    this.awake = awake;
  }

  /** From now on everybody answers and mends. */
  void wakeUp() {
    awake = true;
    over = true;
  }

  // What reaches them.

  Receipt receive(FunctionProcess by, String via) {
    String kind = by.findClaimed().map(Message::kind).orElse("unclaimed");
    String key = by.findClaimed().map(Message::key).orElse("");
    Sent sent = new Sent(world.now(), by.tellsOf(), kind, key, via);
    inbox.add(sent);
    ofIncident.computeIfAbsent(sent.incident(), _ -> new ArrayList<>()).add(sent);
    world.coverage().sent(kind, via);
    world.oracle().sent(by, sent);
    read(sent);
    return new Receipt.Accepted("id-" + inbox.size());
  }

  /** The rule on executions that end badly publishes to the topic by itself. */
  void ruleTells(Machines.Execution execution) {
    world
        .agenda()
        .after(
            2000,
            () -> {
              world.coverage().sent("rule", "TOPIC");
              told.add(execution.incident());
              ofIncident
                  .computeIfAbsent(execution.incident(), _ -> new ArrayList<>())
                  .add(new Sent(world.now(), execution.incident(), "rule", "", "TOPIC"));
              called(execution.incident());
            });
  }

  private void read(Sent sent) {
    if (sent.kind().equals("escalation") || (sent.kind().equals("update") && chance.oneIn(8))) {
      called(sent.incident());
    }
  }

  List<Sent> sentOf(String incident) {
    return ofIncident.getOrDefault(incident, List.of());
  }

  boolean ruleTold(String incident) {
    return told.contains(incident);
  }

  // What they do.

  /** Somebody is asked to come: mends the agent after a while, and in the end again and again. */
  private void called(String incident) {
    if (!asked.add("mend/" + incident) && !over) {
      return;
    }
    long after = awake ? chance.minutes(1, 8) : chance.oneIn(2) ? chance.minutes(5, 20) : -1;
    if (after >= 0) {
      world.agenda().after(after, () -> mend(incident));
    }
  }

  private void mend(String incident) {
    world
        .store()
        .find(incident)
        .ifPresent(
            found -> {
              if (found instanceof Incident.Resolved) {
                return;
              }
              world.coverage().did("mend");
              if (found.file().subject() instanceof Subject.OneAgent(String agent)) {
                world.agent(agent).mend();
              } else {
                world.agents().forEach(LiveAgent::mend);
              }
              if (found.file().subject() instanceof Subject.WholeAccount || chance.oneIn(6)) {
                world.agenda().after(chance.minutes(1, 4), () -> close(incident));
              }
            });
  }

  /** {@code responder incidents close}. */
  void close(String incident) {
    try {
      if (world.store().find(incident).orElse(null) instanceof Incident.Escalated escalated) {
        closed.add(incident);
        world.coverage().did("close");
        world.store().save(escalated.resolve(world.instant(), "closed by jane: mended by hand"));
        world.log(() -> "jane closes " + incident);
      }
    } catch (StaleIncidentException e) {
      // The command says so, and the person looks again.
      world.agenda().after(30_000, () -> close(incident));
    }
  }

  boolean hasClosed(String incident) {
    return closed.contains(incident);
  }

  /** An incident was written: somebody may be asked to agree. */
  void see(Incident incident) {
    if (incident instanceof Incident.Open
        && incident.file().findProposal().filter(Proposal::isWaiting).isPresent()) {
      see(incident.id(), incident.file().findProposal().get());
    }
  }

  private void see(String incident, Proposal proposal) {
    if (asked.add(proposal.hash())) {
      Habit habit = awake || over ? Habit.APPROVES : chance.pick(Habit.values());
      if (!over && chance.oneIn(3)) {
        habit = chance.pick(Habit.values());
      }
      world.coverage().did("proposal " + habit);
      long after = chance.oneIn(4) ? chance.minutes(5, 30) : chance.seconds(5, 240);
      switch (habit) {
        case APPROVES -> {
          world.agenda().after(after, () -> answer(incident, proposal.hash(), true));
          if (chance.oneIn(5)) {
            // Two people, or one who taps twice.
            world.agenda().after(after + 10, () -> answer(incident, proposal.hash(), true));
          }
        }
        case REJECTS -> world.agenda().after(after, () -> answer(incident, proposal.hash(), false));
        case SLEEPS -> {}
      }
    }
  }

  /** {@code responder approve|reject|stop}, by the same code as the commands. */
  private void answer(String incident, String hash, boolean yes) {
    Answering answering = new Answering(world.store(), world.agenda()::instant);
    // Before the write, which the oracle sees.
    boolean first = (yes ? approved : rejected).add(hash);
    Answering.Answer answer =
        yes
            ? answering.approve(incident, hash, "jane")
            : chance.oneIn(3)
                ? answering.stop(incident, "jane", "")
                : answering.reject(incident, hash, "jane", "");
    switch (answer) {
      case Answering.Answer.Taken taken -> world.coverage().did(yes ? "approve" : "reject or stop");
      case Answering.Answer.Refused(Answering.Why why, String words) -> {
        if (first) {
          (yes ? approved : rejected).remove(hash);
        }
        world.coverage().did("answer refused: " + why);
      }
    }
    world.log(() -> "jane answers " + yes + " to " + hash + " of " + incident + ": " + answer);
  }

  boolean hasApproved(String hash) {
    return approved.contains(hash);
  }

  boolean hasRejected(String hash) {
    return rejected.contains(hash);
  }

  /** When somebody first heard of the proposal; of which a message was may be on no record. */
  OptionalLong toldAt(String incident, String hash) {
    String key = new Bulletin.Proposed(hash).key() + "/";
    return sentOf(incident).stream()
        .filter(sent -> sent.key().isEmpty() || sent.key().startsWith(key))
        .mapToLong(Sent::at)
        .findFirst();
  }
}
