package com.vitracka.responder.local.storm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands where AgentCore stands: any runtime is ready, and answers right after a while. Thousands
 * wait at once, which no machine's agents could.
 */
final class StandIn implements AutoCloseable {
  private static final Pattern RUNTIME = Pattern.compile("(agent_[0-9]+-[A-Za-z0-9]+)");

  private final HttpServer server;
  private final Duration answersAfter;
  private final Map<String, Instant> invoked = new ConcurrentHashMap<>();

  StandIn(Duration answersAfter) {
    this.answersAfter = answersAfter;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 4096);
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** When each runtime was invoked first. */
  Map<String, Instant> invoked() {
    return invoked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher runtime = RUNTIME.matcher(path);
    String id = runtime.find() ? runtime.group(1) : "";
    exchange.getRequestBody().readAllBytes();
    String body = "{}";
    if (path.endsWith("/invocations")) {
      invoked.putIfAbsent(id, Instant.now());
      pause();
      body = "{\"result\":\"well\"}";
    } else if (exchange.getRequestMethod().equals("GET")) {
      body =
          "{\"agentRuntimeId\":\"%s\",\"agentRuntimeVersion\":\"1\",\"status\":\"READY\",\"lastUpdatedAt\":\"%s\"}"
              .formatted(id, Instant.now());
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void pause() {
    try {
      Thread.sleep(answersAfter);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
