package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.notify.PhoneNumber;
import com.vitracka.responder.notify.Receipt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@Needs("sns")
class SnsTexterEndpointTest {
  @Test
  void aTextMessageIsTakenWithItsNumber() throws Exception {
    PhoneNumber number = PhoneNumber.parse("+447700900123").orElseThrow();
    String text = "P1 Coach Companion " + UUID.randomUUID();

    Receipt receipt = new SnsTexter(LocalEndpoint.get().aws().sns()).send(number, text);

    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    assertThat(LocalEndpoint.get().read(inbox())).contains(text, number.value());
  }

  private static String inbox() {
    return switch (LocalEndpoint.get().kind()) {
      case MINISTACK -> "/_ministack/sns/sms-messages";
      case LOCALSTACK -> "/_aws/sns/sms-messages?region=eu-west-1";
    };
  }
}
