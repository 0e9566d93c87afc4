package com.vitracka.responder.plan;

import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.YamlValue.Entry;
import com.vitracka.responder.plan.YamlValue.Mapping;
import com.vitracka.responder.plan.YamlValue.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plan where people write it, before anything is deployed. A mistake is a {@link
 * PlanException} that names file, line, key, reason and remedy. Not for functions: they read {@link
 * PlanDocument#deployed()} and carry no YAML or schema library.
 */
public final class PlanReader {
  private PlanReader() {}

  /** The plan of that file alone. */
  public static Plan read(Path plan) {
    return read(plan, List.of()).plan();
  }

  /**
   * The plan with the overlays laid over it in their order. An overlay gives other values to keys
   * that the plan has; it adds none.
   */
  public static MergedPlan read(Path plan, List<Path> overlays) {
    PlanSchema schema = new PlanSchema();
    Mapping merged = PlanYaml.read(plan);
    // The plan is checked by itself first: an overlay must not hide a mistake in it.
    schema.check(merged);
    for (Path overlay : overlays) {
      merged = merge(merged, PlanYaml.read(overlay), List.of());
      schema.check(merged);
    }
    checkNames(merged);
    JsonObject document = JsonObject.of(merged.plain());
    try {
      return new MergedPlan(PlanDocument.read(document), document);
    } catch (PlanException e) {
      throw located(e, merged);
    }
  }

  private static Mapping merge(Mapping plan, Mapping overlay, List<String> path) {
    Map<String, Entry> merged = new LinkedHashMap<>(plan.entries());
    overlay
        .entries()
        .forEach(
            (key, entry) -> {
              Entry former = merged.get(key);
              List<String> keyPath = append(path, key);
              if (former == null) {
                throw new PlanException(
                    entry.place()
                        + ": "
                        + Shown.of(String.join(".", keyPath))
                        + ": the plan has no such key, and an overlay only changes what is there;"
                        + " there are "
                        + String.join(", ", plan.entries().keySet()));
              }
              merged.put(
                  key,
                  former.value() instanceof Mapping below && entry.value() instanceof Mapping above
                      ? new Entry(former.place(), merge(below, above, keyPath))
                      : entry);
            });
    return new Mapping(plan.place(), merged);
  }

  private static List<String> append(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return longer;
  }

  /** No two agents may be called alike: name, display name and aliases are all names. */
  private static void checkNames(Mapping plan) {
    if (!(PlanSchema.find(plan, List.of("agents")).value() instanceof Mapping agents)) {
      return;
    }
    Map<String, String> owners = new LinkedHashMap<>();
    agents
        .entries()
        .forEach(
            (name, agent) -> {
              for (Named called : names(name, agent)) {
                String owner = owners.putIfAbsent(called.name().toLowerCase(Locale.ROOT), name);
                if (owner != null && !owner.equals(name)) {
                  throw new PlanException(
                      called.place()
                          + ": agents."
                          + name
                          + ": the name '"
                          + Shown.of(called.name())
                          + "' already belongs to agents."
                          + owner
                          + "; give each agent names of its own");
                }
              }
            });
  }

  private static List<Named> names(String name, Entry agent) {
    List<Named> names = new ArrayList<>(List.of(new Named(name, agent.place())));
    if (agent.value() instanceof Mapping members) {
      named(members.entries().get("displayName"), names);
      named(members.entries().get("aliases"), names);
    }
    return names;
  }

  private static void named(@Nullable Entry entry, List<Named> names) {
    if (entry == null) {
      return;
    }
    if (entry.value() instanceof Sequence sequence) {
      sequence.items().forEach(item -> names.add(new Named("" + item.plain(), item.place())));
    } else {
      names.add(new Named("" + entry.value().plain(), entry.place()));
    }
  }

  /** The same fault with the line of the key that its message begins with. */
  private static PlanException located(PlanException fault, Mapping plan) {
    String message = String.valueOf(fault.getMessage());
    String key = message.split("[ :]", 2)[0];
    return new PlanException(
        PlanSchema.find(plan, List.of(key.split("\\.", -1))).place() + ": " + message, fault);
  }

  private record Named(String name, YamlValue.Place place) {}
}
