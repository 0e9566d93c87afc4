package com.vitracka.responder.local.demo;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.local.LocalServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A service that refuses us while an agent is recovered: the recovery goes on, people are still
 * told, and what failed is in the record.
 */
enum Refusal {
  /** No mail leaves: the same text goes through the fallback topic. */
  SES("ses", "ses", -1, "") {
    @Override
    boolean isInRecord(Incident incident, List<Message> messages) {
      return has(messages, "EMAIL", Message.State.REFUSED)
          && has(messages, "FALLBACK", Message.State.SENT);
    }
  },
  /** No SMS leaves: mails do, and say so. */
  SMS("sms", "sns-sms", -1, "") {
    @Override
    boolean isInRecord(Incident incident, List<Message> messages) {
      return has(messages, "SMS", Message.State.REFUSED)
          && has(messages, "EMAIL", Message.State.SENT);
    }
  },
  /** The table throttles the teller's first calls: it tries again, or sends without the ledger. */
  TABLE("table", "dynamodb", 12, "responder-tell") {
    @Override
    boolean isInRecord(Incident incident, List<Message> messages) {
      return has(messages, "EMAIL", Message.State.SENT);
    }
  },
  /** No object is stored: the recovery goes on without a backup, the missing report is told. */
  BUCKET("bucket", "s3", -1, "responder-") {
    @Override
    boolean isInRecord(Incident incident, List<Message> messages) {
      boolean backupFailed =
          incident.file().steps().stream()
              .anyMatch(
                  step ->
                      step.step() instanceof Step.BackUp
                          && step.state() instanceof StepState.Failed);
      return backupFailed
          && messages.stream()
              .anyMatch(
                  message ->
                      message.key().startsWith("report-refused")
                          && message.state() == Message.State.SENT);
    }
  };

  private static final String ROUTE = "/_local/refuse";

  private final String word;
  private final String service;
  private final int times;
  private final String role;

  /**
   * What refuses.
   *
   * @param service as the local AWS calls it
   * @param times so often, -1 for always
   * @param role only callers whose role's name holds this
   */
  Refusal(String word, String service, int times, String role) {
    this.word = word;
    this.service = service;
    this.times = times;
    this.role = role;
  }

  String word() {
    return word;
  }

  static Optional<Refusal> find(String word) {
    return Stream.of(values()).filter(refusal -> refusal.word.equals(word)).findFirst();
  }

  static String words() {
    return String.join(", ", Stream.of(values()).map(Refusal::word).toList());
  }

  /** From now on the service refuses. */
  void switchOn(LocalServer aws) {
    aws.post(ROUTE, Map.of("service", service, "times", times, "role", role));
  }

  /** All services answer again. */
  static void switchAllOff(LocalServer aws) {
    aws.delete(ROUTE);
  }

  /** How often the services have refused since they were switched on, as the local AWS counts. */
  static String counts(LocalServer aws) {
    return aws.get(ROUTE).toString();
  }

  /** Whether the record says what failed, and that people were told all the same. */
  abstract boolean isInRecord(Incident incident, List<Message> messages);

  private static boolean has(List<Message> messages, String via, Message.State state) {
    Predicate<Message> wanted = message -> message.via().equals(via) && message.state() == state;
    return messages.stream().anyMatch(wanted);
  }
}
