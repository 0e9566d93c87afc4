package com.vitracka.responder.document;

import java.time.Duration;
import java.util.Optional;

/**
 * A part of the time until recovery (the plan's "Factors Affecting RTO").
 *
 * @param name detect, diagnose, execute, verify
 * @param span from what to what
 * @param took empty when the incident did not come so far
 * @param planned the plan's minutes for it, empty where the plan names none
 */
public record Factor(
    String name, String span, Optional<Duration> took, Optional<Duration> planned) {}
