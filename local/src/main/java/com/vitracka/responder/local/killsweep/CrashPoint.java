package com.vitracka.responder.local.killsweep;

import java.util.Locale;

/**
 * A side effect of a function, and on which side of it the process is killed.
 *
 * @param effect as the local AWS describes it
 * @param nth which of an incident's equal effects, from 1
 * @param side before it is carried out, or after that and before the answer leaves
 */
record CrashPoint(Effect effect, int nth, Side side) {

  /** A call that may change something, without what differs from incident to incident. */
  record Effect(String function, String verb, String operation, String target) {
    /** Whether it is made by one of the functions that write what is to be done to the agent. */
    boolean isOfRecovery() {
      return function.endsWith("-act") || function.endsWith("-backup");
    }

    /** Puts a message on its way. */
    boolean sends() {
      return operation.equals("ses:SendEmail") || operation.equals("sns:Publish");
    }

    /** Writes down that a message is about to leave. */
    boolean isClaim() {
      return target.startsWith("message#") && target.endsWith(" SENDING");
    }

    /** Writes down that a message has left. */
    boolean isReceipt() {
      return target.startsWith("message#") && target.endsWith(" SENT");
    }

    String words() {
      return (function.replace("responder-", "")
              + (verb.isEmpty() ? "" : " (" + verb + ")")
              + " "
              + operation.substring(operation.indexOf(':') + 1)
              + " "
              + target)
          .strip();
    }
  }

  enum Side {
    BEFORE,
    AFTER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String words() {
    return side.word() + " " + effect.words() + (nth == 1 ? "" : " #" + nth);
  }
}
