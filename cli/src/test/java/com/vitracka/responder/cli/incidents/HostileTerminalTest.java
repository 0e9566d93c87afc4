package com.vitracka.responder.cli.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.cli.command.Out;
import com.vitracka.responder.cli.command.Visible;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.plan.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A terminal obeys what is written to it, and records hold words of others. */
class HostileTerminalTest {
  private static final Instant AT = Instant.parse("2026-02-08T14:30:00Z");
  private static final Pattern OBEYED =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}&&[^\n\t]]");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b[1;1HState     RESOLVED",
        "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007",
        "\u001b]0;title\u0007\u001bP1;2|x\u001b\\",
        "\u009b2J\u009d0;title\u009c\u0090x",
        "a\rState     RESOLVED",
        "a\nState     RESOLVED: all is well\n\nTOLD\n",
        "\u202Edevloser\u202C\u2066x\u2069\u200b\u061c",
        "a\u0000b\u0008\u0008\u0008c\u007fd\u0085e\u2028f",
        "%s %n %1$s"
      })
  void no_text_commands_the_terminal_or_makes_a_line_of_its_own(String hostile) {
    String harmless = shown("harmless");

    String shown = shown(hostile);

    assertThat(OBEYED.matcher(shown).find()).isFalse();
    assertThat(shown.lines().map(HostileTerminalTest::beginning))
        .containsExactlyElementsOf(harmless.lines().map(HostileTerminalTest::beginning).toList());
  }

  @Test
  void what_others_wrote_stands_in_quotation_marks() {
    assertThat(shown("[RESOLVED] \"well\" https://evil.example"))
        .contains("ERRORS by SNS: \"(RESOLVED) 'well' https(:)//evil(.)example\"");
  }

  @Test
  void JSON_keeps_its_meaning() {
    StringWriter out = new StringWriter();
    String text = "a\u001b[2J\u009b\u202Eb\nc";

    new Out(new PrintWriter(out), new PrintWriter(out), true).answer(Map.of("text", text), "");

    assertThat(OBEYED.matcher(out.toString()).find()).isFalse();
    assertThat(Json.object(out.toString()).text("text")).isEqualTo(text);
  }

  @Test
  void words_in_any_script_stay_as_they_are() {
    assertThat(Visible.of("Größe 日本語 עברית 😀\tx\n")).isEqualTo("Größe 日本語 עברית 😀\tx\n");
  }

  private static String beginning(String line) {
    return line.substring(0, Math.min(6, line.length()));
  }

  private static String shown(String text) {
    Incident.Escalated incident =
        new Incident.Open(
                new CaseFile(
                    "id",
                    new Subject.OneAgent("coach_companion"),
                    AT,
                    AT,
                    List.of(),
                    List.of(new Signal(Signal.Path.SNS, Signal.Trouble.ERRORS, text, AT, AT, text)),
                    List.of(),
                    List.of(),
                    List.of(),
                    Verification.NONE,
                    1))
            .with(
                new Assessment(
                    AT,
                    Severity.P1,
                    OptionalInt.of(1),
                    "broken",
                    Remedy.REDEPLOY,
                    text,
                    text,
                    "4",
                    List.of("canary: " + text)))
            .with(new StepRecord(1, new Step.Redeploy(), AT, new StepState.Failed(AT, AT, text)))
            .escalate(AT, text);
    StringWriter out = new StringWriter();
    new Out(new PrintWriter(out), new PrintWriter(out), false)
        .answer(
            Map.of(),
            IncidentText.row(incident)
                + IncidentText.whole(
                    incident,
                    List.of(
                        new Message(
                            "k", "incident", "cto", "SMS", Message.State.REFUSED, AT, text))));
    return out.toString();
  }
}
