package com.vitracka.responder.local.simulation;

import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows the world's truth, and judges by it what the responder does. */
final class Oracle {
  private final World world;
  private final List<Invariant> invariants = Invariants.all();
  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Map<Reports.Form, Instant>> reports = new HashMap<>();
  private long seed;

  Oracle(World world) {
    this.world = world;
  }

  void judges(long seed) {
    this.seed = seed;
  }

  List<Violation> violations() {
    return violations;
  }

  void broken(Invariant invariant, String words) {
    Violation violation = new Violation(seed, invariant.name(), world.instant(), words);
    world.log(() -> "VIOLATION " + violation);
    violations.add(violation);
  }

  void opened(Incident.Open incident) {
    for (Invariant invariant : invariants) {
      invariant.opened(world, incident);
    }
  }

  void saved(Optional<FunctionProcess> by, Incident before, Incident after) {
    world.log(() -> "  saved " + IncidentWords.of(after));
    if (after.getClass() != before.getClass()) {
      world
          .coverage()
          .became(after, by.map(process -> "by " + process.part()).orElse("by a person"));
    }
    if (after.file().assessments().size() > before.file().assessments().size()) {
      after.file().findAssessment().map(Assessment::rule).ifPresent(world.coverage()::judged);
    }
    for (Invariant invariant : invariants) {
      invariant.saved(world, by, before, after);
    }
  }

  void requested(Mutation mutation) {
    for (Invariant invariant : invariants) {
      invariant.requested(world, mutation);
    }
  }

  void changed(Mutation mutation, String result) {
    for (Invariant invariant : invariants) {
      invariant.changed(world, mutation, result);
    }
  }

  void sent(FunctionProcess by, Sent sent) {
    for (Invariant invariant : invariants) {
      invariant.sent(world, by, sent);
    }
  }

  void answered(Invocation invocation) {
    for (Invariant invariant : invariants) {
      invariant.answered(world, invocation);
    }
  }

  void threw(Invocation invocation, RuntimeException thrown) {
    for (Invariant invariant : invariants) {
      invariant.threw(world, invocation, thrown);
    }
  }

  void turned(LiveAgent agent, boolean usable) {
    for (Invariant invariant : invariants) {
      invariant.turned(world, agent, usable);
    }
  }

  void deployedByTeam(LiveAgent agent, Version version) {
    for (Invariant invariant : invariants) {
      invariant.deployedByTeam(world, agent, version);
    }
  }

  void quarantined(String reason, String raw) {
    for (Invariant invariant : invariants) {
      invariant.quarantined(world, reason, raw);
    }
  }

  void filed(String incident, Reports.Form form) {
    reports
        .computeIfAbsent(incident, _ -> new EnumMap<>(Reports.Form.class))
        .put(form, world.instant());
  }

  Map<Reports.Form, Instant> listFiled(String incident) {
    return reports.getOrDefault(incident, Map.of());
  }

  void ended() {
    for (Invariant invariant : invariants) {
      invariant.ended(world);
    }
  }
}
