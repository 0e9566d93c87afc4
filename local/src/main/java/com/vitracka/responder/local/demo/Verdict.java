package com.vitracka.responder.local.demo;

import com.vitracka.responder.local.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the demo came to, held against what is documented.
 *
 * @param outcomes of the incidents, in order
 * @param severity of the last assessment of the first incident, "-" where there was none
 * @param scenario the plan's number, "-" where none fits
 * @param detect from the first failed call of a user (without one: from the fault) to the signal
 * @param recover from the signal to the end of the incident
 * @param userOutage how long users saw errors in all
 * @param overhead from the signal to RESOLVED less the platform's deployment and the stability
 *     window; empty where nothing was resolved
 * @param deployments that the responder made
 * @param signalPaths by which the first incident's signals came
 * @param pathsWanted by which signals must have come
 * @param firstNotice from the signal to the first message that left
 */
record Verdict(
    Fault fault,
    List<String> outcomes,
    String severity,
    String scenario,
    Duration detect,
    Duration recover,
    Duration userOutage,
    Optional<Duration> overhead,
    int deployments,
    Set<String> signalPaths,
    Set<String> pathsWanted,
    Optional<Duration> firstNotice) {
  private static final Duration NOTICE_LIMIT = Duration.ofSeconds(10);
  private static final Duration OVERHEAD_LIMIT = Duration.ofSeconds(15);

  /** What differs from the documented outcome; empty when all is as it must be. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    List<String> wanted = fault.outcomes();
    boolean ended =
        wanted.size() == outcomes.size()
            && java.util.stream.IntStream.range(0, wanted.size())
                .allMatch(i -> List.of(wanted.get(i).split("\\|", -1)).contains(outcomes.get(i)));
    if (!ended) {
      differences.add("incidents ended " + outcomes + ", documented is " + wanted);
    }
    if (!severity.equals(fault.severity())) {
      differences.add("severity is " + severity + ", documented is " + fault.severity());
    }
    if (!scenario.equals(fault.scenario())) {
      differences.add("scenario is " + scenario + ", documented is " + fault.scenario());
    }
    if (!fault.allowsDeployments(deployments)) {
      differences.add(
          "the responder deployed " + deployments + " times, documented is " + fault.deployments());
    }
    if (!signalPaths.containsAll(pathsWanted)) {
      differences.add("signals came by " + signalPaths + ", all of " + pathsWanted + " must");
    }
    return List.copyOf(differences);
  }

  /** Times held against their limits, one line each; a busy machine may miss one. */
  List<String> times() {
    List<String> lines = new ArrayList<>();
    firstNotice.ifPresent(
        time -> lines.add(time("first notice after the signal", time, NOTICE_LIMIT)));
    overhead.ifPresent(time -> lines.add(time("overhead", time, OVERHEAD_LIMIT)));
    return lines;
  }

  private static String time(String name, Duration time, Duration limit) {
    return "%s: %s s, limit %d s: %s"
        .formatted(
            name, seconds(time), limit.toSeconds(), time.compareTo(limit) < 0 ? "kept" : "MISSED");
  }

  String outcome() {
    return outcomes.isEmpty() ? "NONE" : outcomes.getLast();
  }

  /** The last line of standard output. */
  String line() {
    return ("RESULT fault=%s outcome=%s severity=%s scenario=%s detect_s=%s recover_s=%s"
            + " user_outage_s=%s overhead_s=%s deployments=%d")
        .formatted(
            fault.word(),
            outcome(),
            severity,
            scenario,
            seconds(detect),
            seconds(recover),
            seconds(userOutage),
            overhead.map(Verdict::seconds).orElse("-"),
            deployments);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }
}
