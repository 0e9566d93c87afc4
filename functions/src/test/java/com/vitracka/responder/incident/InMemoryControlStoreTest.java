package com.vitracka.responder.incident;

class InMemoryControlStoreTest extends ControlStoreContract {
  @Override
  protected ControlStore emptyStore() {
    return new InMemoryControlStore();
  }
}
