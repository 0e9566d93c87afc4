package com.vitracka.responder.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of a severity, how, and how often (a row of the plan's "Incident Severity Levels").
 *
 * @param severity the level
 * @param meaning the plan's description
 * @param responseTime how soon a person is expected to respond
 * @param tell contacts, in the plan's order; never empty
 * @param by channels used for it; never empty
 * @param updates time between two updates while the incident is open, empty where none is promised
 */
public record SeverityRule(
    Severity severity,
    String meaning,
    Duration responseTime,
    List<Contact> tell,
    Set<Channel> by,
    Optional<Duration> updates) {}
