package com.vitracka.responder.document;

import java.time.Instant;
import java.util.Map;

/** Where incident reports are kept. */
public interface Reports {
  /** What became of a report. */
  sealed interface Filing {
    record Filed() implements Filing {}

    /**
     * It is not there.
     *
     * @param reason what happened and what to do
     */
    record Refused(String reason) implements Filing {}
  }

  /** The forms that a report has. */
  enum Form {
    MARKDOWN("report.md", "text/markdown; charset=utf-8"),
    HTML("report.html", "text/html; charset=utf-8"),
    JSON("report.json", "application/json");

    private final String file;
    private final String contentType;

    Form(String file, String contentType) {
      this.file = file;
      this.contentType = contentType;
    }

    public String file() {
      return file;
    }

    public String contentType() {
      return contentType;
    }
  }

  /** Stores one form of the report, in place of an earlier one of the same incident. */
  Filing file(String incident, Form form, String content);

  /**
   * The forms that are there, with the time at which each was stored; throws when nobody can say.
   */
  Map<Form, Instant> listFiled(String incident);

  /** Where people find the incident's report. */
  String placeOf(String incident);
}
