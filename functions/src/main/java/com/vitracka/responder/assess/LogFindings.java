package com.vitracka.responder.assess;

import java.util.Set;

/**
 * What the agent's log says; the lines themselves stay where they are.
 *
 * @param errorLines lines that speak of an error
 * @param known what of it is understood
 */
public record LogFindings(int errorLines, Set<KnownError> known) {}
