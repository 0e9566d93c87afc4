package com.vitracka.responder.incident;

import com.vitracka.responder.plan.Severity;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the evidence says (the plan's ASSESS phase).
 *
 * @param scenario of the plan, empty where none of the seven fits
 * @param rule name of the row of the decision table
 * @param hypothesis the likely root cause, in words for people
 * @param resort what a person should do when the responder cannot help
 * @param goodVersion the version to roll back to, empty text where there is none
 * @param findings one line per probe, free of prompts, answers and log texts
 */
public record Assessment(
    Instant at,
    Severity severity,
    OptionalInt scenario,
    String rule,
    Remedy remedy,
    String hypothesis,
    String resort,
    String goodVersion,
    List<String> findings) {}
