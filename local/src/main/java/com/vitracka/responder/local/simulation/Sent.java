package com.vitracka.responder.local.simulation;

/**
 * A message that left, in truth.
 *
 * @param key that the sender had claimed, empty when it had claimed none
 */
record Sent(long at, String incident, String kind, String key, String via) {}
