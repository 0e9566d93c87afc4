package com.vitracka.responder.local.simulation;

/** What can go wrong at a call. */
enum Fault {
  /** The function's process dies before the call. */
  DIES_BEFORE,
  /** The function's process dies after the call, which was carried out. */
  DIES_AFTER,
  /** The process hangs before the call until the function's time is up. */
  HANGS,
  /** The service throttles or is out: nothing was done, and the caller is told so. */
  THROTTLED,
  /** The service carried it out, and the caller is told that it failed. */
  DONE_BUT_FAILED,
  /** The answer was lost, and the caller's library asked once more. */
  ASKED_TWICE,
  /** The service carries it out a good while later. */
  DONE_LATE,
  /** The service answers a good while later. */
  ANSWERED_LATE,
  /** Whoever called the function gives it up and calls again, while this one runs on. */
  GIVEN_UP
}
