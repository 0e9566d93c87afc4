package com.vitracka.responder.incident;

import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Mode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What people have set, as maps of texts: what the table holds. */
public final class ControlDocument {
  private ControlDocument() {}

  /** What is set for one agent, without the brake for all. */
  public static Map<String, Object> of(Controls controls) {
    Map<String, Object> document = new LinkedHashMap<>();
    controls.brake().ifPresent(setting -> document.put("brake", of(setting)));
    controls.hold().ifPresent(setting -> document.put("hold", of(setting)));
    controls.retired().ifPresent(setting -> document.put("retired", of(setting)));
    Map<String, Object> modes = new LinkedHashMap<>();
    controls.modes().forEach((scenario, mode) -> modes.put(scenario.toString(), mode.words()));
    document.put("modes", modes);
    return document;
  }

  public static Controls controls(JsonObject document) {
    Map<Integer, Mode> modes = new HashMap<>();
    document
        .findObject("modes")
        .ifPresent(
            object ->
                object
                    .values()
                    .forEach(
                        (scenario, mode) ->
                            modes.put(Integer.valueOf(scenario), Mode.parse("" + mode))));
    return new Controls(
        Optional.empty(),
        document.findObject("brake").map(ControlDocument::setting),
        document.findObject("hold").map(ControlDocument::setting),
        document.findObject("retired").map(ControlDocument::setting),
        modes);
  }

  public static Map<String, Object> of(Setting setting) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("by", setting.by());
    document.put("at", setting.at().toString());
    document.put("reason", Texts.cut(setting.reason(), 1000));
    setting.until().ifPresent(end -> document.put("until", end.toString()));
    return document;
  }

  public static Setting setting(JsonObject document) {
    Instant at = document.instant("at");
    return new Setting(
        document.text("by"),
        at,
        document.findText("reason").orElse(""),
        document.findInstant("until"));
  }
}
