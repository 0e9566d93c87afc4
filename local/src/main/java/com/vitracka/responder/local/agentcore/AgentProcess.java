package com.vitracka.responder.local.agentcore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One process of an agent's code: an HTTP server of the Bedrock AgentCore SDK on a free port. */
final class AgentProcess {

  /** All that one process needs. */
  record Launch(
      Path python,
      Path wrapper,
      Path folder,
      String entryPoint,
      Map<String, String> environment,
      Consumer<String> output) {
    Launch {
      environment = Map.copyOf(environment);
    }
  }

  static final String SESSION_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

  private static final Duration BETWEEN_PINGS = Duration.ofMillis(40);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Process process;
  private final int port;

  private AgentProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static AgentProcess start(Launch launch) {
    try {
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
              launch.python().toString(),
              launch.wrapper().toString(),
              launch.folder().toString(),
              launch.entryPoint(),
              Integer.toString(port));
      builder.directory(launch.folder().toFile());
      builder.redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder.environment().putAll(launch.environment());
      Process process = builder.start();
      pump(process, launch.output());
      return new AgentProcess(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException("No process of the agent could be started: " + launch, e);
    }
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
  }

  /** True when it answers its ping in time, false when it died before or the time is over. */
  boolean isReadyWithin(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    HttpRequest ping =
        HttpRequest.newBuilder(address("/ping")).timeout(Duration.ofSeconds(2)).build();
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        if (HTTP.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return process.isAlive();
        }
      } catch (IOException notYet) {
        Thread.sleep(BETWEEN_PINGS);
      }
    }
    return false;
  }

  HttpResponse<byte[]> invoke(byte[] payload, Map<String, String> headers, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address("/invocations"))
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofByteArray(payload));
    headers.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static void pump(Process process, Consumer<String> output) {
    Thread.ofPlatform()
        .daemon()
        .name("output-of-agent-" + process.pid())
        .start(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(output);
              } catch (IOException | UncheckedIOException closed) {
                // The process was killed. That is not the agent's word, and in its log it would
                // count as an error of the version that is live by then.
                return;
              }
            });
  }
}
