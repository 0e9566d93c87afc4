package com.vitracka.responder.local.killsweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incident that was replayed; what is left of it goes on by itself.
 *
 * @param mark the last invocation before it
 * @param incidents how many were opened meanwhile
 * @param crashes the numbers of those that were to come
 * @param troubles what did not come about in time
 */
record Happened(
    Story story,
    Blow blow,
    Patient patient,
    Instant begunAt,
    Instant seenToAnswerAt,
    int mark,
    Optional<String> incident,
    int incidents,
    List<Integer> crashes,
    List<String> troubles) {}
