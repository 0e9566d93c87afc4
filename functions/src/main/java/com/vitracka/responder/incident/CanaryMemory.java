package com.vitracka.responder.incident;

import java.time.Instant;

/** How the canary's last runs went, kept between runs. */
public interface CanaryMemory {
  /** Notes a right answer. */
  void right(String agent, Instant at);

  /** Notes a failure and gives the number of failures in a row, this one included. */
  int failed(String agent, Instant at);
}
