package com.vitracka.responder.incident;

import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Mode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How people have limited the responder at run time, as it counts for one agent (design decision
 * 12).
 *
 * @param brakeForAll no agent is changed
 * @param brake this agent is not changed
 * @param hold people work on this agent: its signals are recorded and acted on by nobody
 * @param retired this agent is being taken out of service, on purpose
 * @param modes by scenario number, in place of the plan's
 */
public record Controls(
    Optional<Setting> brakeForAll,
    Optional<Setting> brake,
    Optional<Setting> hold,
    Optional<Setting> retired,
    Map<Integer, Mode> modes) {
  /** Nobody has set anything: the plan alone counts. */
  public static final Controls NONE =
      new Controls(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  public Controls {
    modes = Map.copyOf(modes);
  }

  /** The brake counts as on when nobody can say whether it is. */
  static Controls unreadable(Instant now, String why) {
    return NONE.withBrakeForAll(
        Optional.of(
            new Setting(
                "the responder itself", now, "it could not be read: " + why, Optional.empty())));
  }

  /** Why the agent may not be changed now; empty when it may. */
  public Optional<String> findProhibition(Instant now) {
    return Stream.of(
            words(brakeForAll, "the brake for all agents is on", now),
            words(brake, "the brake for this agent is on", now),
            words(hold, "the agent is on hold", now),
            words(retired, "the agent is retired", now))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Why signals of the agent are only recorded; empty when they are acted on. */
  public Optional<String> findSilence(Instant now) {
    return words(retired, "the agent is retired", now)
        .or(() -> words(hold, "the agent is on hold", now));
  }

  public Mode modeFor(Agent agent, int scenario) {
    return Optional.ofNullable(modes.get(scenario)).orElseGet(() -> agent.modeFor(scenario));
  }

  public Controls withBrakeForAll(Optional<Setting> setting) {
    return new Controls(setting, brake, hold, retired, modes);
  }

  public Controls withBrake(Optional<Setting> setting) {
    return new Controls(brakeForAll, setting, hold, retired, modes);
  }

  public Controls withHold(Optional<Setting> setting) {
    return new Controls(brakeForAll, brake, setting, retired, modes);
  }

  public Controls withRetired(Optional<Setting> setting) {
    return new Controls(brakeForAll, brake, hold, setting, modes);
  }

  /** With this mode for the scenario; empty for the plan's own. */
  public Controls withMode(int scenario, Optional<Mode> mode) {
    Map<Integer, Mode> next = new HashMap<>(modes);
    mode.ifPresentOrElse(value -> next.put(scenario, value), () -> next.remove(scenario));
    return new Controls(brakeForAll, brake, hold, retired, next);
  }

  private static Optional<String> words(Optional<Setting> setting, String what, Instant now) {
    return setting.filter(one -> one.holds(now)).map(one -> what + " " + one.words());
  }
}
