package com.vitracka.responder.local.simulation;

import com.vitracka.responder.assess.Answer;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The responder says RESOLVED only after the agent was seen to answer right, with its own eyes, on
 * new sessions, for the stability window, since the last change.
 */
final class ResolvedAfterRightAnswers extends Invariant {
  /** Evidence is dated when it begins to be gathered; an answer in it may come that much later. */
  private static final Duration TOLERANCE = Duration.ofSeconds(20);

  private static final Duration TOLERANCE_IF_LATE = Duration.ofSeconds(60);

  ResolvedAfterRightAnswers() {
    super("no RESOLVED without right answers seen");
  }

  @Override
  void saved(World world, Optional<FunctionProcess> by, Incident before, Incident after) {
    if (by.isEmpty()
        || !(after instanceof Incident.Resolved resolved)
        || before instanceof Incident.Resolved
        || resolved.isSuperseded()) {
      return;
    }
    if (!(after.file().subject() instanceof Subject.OneAgent(String name))) {
      broken(world, "the account's incident " + after.id() + " was resolved by no person");
      return;
    }
    if (by.get().part() != Part.LOOK || !by.get().sawRightAnswer()) {
      broken(world, by.get().part() + " resolved " + after.id() + " and has seen no right answer");
      return;
    }
    String asker = before instanceof Incident.Open ? after.id() : "";
    List<Served.Asked> asked = world.agent(name).asked();
    Optional<Served.Asked> last =
        asked.reversed().stream().filter(one -> one.incident().equals(asker)).findFirst();
    // Of an escalated one the canary of another process may have asked in the same moment.
    if (!asker.isEmpty() && last.filter(one -> isRight(one.answer())).isEmpty()) {
      broken(world, after.id() + " was resolved, and a new session answers: " + last);
      return;
    }
    Duration window =
        world
            .plan()
            .windows()
            .stability()
            .minus(
                world.hostility().level() == Hostility.Level.QUIET ? TOLERANCE : TOLERANCE_IF_LATE);
    long begin = world.now() - window.toMillis();
    boolean longEnough =
        asked.stream()
            .filter(one -> asker.isEmpty() || one.incident().equals(asker))
            .filter(one -> isRight(one.answer()))
            .anyMatch(one -> one.at() <= begin);
    if (world.hostility().level() == Hostility.Level.QUIET && !world.hostility().clocksJump()) {
      // Where no process dies, it has heard every answer: none of the window may be wrong.
      Optional<Served.Asked> wrong =
          asked.stream()
              .filter(one -> one.incident().equals(asker))
              .filter(one -> !isRight(one.answer()) && one.at() > begin)
              .findFirst();
      if (wrong.isPresent()) {
        broken(world, after.id() + " was resolved, and in its window was " + wrong.get());
        return;
      }
    }
    if (!longEnough && !world.hostility().clocksJump()) {
      broken(world, after.id() + " was resolved before the stability window was over");
    }
  }

  private static boolean isRight(Answer answer) {
    return answer == Answer.RIGHT || answer == Answer.SLOW;
  }
}
