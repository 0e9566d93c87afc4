package com.vitracka.responder.local.watched;

import com.vitracka.responder.local.Inbox;
import java.time.Duration;

/** One part of the responder that is broken, and what people must hear of it. */
interface Breakage {
  /** Design decision 13 and the issue of it: a person knows within this. */
  Duration WITHIN = Duration.ofMinutes(10);

  /** What is broken, in words. */
  String what();

  /** The runbook's page. */
  String page();

  /** Waits until what will be told would be news. */
  default void prepare() {}

  void breakIt();

  /** Whether that message is about this. */
  boolean isTold(Inbox.Item item);

  /** What must be true besides, once people were told; empty when it is. */
  default String findFault() {
    return "";
  }

  void mend();
}
