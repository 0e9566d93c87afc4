package com.vitracka.responder.aws;

import com.vitracka.responder.notify.PhoneNumber;
import com.vitracka.responder.notify.Receipt;
import com.vitracka.responder.notify.Texter;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Sends SMS by SNS. */
public final class SnsTexter implements Texter {
  private final SnsClient sns;

  public SnsTexter(SnsClient sns) {
    this.sns = sns;
  }

  @Override
  public Receipt send(PhoneNumber to, String text) {
    try {
      PublishResponse response =
          sns.publish(
              request ->
                  request
                      .overrideConfiguration(o -> o.apiCallTimeout(SesMailer.MOST_TIME))
                      .phoneNumber(to.value())
                      .message(text)
                      .messageAttributes(
                          java.util.Map.of(
                              // Promotional SMS are held back at night.
                              "AWS.SNS.SMS.SMSType",
                              MessageAttributeValue.builder()
                                  .dataType("String")
                                  .stringValue("Transactional")
                                  .build())));
      return new Receipt.Accepted(response.messageId());
    } catch (SdkException e) {
      return new Receipt.Refused(
          "SNS refused the SMS: "
              + to.maskIn(String.valueOf(e.getMessage()))
              + ". Run responder doctor to see what SMS lack (sandbox, spending limit, number)");
    }
  }
}
