package com.vitracka.responder.incident;

import java.util.List;

class InMemoryIncidentStoreTest extends IncidentStoreContract {
  private InMemoryIncidentStore store = new InMemoryIncidentStore();

  @Override
  protected IncidentStore emptyStore() {
    store = new InMemoryIncidentStore();
    return store;
  }

  @Override
  protected List<String> quarantined() {
    return store.listQuarantined().stream().map(InMemoryIncidentStore.Quarantined::raw).toList();
  }

  @Override
  protected List<Signal> recordedSignals(Subject subject) {
    return store.listRecordedSignals(subject);
  }
}
