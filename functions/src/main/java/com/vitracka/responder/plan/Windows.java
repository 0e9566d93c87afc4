package com.vitracka.responder.plan;

import java.time.Duration;

/**
 * The plan's times.
 *
 * @param stability right answers for this long before an incident is resolved (scenario 1, step 5)
 * @param stabilityAfterRollback the same after a rollback (rollback procedure, step 4)
 * @param checkEvery time between two verifying invocations
 * @param deployPoll time between two looks at a running deployment
 * @param deployTimeout after this a deployment counts as failed
 * @param deploymentNear a deployment by others this short before the failure is suspected first
 * @param knownGood right answers for this long make a release known good
 * @param staleSignal an older signal is recorded and not acted on
 * @param watch how long a trouble that no deployment can change is watched before a person is asked
 * @param alarmPeriod period of the agent's alarms
 * @param traffic how far back healthy real traffic stands in for the canary
 * @param approval how long proposed changes wait for a person at least; a longer response time of
 *     the severity counts instead
 * @param together more than two agents that begin to fail within this time are one incident of the
 *     account
 */
public record Windows(
    Duration stability,
    Duration stabilityAfterRollback,
    Duration checkEvery,
    Duration deployPoll,
    Duration deployTimeout,
    Duration deploymentNear,
    Duration knownGood,
    Duration staleSignal,
    Duration watch,
    Duration alarmPeriod,
    Duration traffic,
    Duration approval,
    Duration together) {}
