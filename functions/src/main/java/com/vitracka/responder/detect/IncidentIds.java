package com.vitracka.responder.detect;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/**
 * Names for incidents: time, agent and four random characters, sortable and readable aloud; within
 * what Step Functions takes as the name of an execution (80 characters), with room for a suffix.
 */
final class IncidentIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int AGENT_LIMIT = 50;

  private IncidentIds() {}

  static String next(Instant now, String agent, RandomGenerator random) {
    StringBuilder id = new StringBuilder(TIME.format(now)).append('-');
    String name = agent.replaceAll("[^A-Za-z0-9_-]", "_");
    id.append(name, 0, Math.min(name.length(), AGENT_LIMIT)).append('-');
    for (int i = 0; i < 4; i++) {
      id.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return id.toString();
  }
}
