package com.vitracka.responder.cli.controls;

import com.vitracka.responder.incident.ControlDocument;
import com.vitracka.responder.incident.Controls;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.notify.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people have set, in words. */
final class ControlsText {
  private static final int MOST = 300;

  private ControlsText() {}

  static String brakeForAll(Optional<Setting> brake) {
    return "all agents: brake " + onOff(brake);
  }

  private static String onOff(Optional<Setting> setting) {
    return setting.map(one -> "ON, " + words(one)).orElse("off");
  }

  /** A line for each thing that is set for the agent and holds, or one that says that none is. */
  static List<String> agent(String name, Controls controls, Instant now) {
    List<String> lines = new ArrayList<>();
    add(lines, name + ": brake ON, ", controls.brake(), now);
    add(lines, name + ": on hold, ", controls.hold(), now);
    add(lines, name + ": retired, ", controls.retired(), now);
    return lines.isEmpty() ? List.of(name + ": brake off, no hold, not retired") : lines;
  }

  private static void add(List<String> lines, String what, Optional<Setting> setting, Instant now) {
    setting.filter(one -> one.holds(now)).map(one -> what + words(one)).ifPresent(lines::add);
  }

  private static String words(Setting setting) {
    return PlainText.line(setting.words(), MOST);
  }

  static boolean isPlain(Controls controls, Instant now) {
    return controls.withBrakeForAll(Optional.empty()).findProhibition(now).isEmpty();
  }

  static Map<String, Object> document(Optional<Setting> brakeForAll) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("brakeForAll", brakeForAll.isPresent());
    brakeForAll.ifPresent(setting -> document.put("brake", ControlDocument.of(setting)));
    return document;
  }
}
