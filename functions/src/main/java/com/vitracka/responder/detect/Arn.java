package com.vitracka.responder.detect;

import com.vitracka.responder.json.MalformedJsonException;

/** The parts of an ARN that tell whose it is and what it names. */
record Arn(String service, String region, String account, String resource) {
  static Arn parse(String text) {
    String[] parts = text.split(":", 6);
    if (parts.length < 6 || !parts[0].equals("arn")) {
      throw new MalformedJsonException("no ARN: " + Text.plain(text), null);
    }
    return new Arn(parts[2], parts[3], parts[4], parts[5]);
  }

  /** The name in the ARN of an alarm. */
  String alarmName() {
    if (!service.equals("cloudwatch") || !resource.startsWith("alarm:")) {
      throw new MalformedJsonException("not the ARN of an alarm: " + Text.plain(resource), null);
    }
    return resource.substring("alarm:".length());
  }
}
