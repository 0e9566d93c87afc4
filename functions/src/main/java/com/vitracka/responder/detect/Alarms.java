package com.vitracka.responder.detect;

import java.time.Instant;
import java.util.List;

/** The alarms as CloudWatch has them now. */
public interface Alarms {
  /**
   * An alarm that is in ALARM.
   *
   * @param since when it went there
   */
  record Firing(String name, Instant since, String reason) {}

  /** Those of these alarms that are in ALARM; throws when CloudWatch does not answer. */
  List<Firing> listFiring(List<String> names);
}
