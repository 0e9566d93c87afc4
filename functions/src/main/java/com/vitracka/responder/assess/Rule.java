package com.vitracka.responder.assess;

import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.plan.Severity;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * A row of the decision table.
 *
 * @param name unique, kebab-case; the record and docs/scenarios speak of it
 * @param when the evidence that it is for
 * @param hypothesis the likely root cause
 * @param resort what a person should do when the responder cannot help
 */
record Rule(
    String name,
    Predicate<Findings> when,
    Severity severity,
    OptionalInt scenario,
    Remedy remedy,
    String hypothesis,
    String resort) {}
