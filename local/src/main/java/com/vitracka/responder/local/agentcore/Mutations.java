package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one mutation run at a time, keeps a record of each, and answers a repeated client token with
 * the first answer instead of running it again.
 */
final class Mutations {
  private record Token(String region, String operation, String token) {}

  private record Answered(ObjectNode parameters, ObjectNode answer) {}

  private static final int SHORTEST_TOKEN = 33;
  private static final int LONGEST_TOKEN = 256;
  private static final int MOST_KEPT = 5_000;

  private final String account;
  private final Clock clock;
  private final CloudTrail cloudTrail;
  private final Map<Token, Answered> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Token, Answered> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private final Deque<Mutation> kept = new ArrayDeque<>();

  Mutations(String account, Clock clock, CloudTrail cloudTrail) {
    this.account = account;
    this.clock = clock;
    this.cloudTrail = cloudTrail;
  }

  synchronized ObjectNode run(
      String operation,
      Request.Caller caller,
      ObjectNode parameters,
      Supplier<ObjectNode> mutation) {
    @Nullable ObjectNode answer = null;
    @Nullable AwsError error = null;
    boolean repeated = false;
    try {
      @Nullable Token token = token(operation, caller, parameters);
      @Nullable Answered before = token == null ? null : answers.get(token);
      if (before != null && !before.parameters().equals(parameters)) {
        throw AwsError.conflict(
            "The client token was used before for a %s with other parameters."
                .formatted(operation));
      }
      repeated = before != null;
      answer = before == null ? mutation.get() : before.answer().deepCopy();
      if (token != null && !repeated) {
        answers.put(token, new Answered(parameters.deepCopy(), answer.deepCopy()));
      }
      return answer;
    } catch (AwsError e) {
      error = e;
      throw e;
    } finally {
      if (answer != null || error != null) {
        keep(
            new Mutation(
                clock.instant(), operation, account, caller, parameters, answer, error, repeated));
      }
    }
  }

  synchronized List<Mutation> list() {
    return List.copyOf(kept);
  }

  synchronized void clear() {
    answers.clear();
    kept.clear();
  }

  private void keep(Mutation mutation) {
    if (kept.size() >= MOST_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(mutation);
    cloudTrail.record(mutation);
  }

  private static @Nullable Token token(
      String operation, Request.Caller caller, ObjectNode parameters) {
    if (!parameters.hasNonNull("clientToken")) {
      return null;
    }
    String token = parameters.path("clientToken").asText();
    if (token.length() < SHORTEST_TOKEN || token.length() > LONGEST_TOKEN) {
      throw AwsError.validation(
          "clientToken must have %d to %d characters, not %d."
              .formatted(SHORTEST_TOKEN, LONGEST_TOKEN, token.length()));
    }
    return new Token(caller.region(), operation, token);
  }
}
