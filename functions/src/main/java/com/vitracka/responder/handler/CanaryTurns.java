package com.vitracka.responder.handler;

import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which agents one call of the canary looks at, and when each begins.
 *
 * <p>A plan of many agents is looked at by several calls side by side, each of which takes every
 * n-th agent: all hanging agents of a call together must not outlast the function. Beginnings are
 * spread, since each takes a new session, of which AgentCore admits 25 a second.
 */
public final class CanaryTurns {
  /** One call's: with two invocations of 35 s each they end before the function does. */
  public static final int MOST_OF_ONE_CALL = 25;

  /** Twenty a second, which leaves some to users. */
  public static final Duration APART = Duration.ofMillis(50);

  /** More agents begin closer together; their account needs more new sessions a second. */
  static final Duration MOST_SPREAD = Duration.ofSeconds(10);

  private CanaryTurns() {}

  /** An agent and how long after the call's beginning its canary begins. */
  record Turn(Agent agent, Duration after) {}

  /** How many calls look at so many agents, at least one. */
  public static int calls(int agents) {
    return Math.max(1, Math.ceilDiv(agents, MOST_OF_ONE_CALL));
  }

  /**
   * The turns of one call.
   *
   * @param part counted from 0
   * @param of how many calls there are
   * @param apart between the beginnings of two agents; zero for none
   */
  static List<Turn> of(Plan plan, int part, int of, Duration apart) {
    if (of < 1 || part < 0 || part >= of) {
      throw new IllegalArgumentException("there is no part " + part + " of " + of + " (from 0)");
    }
    List<Agent> agents = plan.agents();
    Duration longest = MOST_SPREAD.dividedBy(Math.max(1, agents.size()));
    Duration gap = apart.compareTo(longest) < 0 ? apart : longest;
    List<Turn> turns = new ArrayList<>();
    for (int i = part; i < agents.size(); i += of) {
      turns.add(new Turn(agents.get(i), gap.multipliedBy(i)));
    }
    return List.copyOf(turns);
  }
}
