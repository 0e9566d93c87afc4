package com.vitracka.responder.plan;

import java.time.Duration;

/**
 * From where an agent's alarms fire, per alarm period.
 *
 * @param latency p95 of the answers
 * @param errors number of failed invocations
 * @param throttles number of throttled invocations
 */
public record Thresholds(Duration latency, int errors, int throttles) {}
