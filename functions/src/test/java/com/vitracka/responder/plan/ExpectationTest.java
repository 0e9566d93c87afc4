package com.vitracka.responder.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's answer is written by others: no answer keeps the canary busy. */
class ExpectationTest {
  /** As much of an answer as is read. */
  private static final int ANSWER = 256 * 1024;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|aa)+$",
        "^(a?){40}a{40}$",
        "(?:\\s|\\S)*result",
        "(.*)*x",
        "((a{10}){4}){10}b"
      })
  void an_expression_that_explodes_elsewhere_is_looked_for_in_a_time_that_grows_with_the_answer(
      String expression) {
    Expectation expectation = Expectation.parse(expression);

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThat(expectation.isMetBy("a".repeat(ANSWER) + "!")).isFalse());
  }

  @Test
  void the_customers_expectation_is_read_as_before() {
    Expectation expectation = TestPlans.plan().getAgent("coach_companion").canary().expect();

    assertThat(expectation.isMetBy("{\"result\": \"I am well\"}")).isTrue();
    assertThat(expectation.isMetBy("{\"result\": \"\"}")).isFalse();
    assertThat(expectation.isMetBy("{\"error\": \"result\"}")).isFalse();
  }

  @Test
  void counts_as_people_write_them_are_no_explosion() {
    assertThat(
            Expectation.parse("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
                .isMetBy("id 5f1e3a5e-2f0d-5b2a-9c1d-64f7a1c0b001"))
        .isTrue();
  }

  @Test
  void what_RE2_does_not_have_is_named() {
    assertThatThrownBy(() -> Expectation.parse("(?<=a)b"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("no look-arounds");
  }
}
