package com.vitracka.responder.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A standby region that keeps what it heard, and can be told not to answer. */
public final class HeardBeats implements Heartbeat {
  public final List<Of> heard = new ArrayList<>();
  public final List<String> log = new ArrayList<>();
  public List<String> gaps = List.of();
  public boolean silent;

  public Pulse pulse() {
    return new Pulse(this, (what, facts) -> log.add(what + " " + facts));
  }

  @Override
  public void beat(Of of, Instant at) {
    answer();
    heard.add(of);
  }

  @Override
  public List<String> listGaps() {
    answer();
    return gaps;
  }

  private void answer() {
    if (silent) {
      throw new IllegalStateException("no route to eu-central-1");
    }
  }
}
