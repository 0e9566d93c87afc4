package com.vitracka.responder.cli.redrive;

/** Where a dead letter goes again, as the call that brings it there. */
sealed interface Destination {
  /**
   * Invokes a function and waits for its answer.
   *
   * @param function name and alias
   */
  record Invoke(String function, String payload) implements Destination {
    @Override
    public String call() {
      return "aws lambda invoke --function-name "
          + function
          + " --cli-binary-format raw-in-base64-out --payload "
          + quoted(payload)
          + " /dev/stdout";
    }
  }

  /** Publishes to a topic that people subscribe to. */
  record Publish(String topicArn, String message) implements Destination {
    static final String SUBJECT = "[LATE] AgentCore Responder";

    @Override
    public String call() {
      return "aws sns publish --topic-arn "
          + topicArn
          + " --subject "
          + quoted(SUBJECT)
          + " --message "
          + quoted(message);
    }
  }

  /**
   * Nowhere: its work has been done since.
   *
   * @param why in words
   */
  record Superseded(String why) implements Destination {
    @Override
    public String call() {
      return "no call: " + why;
    }
  }

  /**
   * Nowhere, since nobody knows; a person must look at it.
   *
   * @param why in words
   */
  record Unknown(String why) implements Destination {
    @Override
    public String call() {
      return "no call: " + why;
    }
  }

  /** The call as one would make it by hand. */
  String call();

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
