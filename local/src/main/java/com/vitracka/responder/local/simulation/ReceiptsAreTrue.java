package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Message;
import com.vitracka.responder.notify.Acknowledgement;
import java.util.Set;
import java.util.stream.Collectors;

/** A message that the record calls SENT has left. */
final class ReceiptsAreTrue extends Invariant {
  ReceiptsAreTrue() {
    super("what is recorded as sent was sent");
  }

  @Override
  void ended(World world) {
    for (String id : world.store().ids()) {
      Set<String> left =
          world.people().sentOf(id).stream().map(Sent::key).collect(Collectors.toSet());
      for (Message message : world.store().listMessages(id)) {
        if (message.state() == Message.State.SENT
            && !message.kind().equals(Acknowledgement.KIND)
            && !left.contains(message.key())) {
          broken(world, message.key() + " of " + id + " is recorded as sent, and never left");
        }
      }
    }
  }
}
