package com.vitracka.responder.aws;

import com.vitracka.responder.notify.Fallback;
import com.vitracka.responder.notify.Receipt;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/** Publishes to the SNS topic that people subscribe to for the case that SES or SMS fail. */
public final class FallbackTopic implements Fallback {
  /** SNS takes less than 100 ASCII characters as a subject. */
  private static final int MOST_SUBJECT = 99;

  private final SnsClient sns;
  private final String topicArn;

  public FallbackTopic(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  @Override
  public Receipt publish(String subject, String text) {
    try {
      return new Receipt.Accepted(
          sns.publish(
                  request ->
                      request
                          .overrideConfiguration(o -> o.apiCallTimeout(SesMailer.MOST_TIME))
                          .topicArn(topicArn)
                          .subject(inAscii(subject))
                          .message(text))
              .messageId());
    } catch (SdkException e) {
      return new Receipt.Refused(
          "the fallback topic refused: "
              + e.getMessage()
              + ". Check that "
              + topicArn
              + " exists and that the Tell function may publish to it");
    }
  }

  private static String inAscii(String subject) {
    String ascii = subject.replaceAll("[^\\x20-\\x7e]", "?").strip();
    return ascii.length() <= MOST_SUBJECT ? ascii : ascii.substring(0, MOST_SUBJECT).strip();
  }
}
