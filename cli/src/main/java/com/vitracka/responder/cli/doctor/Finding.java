package com.vitracka.responder.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one check found.
 *
 * @param remedy what to do about it; empty text when it is OK
 */
record Finding(String check, Status status, String detail, String remedy) {
  /** How it stands. */
  enum Status {
    OK,
    MISSING,
    UNKNOWN
  }

  static Finding ok(String check, String detail) {
    return new Finding(check, Status.OK, detail, "");
  }

  static Finding missing(String check, String detail, String remedy) {
    return new Finding(check, Status.MISSING, detail, remedy);
  }

  static Finding unknown(String check, String detail, String remedy) {
    return new Finding(check, Status.UNKNOWN, detail, remedy);
  }

  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("check", check);
    document.put("status", status.name());
    document.put("detail", detail);
    document.put("remedy", remedy);
    return document;
  }

  String toText() {
    String line = "%-8s %-34s %s%n".formatted(status, check, detail);
    return remedy.isEmpty() ? line : line + "         what to do: " + remedy + "\n";
  }
}
