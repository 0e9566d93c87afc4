package com.vitracka.responder.infra.rights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Asks {@code infra/rights/evaluate.mjs} what IAM would say. */
final class Evaluator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPT = Path.of("rights", "evaluate.mjs");
  private static final Path INSTALLED = Path.of("node_modules", "@cloud-copilot", "iam-simulate");

  /**
   * A request of a principal.
   *
   * @param context texts, and lists of texts where a key has several values
   * @param account that the resource belongs to
   * @param resourcePolicy key of the policy of the resource; empty for none
   */
  record Request(
      String principal,
      String action,
      String resource,
      String account,
      Map<String, Object> context,
      String resourcePolicy) {}

  record NamedPolicy(String name, JsonNode policy) {}

  record Principal(String arn, List<NamedPolicy> policies) {}

  /**
   * What IAM says.
   *
   * @param error why the question makes no sense to IAM; empty when it does
   */
  record Decision(boolean allowed, String error) {}

  private record Question(
      Map<String, Principal> principals,
      Map<String, JsonNode> resourcePolicies,
      List<Request> requests) {}

  private Evaluator() {}

  static Catalogue catalogue(Set<String> services) {
    return Catalogue.of(ask(Map.of("catalogue", services)));
  }

  /** The decisions in the requests' order; half of the requests on each of two processes. */
  static List<Decision> decide(
      Map<String, Principal> principals,
      Map<String, JsonNode> resourcePolicies,
      List<Request> requests) {
    int middle = requests.size() / 2;
    CompletableFuture<List<Decision>> first =
        CompletableFuture.supplyAsync(
            () -> half(principals, resourcePolicies, requests.subList(0, middle)),
            Thread::startVirtualThread);
    List<Decision> second =
        half(principals, resourcePolicies, requests.subList(middle, requests.size()));
    List<Decision> all = new ArrayList<>(first.join());
    all.addAll(second);
    return all;
  }

  private static List<Decision> half(
      Map<String, Principal> principals,
      Map<String, JsonNode> resourcePolicies,
      List<Request> requests) {
    List<Decision> decisions = new ArrayList<>();
    ask(new Question(principals, resourcePolicies, requests))
        .forEach(
            answer ->
                decisions.add(
                    new Decision(
                        answer.asText().equals("Allowed"), answer.path("error").asText(""))));
    return decisions;
  }

  private static JsonNode ask(Object question) {
    if (!Files.isDirectory(INSTALLED)) {
      throw new IllegalStateException(
          INSTALLED.toAbsolutePath()
              + " is missing: run 'npm ci' in infra, or ./responder test, which does");
    }
    try {
      Process node =
          new ProcessBuilder("node", SCRIPT.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      CompletableFuture<Void> asked =
          CompletableFuture.runAsync(
              () -> {
                try (OutputStream in = node.getOutputStream()) {
                  in.write(JSON.writeValueAsBytes(question));
                } catch (IOException e) {
                  throw new UncheckedIOException("the evaluator takes no question", e);
                }
              },
              Thread::startVirtualThread);
      String answer = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = node.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(SCRIPT + " ended with " + exit + ", see above");
      }
      asked.join();
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("node cannot run " + SCRIPT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rights were evaluated", e);
    }
  }

  static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
    return members;
  }
}
