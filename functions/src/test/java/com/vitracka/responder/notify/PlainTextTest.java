package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          see https://evil.example/x      | see https(:)//evil(.)example/x
          mail mailto:a@evil.example      | mail mailto(:)a@evil(.)example
          SNS refused the SMS: too many   | SNS refused the SMS: too many
          [RESOLVED] all is well          | (RESOLVED) all is well
          ［RESOLVED］ ｅｖｉｌ．ｅｘａｍｐｌｅ   | (RESOLVED) evil(.)example
          stored at s3://records/a/b.json | stored at s3://records/a/b(.)json
          xs3://records                   | xs3(:)//records
          datapoint [3.0 (24/11/26)]      | datapoint (3.0 (24/11/26))
          version 1.2.3, 99.9 %, e.g. x   | version 1.2.3, 99.9 %, e.g. x
          a.b.model.ValidationException: y | ValidationException: y
          """)
  void a_text_of_others_leads_nowhere(String text, String defused) {
    assertThat(PlainText.defused(text, 200)).isEqualTo(defused);
  }

  @Test
  void no_quotation_mark_inside_ends_a_quotation() {
    assertThat(PlainText.quoted("a \"b\" “c” «d» ＂e＂", 200)).isEqualTo("\"a 'b' 'c' 'd' 'e'\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "://", "[", "a.b.", "s3:", "ﷺ", "\u0301", "\" "})
  void a_long_text_is_cut_soon(String filler) {
    String text = filler.repeat(250_000 / filler.length());

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(PlainText.defused(text, 400)).hasSizeLessThanOrEqualTo(400);
          assertThat(PlainText.quoted(text, 400)).hasSizeLessThanOrEqualTo(400);
        });
  }

  @Test
  void marks_painted_over_other_lines_are_left_out() {
    assertThat(PlainText.line("e" + "\u0301".repeat(50) + "x", 100)).isEqualTo("e\u0301\u0301x");
  }
}
