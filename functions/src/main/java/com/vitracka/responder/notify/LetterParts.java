package com.vitracka.responder.notify;

import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.notify.Letter.Block;
import com.vitracka.responder.notify.Letter.Field;
import com.vitracka.responder.plan.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What letters have in common. */
final class LetterParts {
  static final String GREY = "#475467";
  static final String GREEN = "#067647";
  private static final String ASCII_ELLIPSIS = "...";
  private static final String UNTIL_RESOLVED =
      "You will be told when it is resolved, or when it needs a person.";

  private LetterParts() {}

  static Block done(CaseFile file) {
    return file.steps().isEmpty()
        ? new Block.Paragraph("Nothing was changed.")
        : new Block.Points("What was done", Wording.steps(file));
  }

  static Block whatToDo(Incident.Escalated escalated) {
    return new Block.Points("What to do now", List.of(resort(escalated)));
  }

  static String resort(Incident.Escalated escalated) {
    return escalated
        .file()
        .findAssessment()
        .map(assessment -> Wording.sentence(assessment.resort()))
        .filter(resort -> !resort.isEmpty())
        .orElse("Look at the agent's status and logs, and recover it by the plan's scenario 1");
  }

  static Block restore(String command) {
    return new Block.Command("To restore the configuration as it was before the changes", command);
  }

  static Block nextUpdate(Optional<Cadence> cadence, Optional<Instant> next) {
    if (cadence.isEmpty()) {
      return new Block.Paragraph(UNTIL_RESOLVED);
    }
    return next.<Block>map(
            at -> new Block.Fields(List.of(new Field("Next update", Times.clock(at)))))
        .orElse(new Block.Paragraph("This is the last update. " + UNTIL_RESOLVED));
  }

  static String nextUpdateBySms(Optional<Instant> next) {
    return next.map(at -> "Next update: " + Times.clock(at)).orElse("");
  }

  /**
   * Shortens the middle, so that subject and next update always fit. Without the ellipsis, which
   * would make each character twice as long on the way.
   */
  static String sms(String head, String middle, String tail) {
    String end = tail.isEmpty() ? "" : " " + tail;
    int most = Letter.MOST_SMS - 2 * (ASCII_ELLIPSIS.length() - 1) - end.length();
    String start = PlainText.cut(head, most);
    String rest = PlainText.cut(middle, most - start.length() - 1);
    return (start + (rest.isEmpty() ? "" : " " + rest)).replace("…", ASCII_ELLIPSIS) + end;
  }

  static Instant minuteOf(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES);
  }

  static String colour(Severity severity) {
    return switch (severity) {
      case P1 -> "#b42318";
      case P2 -> "#b54708";
      case P3 -> "#175cd3";
      case P4 -> GREY;
    };
  }
}
