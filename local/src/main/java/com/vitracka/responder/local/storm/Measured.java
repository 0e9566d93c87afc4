package com.vitracka.responder.local.storm;

import java.time.Duration;
import java.util.List;

/**
 * What one storm came to.
 *
 * @param usage of the Intake function
 * @param traces in the table
 * @param missing keys of signals that are nowhere
 * @param mails that left
 * @param sms that left
 * @param topicMessages that left by the last resort
 * @param took from the first alarm sent to the last one dealt with
 * @param lastAgent from the first alarm sent to the first signal of the last agent
 */
record Measured(
    int alarms,
    int agents,
    Usage usage,
    Traces traces,
    List<String> missing,
    long mails,
    long sms,
    long topicMessages,
    Duration took,
    Duration lastAgent) {
  double perAlarm(double amount) {
    return amount / alarms;
  }
}
