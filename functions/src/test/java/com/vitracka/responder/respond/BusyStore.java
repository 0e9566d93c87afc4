package com.vitracka.responder.respond;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store in which somebody else writes the incident before each of the first saves. */
final class BusyStore {
  int saves;

  IncidentStore over(IncidentStore store, int busySaves) {
    return (IncidentStore)
        Proxy.newProxyInstance(
            IncidentStore.class.getClassLoader(),
            new Class<?>[] {IncidentStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("save") && saves++ < busySaves) {
                store.save(store.get(((Incident) arguments[0]).id()));
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
