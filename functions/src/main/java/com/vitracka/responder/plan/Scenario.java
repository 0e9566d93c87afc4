package com.vitracka.responder.plan;

import java.time.Duration;

/**
 * One of the plan's seven recovery scenarios.
 *
 * @param number the plan's number, 1 to 7
 * @param name the plan's heading
 * @param rto the most time that the plan allows until service is restored
 * @param diagnose the plan's minutes for assessing (steps "Assess the situation", "Check logs")
 * @param execute the plan's minutes for the recovery itself
 * @param verify the plan's minutes for verifying and watching
 */
public record Scenario(
    int number, String name, Duration rto, Duration diagnose, Duration execute, Duration verify) {}
