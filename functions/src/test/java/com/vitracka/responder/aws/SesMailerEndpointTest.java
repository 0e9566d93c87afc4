package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.notify.Mail;
import com.vitracka.responder.notify.Receipt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sesv2.SesV2Client;

@Needs("sesv2")
class SesMailerEndpointTest {
  private final SesV2Client ses = LocalEndpoint.get().aws().ses();

  @Test
  void aMailOfAVerifiedSenderArrivesWithBothForms() throws Exception {
    String sender = verified("incidents@vitracka.example");
    String subject = "[P1] Coach Companion – " + UUID.randomUUID();

    Receipt receipt =
        new SesMailer(ses, sender)
            .send(new Mail("on-call@vitracka.example", subject, "Début: 03:00", "<p>Début</p>"));

    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    JsonObject arrived =
        Json.object(LocalEndpoint.get().read("/_local/outbox")).objects("mails").stream()
            .filter(mail -> mail.toString().contains(subject))
            .findFirst()
            .orElseThrow();
    assertThat(arrived.toString())
        .contains(sender, "on-call@vitracka.example", "Début: 03:00", "<p>Début</p>");
  }

  @Test
  void aSenderThatIsNotVerifiedIsRefusedWithTheRemedyAndWithoutTheAddress() {
    Receipt receipt =
        new SesMailer(ses, "nobody@unverified.example")
            .send(new Mail("on-call@vitracka.example", "subject", "text", "<p>text</p>"));

    assertThat(receipt).isInstanceOf(Receipt.Refused.class);
    assertThat(((Receipt.Refused) receipt).reason())
        .contains("SES refused", "Verify the sender")
        .doesNotContain("on-call@vitracka.example");
  }

  private String verified(String address) {
    boolean known =
        ses.listEmailIdentities(list -> list.pageSize(100)).emailIdentities().stream()
            .anyMatch(identity -> identity.identityName().equals(address));
    if (!known) {
      ses.createEmailIdentity(create -> create.emailIdentity(address));
    }
    return address;
  }
}
