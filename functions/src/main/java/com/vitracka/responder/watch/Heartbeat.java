package com.vitracka.responder.watch;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The sign of life that the watch stack in the standby region expects each minute. */
public interface Heartbeat {
  /** The metric's namespace, a right of its own. */
  String NAMESPACE = "AgentCoreResponder/Heartbeat";

  String METRIC = "Beat";

  /** The metric's one dimension; its value is {@link Of#word()}. */
  String DIMENSION = "Of";

  /** What has just worked. */
  enum Of {
    /** Alarms, incidents and executions were compared, and nothing of it failed. */
    RECONCILE,
    /** Each agent's canary had its turn. */
    CANARY,
    /** What was told and written was audited, and is right or was mended. */
    AUDIT;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The alarm that pages when this beat is missing. */
    public String alarm() {
      return "agentcore-responder-heartbeat-" + word();
    }
  }

  /** Tells the other region; throws when it does not take it. */
  void beat(Of of, Instant at);

  /**
   * What keeps the watch stack from paging: alarms that are not there or may not act; throws when
   * the other region does not answer.
   */
  List<String> listGaps();
}
