package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The account around the runtime, at the local AWS: S3, IAM, CloudWatch, Logs, EventBridge. */
final class AwsAccount implements Zips, Roles, Signals, AutoCloseable {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  private static final int NOT_FOUND = 404;
  private static final int NO_SUCH_VERSION = 400;

  private final URI endpoint;
  private final SdkHttpClient http =
      AwsCrtHttpClient.builder().connectionTimeout(Duration.ofSeconds(5)).build();
  private final HttpClient events = HttpClient.newHttpClient();
  private final IamClient iam;
  private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();
  private final Map<String, CloudWatchClient> metrics = new ConcurrentHashMap<>();
  private final Map<String, CloudWatchLogsClient> logs = new ConcurrentHashMap<>();

  AwsAccount(URI endpoint, String region) {
    this.endpoint = endpoint;
    this.iam = configured(IamClient.builder().httpClient(http), region).build();
  }

  @Override
  public Optional<byte[]> find(String region, Artifact artifact) {
    S3Client client =
        s3.computeIfAbsent(
            region,
            name ->
                configured(S3Client.builder().httpClient(http).forcePathStyle(true), name).build());
    try {
      ResponseBytes<GetObjectResponse> zip =
          client.getObjectAsBytes(
              get ->
                  get.bucket(artifact.bucket())
                      .key(artifact.key())
                      .versionId(artifact.versionId()));
      return Optional.of(zip.asByteArray());
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND
          || (e.statusCode() == NO_SUCH_VERSION && artifact.versionId() != null)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<String> findTrustPolicy(String roleArn) {
    String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    try {
      return Optional.of(
          URLDecoder.decode(
              iam.getRole(get -> get.roleName(name)).role().assumeRolePolicyDocument(),
              StandardCharsets.UTF_8));
    } catch (NoSuchEntityException e) {
      return Optional.empty();
    }
  }

  @Override
  public void putMetrics(String region, List<Datum> data) {
    List<MetricDatum> sent = data.stream().map(AwsAccount::datum).toList();
    metrics
        .computeIfAbsent(
            region, name -> configured(CloudWatchClient.builder().httpClient(http), name).build())
        .putMetricData(put -> put.namespace("AWS/Bedrock-AgentCore").metricData(sent));
  }

  private static MetricDatum datum(Datum datum) {
    List<Dimension> dimensions =
        datum.dimensions().entrySet().stream()
            .map(each -> Dimension.builder().name(each.getKey()).value(each.getValue()).build())
            .toList();
    MetricDatum.Builder sent =
        MetricDatum.builder()
            .metricName(datum.name())
            .dimensions(dimensions)
            .unit(StandardUnit.fromValue(datum.unit()))
            .timestamp(datum.at());
    return (datum.values().size() == 1
            ? sent.value(datum.values().getFirst())
            : sent.values(datum.values()))
        .build();
  }

  @Override
  public void putLogLines(LogStream stream, List<LogLine> lines) {
    CloudWatchLogsClient client =
        logs.computeIfAbsent(
            stream.region(),
            name -> configured(CloudWatchLogsClient.builder().httpClient(http), name).build());
    List<InputLogEvent> sent =
        lines.stream()
            .sorted(Comparator.comparing(LogLine::at))
            .map(
                line ->
                    InputLogEvent.builder()
                        .timestamp(line.at().toEpochMilli())
                        .message(line.text())
                        .build())
            .toList();
    try {
      put(client, stream, sent);
    } catch (ResourceNotFoundException e) {
      create(() -> client.createLogGroup(group -> group.logGroupName(stream.group())));
      create(
          () ->
              client.createLogStream(
                  create -> create.logGroupName(stream.group()).logStreamName(stream.stream())));
      put(client, stream, sent);
    }
  }

  private static void put(
      CloudWatchLogsClient client, LogStream stream, List<InputLogEvent> lines) {
    client.putLogEvents(
        put -> put.logGroupName(stream.group()).logStreamName(stream.stream()).logEvents(lines));
  }

  private static void create(Runnable creation) {
    try {
      creation.run();
    } catch (ResourceAlreadyExistsException e) {
      // Another stream of the same group was first: what is wanted is there.
      return;
    }
  }

  @Override
  public void putEvent(String region, String account, ObjectNode event) {
    URI address =
        endpoint.resolve("/_local/aws-events?region=%s&account=%s".formatted(region, account));
    ObjectNode body = Json.object();
    body.putArray("Entries").add(event);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    try {
      HttpResponse<String> answer = events.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s answered %d: %s".formatted(address, answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("No CloudTrail event reached " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    iam.close();
    s3.values().forEach(S3Client::close);
    metrics.values().forEach(CloudWatchClient::close);
    logs.values().forEach(CloudWatchLogsClient::close);
    http.close();
    events.close();
  }

  private <B extends AwsClientBuilder<B, C>, C> B configured(B builder, String region) {
    return builder
        .region(Region.of(region))
        .endpointOverride(endpoint)
        .credentialsProvider(CREDENTIALS);
  }
}
