package com.vitracka.responder.detect;

/** The states of a CloudWatch alarm. */
public enum AlarmState {
  OK,
  ALARM,
  INSUFFICIENT_DATA
}
