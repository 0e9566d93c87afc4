package com.vitracka.responder.local.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A way in which people hold back the responder while an agent is down, and what must come of it
 * (the table in docs/operating/modes.md).
 */
enum Restraint {
  BRAKE("", "brake", "auto", false, "the brake for all agents is on"),
  OBSERVED("observe", "none", "observe", false, "the mode for this scenario is observe"),
  APPROVED("approve", "approve", "approve", true, ""),
  REJECTED("approve", "reject", "approve", false, "rejected by"),
  UNANSWERED("approve", "none", "approve", false, "nobody has approved"),
  STOPPED("auto-after", "stop", "auto-after 20s", false, "stopped by"),
  UNOPPOSED("auto-after", "none", "auto-after 20s", true, "");

  private final String word;
  private final String answer;
  private final String mode;
  private final boolean recovers;
  private final String reason;

  Restraint(String word, String answer, String mode, boolean recovers, String reason) {
    this.word = word;
    this.answer = answer;
    this.mode = mode;
    this.recovers = recovers;
    this.reason = reason;
  }

  /** As options of the demo. */
  String options() {
    return switch (this) {
      case BRAKE -> "--brake";
      case OBSERVED -> "--mode observe";
      default -> "--mode " + word + " --answer " + answer;
    };
  }

  /** As the plan writes it. */
  String mode() {
    return mode;
  }

  /** The command that a person types once the mail has come; empty for one who sleeps. */
  Optional<String> findAnswer() {
    return this == BRAKE || answer.equals("none") ? Optional.empty() : Optional.of(answer);
  }

  String outcome() {
    return recovers ? "RESOLVED" : "ESCALATED";
  }

  /** Changes of the agent that the responder may make. */
  int changes() {
    return recovers ? 1 : 0;
  }

  /** What the reason of the escalation holds. */
  String reason() {
    return reason;
  }

  /** By the options; without an answer nobody gives one. */
  static Optional<Restraint> find(String mode, String answer) {
    return Arrays.stream(values())
        .filter(one -> one != BRAKE && one.word.equals(mode) && one.answer.equals(answer))
        .findFirst();
  }

  static List<Restraint> all() {
    return List.of(values());
  }

  static String words() {
    return all().stream().map(Restraint::options).collect(Collectors.joining(", "));
  }
}
