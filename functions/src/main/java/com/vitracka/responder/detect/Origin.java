package com.vitracka.responder.detect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an event says that it comes from: every account and region that it names, in its envelope,
 * in the ARN of its alarm, in its topic. One that is not ours makes the whole event foreign.
 */
public record Origin(List<String> accounts, List<String> regions) {
  /** The account and the region of ARNs, beside those that are given. */
  static Origin of(Stream<String> accounts, Stream<String> regions, Arn... arns) {
    return new Origin(
        Stream.concat(accounts, Stream.of(arns).map(Arn::account)).distinct().toList(),
        Stream.concat(regions, Stream.of(arns).map(Arn::region)).distinct().toList());
  }

  /** Why it is not of this account and region; empty when it is. */
  Optional<String> findForeign(String account, String region) {
    return findOther(accounts, account, "account")
        .or(() -> findOther(regions, region, "region"))
        .map(Text::plain);
  }

  private static Optional<String> findOther(List<String> named, String ours, String kind) {
    if (named.isEmpty()) {
      return Optional.of("unknown " + kind + ": it names none");
    }
    return named.stream()
        .filter(name -> !name.equals(ours))
        .findFirst()
        .map(name -> "unknown " + kind + " '" + name + "': this responder watches " + ours);
  }
}
