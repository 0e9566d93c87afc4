package com.vitracka.responder.local.agentcore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The HTTP server: asks each route in turn; the first that knows the path answers. */
final class Http implements AutoCloseable {

  /** A part of the service. An empty answer means: not my path. */
  interface Route {
    Optional<Response> answer(Request request);
  }

  private static final int LONGEST_BODY_BYTES = 100 * 1024 * 1024; // the service's payload limit

  static {
    // Without it each answer waits some 40 ms for the peer's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile List<Route> routes = List.of();

  private Http(HttpServer server) {
    this.server = server;
  }

  /** Listens on the loopback interface only; port 0 takes a free one. */
  static Http listen(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    Http http = new Http(HttpServer.create(address, 0));
    http.server.setExecutor(http.threads);
    http.server.createContext("/", http::handle);
    return http;
  }

  int port() {
    return server.getAddress().getPort();
  }

  void start(List<Route> parts) {
    routes = List.copyOf(parts);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Response response = answer(exchange);
      exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
      response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      boolean bodiless = response.body().length == 0;
      exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.body().length);
      if (!bodiless) {
        exchange.getResponseBody().write(response.body());
      }
    }
  }

  private Response answer(HttpExchange exchange) throws IOException {
    try {
      Request request = read(exchange);
      for (Route route : routes) {
        Optional<Response> response = route.answer(request);
        if (response.isPresent()) {
          return response.get();
        }
      }
      return Response.error(
          AwsError.notFound(
              "Nothing here answers %s %s.".formatted(request.method(), request.path())));
    } catch (AwsError e) {
      return Response.error(e);
    } catch (RuntimeException e) {
      System.err.println(
          "agentcore: %s %s failed: %s"
              .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), e));
      return Response.error(AwsError.internal("The simulated service failed: " + e));
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY_BYTES + 1);
    if (body.length > LONGEST_BODY_BYTES) {
      throw AwsError.validation("The request body is larger than 100 MB.");
    }
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new Request(
        exchange.getRequestMethod(),
        path(exchange.getRequestURI().getPath()),
        query(exchange.getRequestURI().getRawQuery()),
        headers,
        body);
  }

  /** A proxy may have decoded the path before, or encoded it once more: both end the same. */
  private static String path(String decodedOnce) {
    String decoded = decodedOnce.contains("%") ? decode(decodedOnce) : decodedOnce;
    return decoded.length() > 1 && decoded.endsWith("/")
        ? decoded.substring(0, decoded.length() - 1)
        : decoded;
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> values = new HashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        values.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
