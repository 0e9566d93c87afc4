package com.vitracka.responder.plan;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;

/**
 * A plan file with its overlays laid over it.
 *
 * @param plan the plan as types
 * @param document the same as it was written, for {@link PlanDocument#RESOURCE}
 */
public record MergedPlan(Plan plan, JsonObject document) {
  /** The document that is deployed with the functions. */
  public String json() {
    return Json.pretty(document.values());
  }
}
