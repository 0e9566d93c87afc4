package com.vitracka.responder.watch;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.notify.Bulletin;
import com.vitracka.responder.notify.Teller;
import java.time.Instant;
import java.util.function.Predicate;

/** People were told of the state that the incident is in: some channel took a message of it. */
final class EverybodyTold implements Check {
  private final IncidentStore store;
  private final Teller teller;

  EverybodyTold(IncidentStore store, Teller teller) {
    this.store = store;
    this.teller = teller;
  }

  @Override
  public void of(Incident incident, Instant now, Audit.Notes notes) {
    if (Check.isFresh(incident, now) || isTold(incident)) {
      return;
    }
    teller.inform(incident.id());
    if (isTold(incident)) {
      notes.mended("people were told of " + incident.id());
    } else {
      notes.failed("nobody can be told of " + incident.id());
    }
  }

  private boolean isTold(Incident incident) {
    Predicate<Message> ofItsState =
        switch (incident) {
          case Incident.Open _ -> _ -> true;
          case Incident.Escalated _ -> new Bulletin.Escalation()::isIn;
          case Incident.Resolved _ -> new Bulletin.Resolution()::isIn;
        };
    return store.listMessages(incident.id()).stream()
        .filter(message -> message.state() == Message.State.SENT)
        .anyMatch(ofItsState);
  }
}
