package com.vitracka.responder.cli.redrive;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.redrive.Redriving.Letter;
import com.vitracka.responder.cli.redrive.Redriving.Outcome;
import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@code responder redrive}. */
@Command(
    name = "redrive",
    description = {
      "Delivers again what lies in the dead-letter queues, each letter to where it was meant to go.",
      "What is not taken stays where it is. Twice does no harm."
    })
public final class RedriveCommand extends ResponderCommand {
  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(130);
  private static final int MOST_ANSWER = 300;

  @Option(
      names = "--queue",
      paramLabel = "WHAT",
      description = "signals, intake, look, backup, act or tell (default: all)")
  private @Nullable String queue;

  @Option(
      names = "--dry-run",
      description = "print what lies there and each call that would be made; make none")
  private boolean dryRun;

  @Override
  protected ExitCode run(Session session) {
    Place place = new Place(session.region(), session.account());
    List<Letter> letters = new ArrayList<>();
    try (SqsClient sqs = session.clients().sqs()) {
      Redriving redriving =
          new Redriving(
              sqs,
              place,
              destination -> deliver(session, destination),
              letter -> session.out().progress(text(letter)));
      for (String name : queues()) {
        letters.addAll(redriving.redrive(Place.QUEUES + name, dryRun));
      }
    }
    long kept = count(letters, Outcome.KEPT);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("dryRun", dryRun);
    document.put("letters", letters.stream().map(Letter::toDocument).toList());
    document.put("kept", kept);
    session.out().answer(document, summary(letters));
    return kept == 0 ? ExitCode.OK : ExitCode.REFUSED;
  }

  private List<String> queues() {
    List<String> all =
        Stream.concat(
                Stream.of("signals"),
                Stream.of(Part.values()).map(part -> part.name().toLowerCase(Locale.ROOT)))
            .toList();
    if (queue == null) {
      return all;
    }
    if (!all.contains(queue)) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "there is no dead-letter queue '" + queue + "'",
          "--queue",
          "use one of " + String.join(", ", all));
    }
    return List.of(queue);
  }

  private static String deliver(Session session, Destination destination) {
    return switch (destination) {
      case Destination.Invoke(String function, String payload) -> {
        InvokeResponse answer =
            session
                .aws()
                .lambda()
                .invoke(
                    request ->
                        request
                            .functionName(function)
                            .payload(SdkBytes.fromUtf8String(payload))
                            .overrideConfiguration(
                                c ->
                                    c.apiCallTimeout(FUNCTION_TIMEOUT)
                                        .apiCallAttemptTimeout(FUNCTION_TIMEOUT)));
        if (answer.functionError() != null) {
          throw new IllegalStateException(
              function + " failed again: " + clipped(answer.payload().asUtf8String()));
        }
        yield clipped(answer.payload().asUtf8String());
      }
      case Destination.Publish(String topic, String message) ->
          session
              .aws()
              .sns()
              .publish(
                  request ->
                      request.topicArn(topic).subject(Destination.Publish.SUBJECT).message(message))
              .messageId();
      case Destination.Superseded(String why) -> why;
      case Destination.Unknown(String why) -> throw new IllegalStateException(why);
    };
  }

  private static String text(Letter letter) {
    return """
        %s  %s  from %s%s
            %s
            %s%s"""
        .formatted(
            letter.queue(),
            letter.sentAt(),
            letter.content().from(),
            letter.content().error().isEmpty() ? "" : ": " + letter.content().error(),
            letter.content().destination().call(),
            letter.outcome(),
            letter.answer().isEmpty() ? "" : ": " + clipped(letter.answer()));
  }

  private String summary(List<Letter> letters) {
    if (letters.isEmpty()) {
      return "The dead-letter queues are empty.";
    }
    return dryRun
        ? letters.size() + " letters. Nothing was changed."
        : "%d delivered, %d dropped, %d kept."
            .formatted(
                count(letters, Outcome.DELIVERED),
                count(letters, Outcome.DROPPED),
                count(letters, Outcome.KEPT));
  }

  private static long count(List<Letter> letters, Outcome outcome) {
    return letters.stream().filter(letter -> letter.outcome() == outcome).count();
  }

  private static String clipped(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= MOST_ANSWER ? plain : plain.substring(0, MOST_ANSWER) + "…";
  }
}
