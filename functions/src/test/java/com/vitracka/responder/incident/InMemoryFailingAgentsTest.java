package com.vitracka.responder.incident;

class InMemoryFailingAgentsTest extends FailingAgentsContract {
  @Override
  protected FailingAgents emptyList() {
    return new InMemoryFailingAgents();
  }
}
