package com.vitracka.responder.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an audit came to.
 *
 * @param incidents how many were looked at
 * @param mended what was missing and is there now
 * @param escalated what people were told of, since it could not be mended
 * @param failures what could be neither; the audit has failed then, and the heartbeat with it
 */
public record Audit(
    int incidents, List<String> mended, List<String> escalated, List<String> failures) {

  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("incidents", incidents);
    document.put("mended", mended);
    document.put("escalated", escalated);
    document.put("failures", failures);
    return document;
  }

  /** Collects while it goes on. */
  static final class Notes {
    private final List<String> mended = new ArrayList<>();
    private final List<String> escalated = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    void mended(String what) {
      mended.add(what);
    }

    void escalated(String what) {
      escalated.add(what);
    }

    void failed(String what) {
      failures.add(what);
    }

    Audit of(int incidents) {
      return new Audit(
          incidents, List.copyOf(mended), List.copyOf(escalated), List.copyOf(failures));
    }
  }
}
