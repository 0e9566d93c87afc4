package com.vitracka.responder.aws;

import com.vitracka.responder.notify.Mail;
import com.vitracka.responder.notify.Mailer;
import com.vitracka.responder.notify.Receipt;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.LimitExceededException;
import software.amazon.awssdk.services.sesv2.model.MailFromDomainNotVerifiedException;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

/** Sends mails by SES. */
public final class SesMailer implements Mailer {
  /** With its retries: a service that hangs must not eat the time of the other channels. */
  static final Duration MOST_TIME = Duration.ofSeconds(5);

  private static final String UTF_8 = "UTF-8";

  private final SesV2Client ses;
  private final String sender;

  public SesMailer(SesV2Client ses, String sender) {
    this.ses = ses;
    this.sender = sender;
  }

  @Override
  public Receipt send(Mail mail) {
    try {
      SendEmailResponse response =
          ses.sendEmail(
              request ->
                  request
                      .overrideConfiguration(o -> o.apiCallTimeout(MOST_TIME))
                      .fromEmailAddress(sender)
                      .destination(to -> to.toAddresses(mail.to()))
                      .content(
                          content ->
                              content.simple(
                                  simple ->
                                      simple
                                          .subject(s -> s.charset(UTF_8).data(mail.subject()))
                                          .body(
                                              body ->
                                                  body.text(t -> t.charset(UTF_8).data(mail.text()))
                                                      .html(
                                                          h ->
                                                              h.charset(UTF_8)
                                                                  .data(mail.html()))))));
      return new Receipt.Accepted(response.messageId());
    } catch (SdkException e) {
      String said = String.valueOf(e.getMessage()).replace(mail.to(), "the recipient");
      return new Receipt.Refused("SES refused: " + said + ". " + remedy(e));
    }
  }

  private static String remedy(SdkException e) {
    return switch (e) {
      case MessageRejectedException rejected ->
          "Verify the sender, and the recipient while SES is in its sandbox";
      case MailFromDomainNotVerifiedException domain -> "Verify the sender's MAIL FROM domain";
      case AccountSuspendedException suspended -> "Ask AWS Support to lift the suspension of SES";
      case SendingPausedException paused -> "Switch sending on again in the SES console";
      case LimitExceededException limit -> "Ask for a higher sending quota of SES";
      case TooManyRequestsException many -> "Ask for a higher sending rate of SES";
      default -> "Run responder doctor to see what SES lacks";
    };
  }
}
