package com.vitracka.responder.watch;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.notify.Teller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Every message has a receipt. One without is sent again while it is still news; what is not is
 * written down as refused, so that the record does not say "sending" for ever.
 */
final class Receipts implements Check {
  /** Longer than Tell takes to find that an attempt of its own was abandoned. */
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final IncidentStore store;
  private final Teller teller;

  Receipts(IncidentStore store, Teller teller) {
    this.store = store;
    this.teller = teller;
  }

  @Override
  public void of(Incident incident, Instant now, Audit.Notes notes) {
    String id = incident.id();
    List<Message> missing = listWithoutReceipt(id, now);
    if (missing.isEmpty()) {
      return;
    }
    teller.inform(id);
    List<Message> old = listWithoutReceipt(id, now);
    for (Message message : old) {
      store.recordMessage(
          id,
          new Message(
              message.key(),
              message.kind(),
              message.to(),
              message.via(),
              Message.State.REFUSED,
              message.at(),
              "no receipt came: it may have left or not"));
    }
    if (!old.isEmpty()) {
      // The topic takes over for what was refused.
      teller.inform(id);
    }
    notes.mended(missing.size() + " messages of " + id + " had no receipt");
  }

  private List<Message> listWithoutReceipt(String id, Instant now) {
    return store.listMessages(id).stream()
        .filter(message -> message.state() == Message.State.SENDING)
        .filter(message -> message.at().isBefore(now.minus(WITHIN)))
        .toList();
  }
}
