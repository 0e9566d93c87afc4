package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An event of {@code events/}, made the reader's own: account, region, agent and times. It works on
 * the text, so that events inside events, and broken ones, are filled in as well.
 */
final class EventText {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-west-1";
  static final String AGENT = "coach_companion";
  static final String ALIAS = "coach-companion-agentcore";
  static final String RUNTIME = "coach_companion-0ZUOP04U5z";
  static final String METRIC = AGENT + "::DEFAULT";
  static final Instant TIME = Instant.parse("2026-11-24T10:15:00Z");

  private static final Pattern TIMES =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d{3})?(Z|\\+0000)");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private EventText() {}

  static String filledIn(String text, String account, String region, Agent agent, Instant now) {
    Duration shift = Duration.between(TIME, now);
    String named =
        text.replace(RUNTIME, agent.runtimeId())
            .replace(METRIC, agent.metricName())
            .replaceAll("\\b" + AGENT + "\\b", agent.name());
    if (!agent.isCalled(ALIAS)) {
      named = named.replace(ALIAS, agent.name());
    }
    return TIMES
        .matcher(named.replace(ACCOUNT, account).replace(REGION, region))
        .replaceAll(match -> moved(match, shift));
  }

  /** In the same notation, so that readers see what they would see from AWS. */
  private static String moved(MatchResult time, Duration shift) {
    boolean millis = time.group(2) != null;
    Instant at =
        OffsetDateTime.parse(time.group(1) + (millis ? time.group(2) : "") + "Z")
            .toInstant()
            .plus(shift);
    return (millis ? MILLIS : SECONDS).format(at) + time.group(3);
  }
}
