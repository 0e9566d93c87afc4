package com.vitracka.responder.cli.watch;

import com.vitracka.responder.aws.SsmPhones;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.command.StackOutputs;
import com.vitracka.responder.notify.PhoneNumber;
import com.vitracka.responder.notify.Phones;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.OnCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * {@code responder watch subscribe}: phone numbers are in encrypted parameters, which
 * CloudFormation cannot read into a subscription, and belong into no template.
 */
@Command(
    name = "subscribe",
    description = {
      "Subscribes the phones of everybody on call to both topics of last resort.",
      "Mail addresses are subscribed by the deployment. Again changes nothing."
    })
final class SubscribeCommand extends ResponderCommand {
  @Option(names = "--dry-run", description = "print the calls with masked numbers; make none")
  private boolean dryRun;

  @Override
  protected ExitCode run(Session session) {
    Phones phones = new SsmPhones(session.aws().ssm());
    OnCall onCall = session.plan().onCall();
    List<Map<String, Object>> done = new ArrayList<>();
    boolean complete = true;
    for (Contact contact :
        Stream.of(onCall.primary(), onCall.secondary(), onCall.escalation()).distinct().toList()) {
      if (contact.phoneParameter().isEmpty()) {
        continue;
      }
      switch (phones.find(contact.phoneParameter().get())) {
        case Phones.Lookup.Found(PhoneNumber number) -> {
          done.add(
              subscribe(session, session.region(), StackOutputs.FALLBACK_TOPIC, contact, number));
          done.add(
              subscribe(
                  session,
                  session.plan().standbyRegion(),
                  StackOutputs.WATCH_TOPIC,
                  contact,
                  number));
        }
        case Phones.Lookup.Missing(String reason) -> {
          complete = false;
          session.out().progress(contact.id() + ": " + reason);
        }
      }
    }
    session.out().answer(Map.of("dryRun", dryRun, "subscriptions", done));
    return complete ? ExitCode.OK : ExitCode.NOT_READY;
  }

  private Map<String, Object> subscribe(
      Session session, String region, String name, Contact contact, PhoneNumber number) {
    String topic = "arn:aws:sns:" + region + ":" + session.account() + ":" + name;
    try (SnsClient sns = session.clients().snsIn(region)) {
      Set<String> there =
          sns
              .listSubscriptionsByTopicPaginator(request -> request.topicArn(topic))
              .subscriptions()
              .stream()
              .map(Subscription::endpoint)
              .collect(Collectors.toSet());
      boolean isThere = there.contains(number.value());
      if (!isThere && !dryRun) {
        sns.subscribe(request -> request.topicArn(topic).protocol("sms").endpoint(number.value()));
      }
      session
          .out()
          .progress(
              "aws sns subscribe --region %s --topic-arn %s --protocol sms --notification-endpoint %s   # %s%s"
                  .formatted(
                      region,
                      topic,
                      number.masked(),
                      contact.id(),
                      isThere ? ", is subscribed already" : ""));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("topic", topic);
      document.put("contact", contact.id());
      document.put("number", number.masked());
      document.put("subscribedAlready", isThere);
      return document;
    }
  }
}
