package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.plan.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The plan's "Communication Templates" against what is sent, character for character. */
class PlanTemplatesTest {
  private final Letters letters = new Letters(Incidents.PLAN, id -> "s3://records/" + id);

  @Test
  void the_incident_notification_is_the_plans() throws IOException {
    Incident incident = Incidents.assessedAs(Severity.P1);

    Letter letter =
        letters.write(
            new Told(Incidents.PLAN, incident, List.of()),
            new Bulletin.Notification(Severity.P1),
            Incidents.STARTED.plusSeconds(6));

    assertThat(asMail(letter)).isEqualTo(template("incident-notification.txt"));
  }

  @Test
  void the_resolution_notification_is_the_plans() throws IOException {
    Incident incident =
        Incidents.assessedAs(Severity.P1)
            .resolve(Incidents.STARTED.plusSeconds(15 * 60), "Rolled back to previous version");

    Letter letter =
        letters.write(
            new Told(Incidents.PLAN, incident, List.of()),
            new Bulletin.Resolution(),
            Incidents.STARTED.plusSeconds(15 * 60 + 1));

    assertThat(asMail(letter)).isEqualTo(template("resolution-notification.txt"));
  }

  @Test
  void html_says_what_the_text_says() throws IOException {
    Incident incident = Incidents.refused();
    Letter letter =
        letters.write(
            new Told(Incidents.PLAN, incident, List.of()),
            new Bulletin.Escalation(),
            Incidents.STARTED.plusSeconds(61));

    assertThat(words(LetterPrinter.html(letter).replaceAll("(?s)<(style|title).*?</\\1>", "")))
        .isEqualTo(words(letter.subject() + " " + LetterPrinter.text(letter)));
  }

  @Test
  void a_question_to_people_is_the_same_in_html() {
    Incident incident = Incidents.proposed(Proposal.Silence.ACTS);
    Letter letter =
        letters.write(
            new Told(Incidents.PLAN, incident, List.of()),
            new Bulletin.Proposed("any"),
            Incidents.STARTED.plusSeconds(9));

    assertThat(words(LetterPrinter.html(letter).replaceAll("(?s)<(style|title).*?</\\1>", "")))
        .isEqualTo(words(letter.subject() + " " + LetterPrinter.text(letter)));
  }

  private static String words(String text) {
    return text.replaceAll("<[^>]*>", " ")
        .replaceAll("(?m)^- ", "")
        .replace("&#39;", "'")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String asMail(Letter letter) {
    return "Subject: " + letter.subject() + "\n\n" + LetterPrinter.text(letter);
  }

  private static String template(String name) throws IOException {
    try (InputStream in = PlanTemplatesTest.class.getResourceAsStream("/templates/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
