package com.vitracka.responder.local.simulation;

import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Virtual time, and what is due in it. Nothing runs at the same time as anything else: a call that
 * takes a while lets the world go on inside of it, and returns after that.
 */
final class Agenda {
  /** Deeper calls take their time without the world going on meanwhile. */
  private static final int MOST_INSIDE = 12;

  private record Entry(long at, long order, Runnable what) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Entry> due = new PriorityQueue<>();
  private long now;
  private long entered;
  private int inside;
  private long checksum;

  Agenda(Instant start) {
    this.now = start.toEpochMilli();
  }

  long now() {
    return now;
  }

  Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  /** Differs when anything ran at another time: two runs of a seed give the same. */
  long checksum() {
    return checksum;
  }

  void after(long millis, Runnable what) {
    due.add(new Entry(now + millis, entered++, what));
  }

  void at(long time, Runnable what) {
    due.add(new Entry(Math.max(now, time), entered++, what));
  }

  /** Somebody waits for so long; what is due until then happens meanwhile. */
  void pass(long millis) {
    long until = now + millis;
    if (inside < MOST_INSIDE) {
      inside++;
      try {
        while (isDueUntil(until)) {
          runNext();
        }
      } finally {
        inside--;
      }
    }
    now = Math.max(now, until);
  }

  private boolean isDueUntil(long until) {
    Entry next = due.peek();
    return next != null && next.at() <= until;
  }

  boolean hasNext() {
    return !due.isEmpty();
  }

  /** Goes to the next thing that is due, and does it. */
  void runNext() {
    Entry next = due.remove();
    now = Math.max(now, next.at());
    checksum = checksum * 31 + next.at();
    next.what().run();
  }
}
