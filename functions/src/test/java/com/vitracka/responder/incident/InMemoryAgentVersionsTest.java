package com.vitracka.responder.incident;

class InMemoryAgentVersionsTest extends AgentVersionsContract {
  @Override
  protected AgentVersions noVersions() {
    return new InMemoryAgentVersions();
  }
}
