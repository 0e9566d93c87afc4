package com.vitracka.responder.plan;

/** A way by which a message reaches a person. */
public enum Channel {
  EMAIL,
  SMS
}
