package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @Test
  void a_number_is_shown_masked_only() {
    PhoneNumber number = PhoneNumber.parse(" +447700900123\n").orElseThrow();

    assertThat(number).hasToString("+44********23");
    assertThat(number.maskIn("Invalid parameter: 447700900123 or +447700900123"))
        .isEqualTo("Invalid parameter: +44********23 or +44********23");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+44 7700 900123",
        "+44 (0) 7700-900-123",
        "%2B447700900123",
        "00447700900123",
        "07700 900 123",
        "tel:+44-7700-900123",
        "PhoneNumber=447700900123&Message"
      })
  void a_service_may_repeat_it_in_other_forms(String form) {
    String masked = PhoneNumber.parse("+447700900123").orElseThrow().maskIn("refused: " + form);

    assertThat(masked.replaceAll("[^0-9]", "")).doesNotContain("900", "0012").contains("23");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "07700900123",
        "447700900123",
        "+44 7700 900123",
        "+0447700900123",
        "+44",
        "+4477009001234567",
        "arn:aws:sns:eu-west-1:123456789012:topic"
      })
  void what_is_not_e164_is_no_number(String text) {
    assertThat(PhoneNumber.parse(text)).isEmpty();
  }
}
