package com.vitracka.responder.incident;

import java.time.Instant;

/**
 * A sign of trouble, however it reached us.
 *
 * @param path the way that it came
 * @param trouble what it speaks of
 * @param name of the alarm or other source; the same trouble has the same name on every path
 * @param at when the trouble was noticed, by the source's clock
 * @param receivedAt when it reached us
 * @param text the source's reason: written by others, so escaped wherever it is shown
 * @param commit of Git that it speaks of, empty when it names none
 */
public record Signal(
    Path path,
    Trouble trouble,
    String name,
    Instant at,
    Instant receivedAt,
    String text,
    String commit) {

  /** One that names no commit. */
  public Signal(
      Path path, Trouble trouble, String name, Instant at, Instant receivedAt, String text) {
    this(path, trouble, name, at, receivedAt, text, "");
  }

  /** The same, about one commit. */
  public Signal withCommit(String commit) {
    return new Signal(path, trouble, name, at, receivedAt, text, commit);
  }

  /** The same, noticed at another time. */
  public Signal withAt(Instant at) {
    return new Signal(path, trouble, name, at, receivedAt, text, commit);
  }

  /** The same under another name. */
  public Signal withName(String name) {
    return new Signal(path, trouble, name, at, receivedAt, text, commit);
  }

  /** The ways by which signals arrive. */
  public enum Path {
    SNS,
    EVENTBRIDGE,
    ALARM_ACTION,
    CANARY,
    PIPELINE,
    CLOUDTRAIL,
    RECONCILER
  }

  /** What a signal speaks of. */
  public enum Trouble {
    ERRORS,
    LATENCY,
    THROTTLES,
    CANARY_FAILED,
    TESTS_FAILED,
    AGENT_DELETED,
    OTHER
  }

  /** The same for a signal that is delivered twice by one path. */
  public String key() {
    return path + "/" + name + "/" + at;
  }
}
