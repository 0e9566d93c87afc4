package com.vitracka.responder.detect;

import java.time.Instant;
import java.util.List;

/** The alarms as CloudWatch has them now. */
public interface Alarms {
  /** An alarm's state. */
  sealed interface Status {
    record Ok(Instant since) implements Status {}

    record InAlarm(Instant since, String reason) implements Status {}

    record InsufficientData(Instant since) implements Status {}

    /** It could not be read, or there is no such alarm: neither good nor bad. */
    record Unknown(String reason) implements Status {}
  }

  /**
   * An alarm that is in ALARM.
   *
   * @param since when it went there
   */
  record Firing(String name, Instant since, String reason) {}

  /** Those of these alarms that are in ALARM; throws when CloudWatch does not answer. */
  List<Firing> listFiring(List<String> names);

  /** Never throws for what CloudWatch answers. */
  Status read(String name);
}
