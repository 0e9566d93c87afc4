package com.vitracka.responder.local.simulation;

/** The functions, and after how many seconds Lambda ends each. */
enum Part {
  INTAKE(30),
  LOOK(120),
  BACKUP(60),
  ACT(60),
  TELL(60);

  private final int timeoutSeconds;

  Part(int timeoutSeconds) {
    this.timeoutSeconds = timeoutSeconds;
  }

  int timeoutSeconds() {
    return timeoutSeconds;
  }
}
