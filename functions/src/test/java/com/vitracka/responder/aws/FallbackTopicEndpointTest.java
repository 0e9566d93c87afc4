package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.notify.Receipt;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;

@Needs({"sns", "sqs"})
class FallbackTopicEndpointTest {
  private final SnsClient sns = LocalEndpoint.get().aws().sns();

  @Test
  void whatIsPublishedReachesASubscriber() {
    try (AQueue subscriber = new AQueue()) {
      Receipt receipt =
          new FallbackTopic(sns, subscriber.topicArn())
              .publish("[P1] Coach Companion – down", "Der Agent antwortet nicht: 03:00");

      assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
      JsonObject delivered = subscriber.next();
      assertThat(delivered.text("Subject")).isEqualTo("[P1] Coach Companion ? down");
      assertThat(delivered.text("Message")).isEqualTo("Der Agent antwortet nicht: 03:00");
    }
  }

  @Test
  void aSubjectLongerThanATopicTakesIsCut() {
    try (AQueue subscriber = new AQueue()) {
      Receipt receipt =
          new FallbackTopic(sns, subscriber.topicArn()).publish("long ".repeat(60), "text");

      assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
      assertThat(subscriber.next().text("Subject")).startsWith("long long").hasSizeLessThan(100);
    }
  }

  @Test
  void aTopicThatIsNotThereRefusesAndIsNamed() {
    String arn = "arn:aws:sns:eu-west-1:000000000000:contracts-none";

    assertThat(new FallbackTopic(sns, arn).publish("subject", "text"))
        .isInstanceOfSatisfying(
            Receipt.Refused.class, refused -> assertThat(refused.reason()).contains(arn));
  }
}
