package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Incident;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody is told of each incident, of each that is handed over, and of each end. */
final class NobodyLeftUntold extends Invariant {
  /** Longer than any outage of all channels in these histories. */
  private static final long MOST_SILENCE = 20 * 60_000;

  private final Map<String, Long> escalatedAt = new HashMap<>();
  private final Map<String, Long> resolvedAt = new HashMap<>();

  NobodyLeftUntold() {
    super("nobody is left untold");
  }

  @Override
  void saved(World world, Optional<FunctionProcess> by, Incident before, Incident after) {
    if (after instanceof Incident.Escalated && !(before instanceof Incident.Escalated)) {
      escalatedAt.put(after.id(), world.now());
    }
    if (after instanceof Incident.Resolved && !(before instanceof Incident.Resolved)) {
      resolvedAt.put(after.id(), world.now());
    }
  }

  @Override
  void ended(World world) {
    for (String id : world.store().ids()) {
      List<Sent> sent = world.people().sentOf(id);
      if (sent.isEmpty()) {
        broken(world, "nobody was told anything of " + id);
        continue;
      }
      Long escalated = escalatedAt.get(id);
      Long resolved = resolvedAt.get(id);
      if (escalated != null
          && (resolved == null ? world.now() : resolved) - escalated > MOST_SILENCE
          && sent.stream()
              .noneMatch(
                  one ->
                      (one.kind().equals("escalation") || one.kind().equals("rule"))
                          && one.at() <= escalated + MOST_SILENCE)) {
        broken(world, "nobody was told that " + id + " is handed to people");
      }
      if (resolved != null
          && sent.stream().noneMatch(one -> one.kind().equals("resolution"))
          && !world.people().ruleTold(id)) {
        broken(world, "nobody was told that " + id + " is resolved");
      }
    }
  }
}
