package com.vitracka.responder.cli.incidents;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * The services around an agent, as talkative as they can be: each refusal repeats what the service
 * was given or knows. Everything that is private is marked.
 */
final class EchoingCloud implements AutoCloseable {
  static final String ANSWER = "MARK-ANSWER-of-the-agent";
  static final String PROMPT = "MARK-PROMPT-of-a-user";
  static final String LOG_LINE = "MARK-LOG-LINE";
  static final String SECRET = "skMARK\"SECRET\\value-0123456789";
  static final String PHONE = "+447700900123";

  /** What of them must not be found anywhere; of the phone number its middle. */
  static final List<String> PRIVATE =
      List.of("MARK", "value-0123456789", "7700", "900123", "9001", "90 01");

  /** How the services behave in one case. */
  record Manner(String name, int canary, int update, boolean brokenRuntime, boolean mailRefused) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Mails, SMS and texts of the topic, as they were handed to SES and SNS. */
  final List<String> sent = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final Manner manner;
  private final Instant deployedAt;

  EchoingCloud(Manner manner, Instant deployedAt) {
    this.manner = manner;
    this.deployedAt = deployedAt;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  Aws aws() {
    return new Aws(
        Region.EU_WEST_1,
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String target =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")).orElse("");
    Reply reply = reply(exchange.getRequestMethod(), path, target, body);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", reply.type());
    if (!reply.error().isEmpty()) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", reply.error());
    }
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private record Reply(int status, String error, String type, String body) {
    static Reply json(Object document) {
      return new Reply(200, "", "application/json", Json.writeWithNulls(document));
    }

    static Reply refusal(int status, String error, String message) {
      return new Reply(
          status,
          error,
          "application/json",
          Json.write(Map.of("message", message, "__type", error)));
    }
  }

  private Reply reply(String method, String path, String target, String body) {
    if (path.endsWith("/invocations")) {
      return invocation();
    }
    if (path.contains("stopruntimesession")) {
      return Reply.json(Map.of());
    }
    if (path.contains("/runtime-endpoints/")) {
      return Reply.json(
          runtime(Map.of("status", "READY", "liveVersion", "4", "name", "DEFAULT", "id", "e")));
    }
    if (path.contains("/versions")) {
      return Reply.json(
          Map.of("agentRuntimes", List.of(runtime(Map.of("agentRuntimeVersion", "4")))));
    }
    if (path.startsWith("/runtimes/")) {
      return method.equals("PUT") ? update(body) : configuration();
    }
    if (path.startsWith("/v2/email/")) {
      sent.add(body);
      return manner.mailRefused()
          ? Reply.refusal(400, "MessageRejected", "Not verified: " + body)
          : Reply.json(Map.of("MessageId", "m-1"));
    }
    if (target.startsWith("Logs_")) {
      return Reply.json(Map.of("events", List.of(logLine("ERROR"), logLine("ImportError"))));
    }
    if (target.equals("AmazonSSM.GetParameter")) {
      return Reply.json(Map.of("Parameter", Map.of("Name", "p", "Value", PHONE)));
    }
    return body.contains("Action=Publish")
        ? publish(URLDecoder.decode(body, StandardCharsets.UTF_8))
        : Reply.refusal(400, "ValidationException", "not built here: " + target);
  }

  private Reply invocation() {
    String echo = ANSWER + " to " + PROMPT + " with " + SECRET;
    return manner.canary() == 200
        ? Reply.json(Map.of("unexpected", echo))
        : Reply.refusal(
            manner.canary(),
            manner.canary() == 424 ? "RuntimeClientError" : "ValidationException",
            "Received error (500) from runtime. Body: " + echo);
  }

  private Reply configuration() {
    if (manner.brokenRuntime()) {
      return new Reply(
          200, "", "application/json", "{\"environmentVariables\": {\"API_KEY\": " + SECRET);
    }
    return Reply.json(
        runtime(
            Map.of(
                "status",
                "READY",
                "agentRuntimeVersion",
                "4",
                "roleArn",
                "arn:aws:iam::111122223333:role/r",
                "failureReason",
                "the last update failed on API_KEY=" + SECRET,
                "environmentVariables",
                Map.of("API_KEY", SECRET),
                "agentRuntimeArtifact",
                Map.of(
                    "codeConfiguration",
                    Map.of(
                        "code",
                        Map.of("s3", Map.of("bucket", "b", "prefix", "p", "versionId", "v")))))));
  }

  private Map<String, Object> runtime(Map<String, Object> members) {
    Map<String, Object> all = new LinkedHashMap<>(members);
    all.put("lastUpdatedAt", deployedAt.toString());
    all.put("createdAt", deployedAt.toString());
    return all;
  }

  private Reply update(String body) {
    return Reply.refusal(
        manner.update(),
        manner.update() == 400 ? "ValidationException" : "InternalServerException",
        "1 validation error detected: Value '"
            + SECRET
            + "' at 'environmentVariables.API_KEY.member' failed to satisfy constraint. You sent "
            + body);
  }

  private static Map<String, Object> logLine(String word) {
    return Map.of(
        "message",
        word + " " + LOG_LINE + ": asked " + PROMPT + ", key " + SECRET,
        "timestamp",
        1_700_000_000_000L,
        "eventId",
        "e");
  }

  private Reply publish(String form) {
    boolean sms = form.contains("PhoneNumber=");
    sent.add(sms ? form.replaceFirst("PhoneNumber=[^&]*", "") : form);
    return sms
        ? new Reply(
            400,
            "",
            "text/xml",
            "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid"
                + " parameter: PhoneNumber Reason: +447700900123 (447700900123, +44 7700 900 123,"
                + " 07700-900123) is not valid</Message></Error></ErrorResponse>")
        : new Reply(
            200,
            "",
            "text/xml",
            "<PublishResponse><PublishResult><MessageId>t-1</MessageId></PublishResult>"
                + "</PublishResponse>");
  }

  List<String> sent() {
    return Collections.unmodifiableList(sent);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
