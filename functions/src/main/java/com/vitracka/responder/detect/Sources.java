package com.vitracka.responder.detect;

import com.vitracka.responder.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * Where events may come from that are acted on; those of other accounts, regions and topics are
 * recorded only (design decision 12).
 *
 * @param account the AWS account that is watched
 * @param topics ARNs of the SNS topics on which alarms are awaited
 */
public record Sources(String account, String region, List<String> topics) {
  private static final String OWN_TOPIC = "responder-alarms";

  /** The plan's region of an account, with the topic that the stack makes there. */
  public static Sources of(Plan plan, String account) {
    return new Sources(
        account,
        plan.region(),
        List.of("arn:aws:sns:" + plan.region() + ":" + account + ":" + OWN_TOPIC));
  }

  /** Why what comes from there is not acted on; empty when it is. */
  Optional<String> findUnknown(Origin origin) {
    return findUnnamed(origin).or(() -> findForeign(origin));
  }

  /** The same, where the event may be cut off before it says where it comes from. */
  Optional<String> findForeign(Origin origin) {
    return findOther(origin.accounts(), List.of(account), "account")
        .or(() -> findOther(origin.regions(), List.of(region), "region"))
        .or(() -> findOther(origin.topics(), topics, "topic"))
        .map(Text::plain);
  }

  private static Optional<String> findUnnamed(Origin origin) {
    if (origin.accounts().isEmpty()) {
      return Optional.of("unknown account: it names none");
    }
    return origin.regions().isEmpty()
        ? Optional.of("unknown region: it names none")
        : Optional.empty();
  }

  private static Optional<String> findOther(List<String> named, List<String> ours, String kind) {
    return named.stream()
        .filter(name -> !ours.contains(name))
        .findFirst()
        .map(
            name ->
                "unknown "
                    + kind
                    + " '"
                    + name
                    + "': this responder watches "
                    + String.join(", ", ours));
  }
}
