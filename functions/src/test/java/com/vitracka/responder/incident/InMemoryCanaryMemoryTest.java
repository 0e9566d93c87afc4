package com.vitracka.responder.incident;

class InMemoryCanaryMemoryTest extends CanaryMemoryContract {
  @Override
  protected CanaryMemory emptyMemory() {
    return new InMemoryCanaryMemory();
  }
}
