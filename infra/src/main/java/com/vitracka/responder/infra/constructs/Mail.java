package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ses.EmailIdentity;
import software.amazon.awscdk.services.ses.Identity;
import software.constructs.Construct;

/**
 * The address that mails come from. While the account is in SES's sandbox each recipient must be
 * registered and confirm as well; {@code responder doctor} says which are missing.
 */
public final class Mail extends Construct {
  private final Settings settings;

  public Mail(Construct scope, String id, Settings settings) {
    super(scope, id);
    this.settings = settings;
    Plan plan = settings.plan();
    Stream.concat(Stream.of(plan.sender()), settings.local().registeredRecipients(plan).stream())
        .distinct()
        .forEach(
            address ->
                EmailIdentity.Builder.create(this, address.replaceAll("[^A-Za-z0-9]", "-"))
                    .identity(Identity.email(address))
                    .build());
  }

  /** In the sandbox IAM asks for the recipients' identities too, so they are named here. */
  public Right send() {
    Plan plan = settings.plan();
    List<String> identities =
        Stream.concat(Stream.of(plan.sender()), plan.contacts().stream().map(Contact::email))
            .distinct()
            .map(address -> settings.arn("ses", "identity/" + address))
            .toList();
    return Right.to("SendMail", "ses:SendEmail")
        .on(identities)
        .when("StringEquals", "ses:FromAddress", plan.sender());
  }
}
