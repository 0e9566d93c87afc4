package com.vitracka.responder.incident;

import java.util.List;

/** The same as it keeps objects. */
class InMemoryIncidentStoreWithoutJsonTest extends IncidentStoreContract {
  private InMemoryIncidentStore store = InMemoryIncidentStore.withoutJson();

  @Override
  protected IncidentStore emptyStore() {
    store = InMemoryIncidentStore.withoutJson();
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
