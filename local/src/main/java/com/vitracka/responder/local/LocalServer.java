package com.vitracka.responder.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The admin routes of one of our two local servers. */
public final class LocalServer {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  private final String name;
  private final URI address;

  LocalServer(String name, URI address) {
    this.name = name;
    this.address = address;
  }

  URI address() {
    return address;
  }

  boolean isHealthy() {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(address.resolve("/_local/health"))
                  .timeout(Duration.ofSeconds(3))
                  .build(),
              BodyHandlers.ofString());
      return answer.statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public JsonNode get(String path) {
    return send(HttpRequest.newBuilder(address.resolve(path)).GET());
  }

  public JsonNode post(String path, Object body) {
    try {
      return send(
          HttpRequest.newBuilder(address.resolve(path))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + body, e);
    }
  }

  public JsonNode delete(String path) {
    return send(HttpRequest.newBuilder(address.resolve(path)).DELETE());
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(TIMEOUT).build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new Failure(
            ExitCode.REFUSED,
            "%s refused it with %d: %s".formatted(name, answer.statusCode(), answer.body()),
            request.method() + " " + request.uri(),
            "read the message; responder local status shows what there is");
      }
      return answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          name + " does not answer: " + e,
          address.toString(),
          "look at responder local status and responder local logs",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LocalAws.interrupted(e);
    }
  }
}
