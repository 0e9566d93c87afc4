package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Failures;
import com.vitracka.responder.cli.command.Records;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.command.StackOutputs;
import com.vitracka.responder.incident.ControlStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The regions in which a responder may be: the plan's two, or the one that {@code --region} names.
 * Each is asked for itself, so that one which is out keeps nobody from reaching the other.
 */
final class Regions {
  /** What is to be done, or read, in a region. */
  interface Work {
    Said in(Session session, ControlStore controls);
  }

  /**
   * What a region answered.
   *
   * @param lines for people
   * @param document for programs
   */
  record Said(List<String> lines, Map<String, ?> document) {}

  private sealed interface Reply {
    record Answered(String region, Said said) implements Reply {}

    record NoResponder(String region) implements Reply {}

    record Silent(String region, Failure failure) implements Reply {}
  }

  private final Session session;
  private final DryRunOption dryRun;

  Regions(Session session, DryRunOption dryRun) {
    this.session = session;
    this.dryRun = dryRun;
  }

  /**
   * Does it in each region, tells what each answered, and then fails if one that may have a
   * responder did not.
   */
  ExitCode inEach(Work work) {
    List<Call> calls = new ArrayList<>();
    List<Reply> replies = new ArrayList<>();
    for (Session one : sessions()) {
      replies.add(ask(one, work, calls));
    }
    if (replies.stream().allMatch(Reply.NoResponder.class::isInstance)) {
      throw new Failure(
          ExitCode.NOT_DEPLOYED,
          "there is no stack " + StackOutputs.STACK,
          "account "
              + session.account()
              + ", region "
              + sessions().stream().map(Session::region).collect(Collectors.joining(" and ")),
          "deploy it: cd infra && npx cdk deploy; or choose another --region");
    }
    if (dryRun.isSet()) {
      Call.show(session.out(), calls);
    } else {
      session
          .out()
          .answer(
              Map.of("regions", replies.stream().map(Regions::document).toList()),
              replies.stream().map(Regions::text).collect(Collectors.joining()));
    }
    for (Reply reply : replies) {
      if (reply instanceof Reply.Silent(String region, Failure failure)) {
        throw new Failure(
            failure.exitCode(),
            "region " + region + " did not answer: " + failure.what(),
            failure.where(),
            "what the other region answered counts there; for this one: " + failure.remedy(),
            failure);
      }
    }
    return ExitCode.OK;
  }

  private List<Session> sessions() {
    return session.settings().region().isPresent()
        ? List.of(session)
        : List.of(session, session.in(session.plan().standbyRegion()));
  }

  private Reply ask(Session one, Work work, List<Call> calls) {
    try {
      if (one.findStack(StackOutputs.STACK).isEmpty()) {
        return new Reply.NoResponder(one.region());
      }
      Records records = Records.of(one, dryRun);
      Said said = work.in(one, records.controls());
      calls.addAll(records.calls());
      return new Reply.Answered(one.region(), said);
    } catch (RuntimeException e) {
      // Told, and thrown again once the other region has been asked.
      return new Reply.Silent(one.region(), Failures.of(e));
    }
  }

  private static Map<String, Object> document(Reply reply) {
    Map<String, Object> document = new LinkedHashMap<>();
    switch (reply) {
      case Reply.Answered(String region, Said said) -> {
        document.put("region", region);
        document.put("answered", true);
        document.putAll(said.document());
      }
      case Reply.NoResponder(String region) -> {
        document.put("region", region);
        document.put("answered", true);
        document.put("responder", false);
      }
      case Reply.Silent(String region, Failure failure) -> {
        document.put("region", region);
        document.put("answered", false);
        document.put("reason", failure.what());
      }
    }
    return document;
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Answered(String region, Said said) ->
          region
              + "\n"
              + said.lines().stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
      case Reply.NoResponder(String region) -> region + "\n  no responder is deployed here\n";
      case Reply.Silent(String region, Failure failure) ->
          region
              + "\n  did not answer: "
              + failure.what()
              + "\n  (what a responder cannot read counts as a brake that is on)\n";
    };
  }
}
