package com.vitracka.responder.plan;

import java.time.Duration;

/**
 * The most that the responder does before it asks a person.
 *
 * @param recoveries recoveries per agent within {@code recoveriesWithin}
 * @param mutationsPerIncident changes to the agent in one incident
 * @param mutationsPerAccount changes to all agents together within {@code mutationsWithin}
 */
public record Budgets(
    int recoveries,
    Duration recoveriesWithin,
    int mutationsPerIncident,
    int mutationsPerAccount,
    Duration mutationsWithin) {}
