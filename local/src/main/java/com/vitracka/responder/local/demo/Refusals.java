package com.vitracka.responder.local.demo;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.local.LocalServer;
import java.util.List;

/** The services that refuse us in this run, all from the moment at which the agent breaks. */
record Refusals(List<Refusal> refusals, LocalServer aws, Timeline timeline) {
  Refusals {
    refusals = List.copyOf(refusals);
  }

  void begin() {
    for (Refusal refusal : refusals) {
      refusal.switchOn(aws);
      timeline.tell("REFUSE", refusal.word() + " refuses from now on");
    }
  }

  /** Ends them; whether the record says of each that it refused and that people were told. */
  boolean endAndCheck(Watch watch) {
    if (refusals.isEmpty()) {
      return true;
    }
    timeline.note("refused: " + Refusal.counts(aws));
    Refusal.switchAllOff(aws);
    Incident incident = watch.incidents().getFirst();
    List<Message> messages = watch.messages(incident);
    boolean all = true;
    for (Refusal refusal : refusals) {
      boolean recorded = refusal.isInRecord(incident, messages);
      timeline.note(
          (recorded ? "" : "NOT AS DOCUMENTED: ")
              + refusal.word()
              + (recorded
                  ? " refused: people were told all the same, and the record says what failed"
                  : " refused, and the record does not say so or people were not told"));
      all &= recorded;
    }
    return all;
  }
}
