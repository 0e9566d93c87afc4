package com.vitracka.responder.plan;

import java.time.Duration;

/**
 * The agreed invocation that proves an agent answers, and has no side effects.
 *
 * @param payload JSON sent as the body (the plan's {@code {"prompt": "Health check"}})
 * @param expect found in the body of every right answer
 * @param timeout after this the agent counts as not answering; longer than the 30 s that AgentCore
 *     gives a runtime to start
 */
public record Canary(String payload, Expectation expect, Duration timeout) {}
