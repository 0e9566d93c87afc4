package com.vitracka.responder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"key": hunter2secret}          | breaks the rules of JSON (line 1, column
          {"key": "hunter2secret          | ends in the middle (line 1, column
          hunter2secret                   | breaks the rules of JSON
          [1]                             | expected a JSON object
          """)
  void what_is_no_JSON_is_named_by_kind_and_place_and_not_repeated(String text, String reason) {
    Throwable thrown = catchThrowable(() -> Json.object(text));

    assertThat(thrown).isInstanceOf(MalformedJsonException.class).hasMessageContaining(reason);
    StringWriter all = new StringWriter();
    thrown.printStackTrace(new PrintWriter(all));
    assertThat(all.toString()).doesNotContain("hunter2");
  }

  @Test
  void a_hundred_levels_are_read_and_no_more() {
    assertThat(catchThrowable(() -> Json.object("{\"a\":".repeat(5_000))))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("nesting depth");
  }
}
