package com.vitracka.responder.local.simulation;

/** What a service answers when it does not do what it was asked for. */
final class ServiceFailure extends RuntimeException {
  ServiceFailure(String message) {
    super(message, null, false, false);
  }
}
