package com.vitracka.responder.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** A service on this machine that gives the answers that a test lays out, and then none at all. */
final class ASilentService implements AutoCloseable {
  private record Reply(int status, String error, String body, Optional<Duration> drip) {}

  private final HttpServer server;
  private final Queue<Reply> replies = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();

  ASilentService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** The next call is answered so. */
  synchronized ASilentService then(int status, String error, String body) {
    replies.add(new Reply(status, error, body, Optional.empty()));
    return this;
  }

  /** The next call is answered by this and then, as often as this, by one more letter for ever. */
  synchronized ASilentService thenWithoutEnd(String body, Duration drip) {
    replies.add(new Reply(200, "", body, Optional.of(drip)));
    return this;
  }

  Aws aws() {
    return new Aws(
        Region.EU_WEST_1,
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
  }

  /** Paths of the calls so far. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    Optional<Reply> reply = next(exchange.getRequestURI().getPath());
    if (reply.isEmpty()) {
      // Left open: the caller must give up by itself.
      return;
    }
    byte[] body = reply.get().body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (!reply.get().error().isEmpty()) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", reply.get().error());
    }
    if (reply.get().drip().isPresent()) {
      drip(exchange, body, reply.get().drip().get());
      return;
    }
    exchange.sendResponseHeaders(reply.get().status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void drip(HttpExchange exchange, byte[] body, Duration drip) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(body);
    byte[] more = drip.isZero() ? new byte[8192] : new byte[1];
    Arrays.fill(more, (byte) 'a');
    try {
      while (true) {
        exchange.getResponseBody().write(more);
        exchange.getResponseBody().flush();
        Thread.sleep(drip);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Reply> next(String path) {
    calls.add(path);
    return Optional.ofNullable(replies.poll());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
