package com.vitracka.responder.detect;

import com.vitracka.responder.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an event says that it comes from: every account and region that it names, in its envelope,
 * in the ARN of its alarm, in its topic. One that is not ours makes the whole event foreign.
 *
 * @param topics ARN of the topic that brought it; none for what came by another way
 */
public record Origin(List<String> accounts, List<String> regions, List<String> topics) {
  /** Of what does not say where it comes from. */
  static final Origin UNNAMED = new Origin(List.of(), List.of(), List.of());

  /** The account and the region of ARNs, beside those that are given. */
  static Origin of(Stream<String> accounts, Stream<String> regions, Arn... arns) {
    return new Origin(
        Stream.concat(accounts, Stream.of(arns).map(Arn::account)).distinct().toList(),
        Stream.concat(regions, Stream.of(arns).map(Arn::region)).distinct().toList(),
        List.of());
  }

  /** Of what was brought by topics: by one, unless it is forged. */
  static Origin ofTopics(String... topics) {
    return UNNAMED.by(Stream.of(topics).distinct().toList());
  }

  /** The same, brought by these topics. */
  Origin by(List<String> brought) {
    return new Origin(accounts, regions, brought);
  }

  /** What the envelope of an event says that cannot be read any further. */
  static Origin claimedBy(JsonObject event) {
    return of(
        Stream.of("account", "accountId").flatMap(name -> event.findText(name).stream()),
        event.findText("region").stream());
  }
}
