package com.vitracka.responder.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.DynamoControlStore;
import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * As much of an AWS account as commands on the table need, on this machine: who calls, the stack of
 * each region, and items of the table with the conditions that are used here.
 */
final class AnAccount implements AutoCloseable {
  private static final Pattern REGION = Pattern.compile("Credential=[^/]+/[^/]+/([^/]+)/");
  private static final String NAMESPACE = "https://example.com/doc/";

  private final HttpServer server;
  private final Set<String> deployed = new HashSet<>();
  private final Set<String> out = new HashSet<>();
  private final Map<String, Map<String, Object>> items = new ConcurrentHashMap<>();
  private final List<String> writes = new ArrayList<>();

  AnAccount() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
  }

  AnAccount withResponderIn(String region) {
    deployed.add(region);
    return this;
  }

  /** The region answers nothing but 503. */
  AnAccount withoutRegion(String region) {
    out.add(region);
    return this;
  }

  /** Operations that changed something, with their region. */
  List<String> writes() {
    return List.copyOf(writes);
  }

  Console console() {
    return new Console().with("AWS_ENDPOINT_URL", endpoint().toString());
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  ControlStore controls(String region) {
    return new DynamoControlStore(aws(region).dynamo(), "incidents", region);
  }

  IncidentStore incidents(String region) {
    return new DynamoIncidentStore(aws(region).dynamo(), "incidents", region, Duration.ofDays(400));
  }

  private Aws aws(String region) {
    return new Aws(
        Region.of(region),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        Optional.of(endpoint()));
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher region = REGION.matcher("" + exchange.getRequestHeaders().getFirst("Authorization"));
    String in = region.find() ? region.group(1) : "";
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (out.contains(in)) {
      send(exchange, 503, "<Response><Errors/></Response>");
    } else if (target != null) {
      dynamo(exchange, in, target.substring(target.indexOf('.') + 1), Json.object(body));
    } else if (body.contains("Action=GetCallerIdentity")) {
      send(
          exchange,
          200,
          """
          <GetCallerIdentityResponse xmlns="%s"><GetCallerIdentityResult>
          <Arn>arn:aws:sts::111122223333:assumed-role/Oncall/jane</Arn>
          <UserId>A:jane</UserId><Account>111122223333</Account>
          </GetCallerIdentityResult></GetCallerIdentityResponse>"""
              .formatted(NAMESPACE));
    } else if (body.contains("Action=DescribeStacks")) {
      stacks(exchange, in);
    } else {
      send(exchange, 500, "<Unexpected/>");
    }
  }

  private void stacks(HttpExchange exchange, String in) throws IOException {
    if (deployed.contains(in)) {
      send(
          exchange,
          200,
          """
          <DescribeStacksResponse xmlns="%s"><DescribeStacksResult><Stacks><member>
          <StackName>AgentCoreResponder</StackName><StackStatus>CREATE_COMPLETE</StackStatus>
          <Outputs><member><OutputKey>IncidentTableName</OutputKey>
          <OutputValue>incidents</OutputValue></member></Outputs>
          </member></Stacks></DescribeStacksResult></DescribeStacksResponse>"""
              .formatted(NAMESPACE));
    } else {
      send(
          exchange,
          400,
          """
          <ErrorResponse xmlns="%s"><Error><Type>Sender</Type><Code>ValidationError</Code>
          <Message>Stack with id AgentCoreResponder does not exist</Message></Error>
          </ErrorResponse>"""
              .formatted(NAMESPACE));
    }
  }

  private void dynamo(HttpExchange exchange, String in, String operation, JsonObject call)
      throws IOException {
    switch (operation) {
      case "GetItem" ->
          send(
              exchange,
              200,
              Optional.ofNullable(items.get(key(in, call.object("Key"))))
                  .map(item -> Json.write(Map.of("Item", item)))
                  .orElse("{}"));
      case "Query" -> send(exchange, 200, "{\"Items\":[],\"Count\":0}");
      case "PutItem" -> {
        writes.add(in + " PutItem");
        put(in, call);
        send(exchange, 200, "{}");
      }
      case "TransactWriteItems" -> transact(exchange, in, call);
      default -> send(exchange, 500, "{}");
    }
  }

  private void transact(HttpExchange exchange, String in, JsonObject call) throws IOException {
    List<JsonObject> puts =
        call.objects("TransactItems").stream().map(item -> item.object("Put")).toList();
    List<Boolean> held = puts.stream().map(put -> holds(in, put)).toList();
    if (held.contains(false)) {
      List<Map<String, Object>> reasons =
          held.stream()
              .<Map<String, Object>>map(
                  holds -> Map.of("Code", holds ? "None" : "ConditionalCheckFailed"))
              .toList();
      send(
          exchange,
          400,
          Json.write(
              Map.of(
                  "__type",
                  "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                  "CancellationReasons",
                  reasons)));
      return;
    }
    writes.add(in + " TransactWriteItems");
    puts.forEach(put -> put(in, put));
    send(exchange, 200, "{}");
  }

  private boolean holds(String in, JsonObject put) {
    Optional<Map<String, Object>> before =
        Optional.ofNullable(items.get(key(in, put.object("Item"))));
    return switch (put.findText("ConditionExpression").orElse("")) {
      case "" -> true;
      case "attribute_not_exists(pk)" -> before.isEmpty();
      case "revision = :seen" ->
          before
              .filter(
                  item ->
                      JsonObject.of(item)
                          .object("revision")
                          .text("N")
                          .equals(
                              put.object("ExpressionAttributeValues").object(":seen").text("N")))
              .isPresent();
      default -> throw new IllegalArgumentException("a condition that is not known: " + put);
    };
  }

  private void put(String in, JsonObject put) {
    items.put(key(in, put.object("Item")), new HashMap<>(put.object("Item").values()));
  }

  private static String key(String in, JsonObject item) {
    return in + "/" + item.object("pk").text("S") + "/" + item.object("sk").text("S");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", body.startsWith("{") ? "application/x-amz-json-1.0" : "text/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }
}
