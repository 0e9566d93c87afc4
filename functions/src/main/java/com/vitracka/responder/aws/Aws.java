package com.vitracka.responder.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The AWS clients, each built when first asked for, all over one HTTP client.
 *
 * <p>A client costs tens of milliseconds of a cold start, so a function pays for those it uses
 * only.
 */
public final class Aws {
  /** Longer than the 35 s that an agent may take to answer for the first time. */
  private static final Duration INVOCATION_TIMEOUT = Duration.ofSeconds(60);

  /** With retries: what hangs must not eat the time of the function that asks. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(6);

  /** Half of it, so that a connection that hangs leaves room for another try. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);

  /**
   * People wait for the table, and so does each message. The SDK's own pauses after a throttled
   * call add up to five seconds for four tries; these to three for sixteen.
   */
  private static final int TABLE_ATTEMPTS = 16;

  /** The other channels and the fallback topic stand in for a channel that refuses. */
  private static final int CHANNEL_ATTEMPTS = 3;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(300);

  private static final int MOST_CONNECTIONS = 50;

  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;

  private final Supplier<SdkHttpClient> http;
  private final Supplier<DynamoDbClient> dynamo =
      once(() -> buildQuick(DynamoDbClient.builder(), TABLE_ATTEMPTS));
  private final Supplier<S3Client> s3 = once(this::buildS3);
  private final Supplier<SfnClient> sfn = once(() -> buildLimited(SfnClient.builder()));
  private final Supplier<LambdaClient> lambda = once(() -> buildLimited(LambdaClient.builder()));
  private final Supplier<CloudWatchClient> cloudWatch =
      once(() -> buildLimited(CloudWatchClient.builder()));
  private final Supplier<CloudWatchLogsClient> logs =
      once(() -> buildLimited(CloudWatchLogsClient.builder()));
  private final Supplier<SesV2Client> ses =
      once(() -> buildQuick(SesV2Client.builder(), CHANNEL_ATTEMPTS));
  private final Supplier<SnsClient> sns =
      once(() -> buildQuick(SnsClient.builder(), CHANNEL_ATTEMPTS));
  private final Supplier<SsmClient> ssm =
      once(() -> buildQuick(SsmClient.builder(), CHANNEL_ATTEMPTS));
  private final Supplier<BedrockAgentCoreControlClient> agentControl =
      once(
          () ->
              buildLimited(
                  BedrockAgentCoreControlClient.builder()
                      .overrideConfiguration(
                          c ->
                              c.addExecutionInterceptor(new RawBodies())
                                  .addExecutionInterceptor(new UnreadAnswers()))));
  private final Supplier<BedrockAgentCoreClient> agentData =
      once(
          () ->
              build(
                  BedrockAgentCoreClient.builder()
                      .overrideConfiguration(
                          c ->
                              c.retryStrategy(r -> r.maxAttempts(1))
                                  .apiCallTimeout(INVOCATION_TIMEOUT))));

  /**
   * @param endpoint of a local AWS; empty for the real one, unless {@code AWS_ENDPOINT_URL} says
   *     otherwise
   */
  public Aws(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this(
        region,
        credentials,
        endpoint,
        () -> AwsCrtHttpClient.builder().maxConcurrency(MOST_CONNECTIONS).build());
  }

  /** The same over an HTTP client of one's own. */
  public Aws(
      Region region,
      AwsCredentialsProvider credentials,
      Optional<URI> endpoint,
      Supplier<SdkHttpClient> http) {
    this.region = region;
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.http = once(http);
  }

  /** For a function: region, credentials and endpoint as Lambda's environment names them. */
  public static Aws fromEnvironment() {
    return new Aws(
        Region.of(Environment.get("AWS_REGION")),
        EnvironmentVariableCredentialsProvider.create(),
        Environment.find("AWS_ENDPOINT_URL").map(URI::create));
  }

  public DynamoDbClient dynamo() {
    return dynamo.get();
  }

  public S3Client s3() {
    return s3.get();
  }

  public SfnClient sfn() {
    return sfn.get();
  }

  public LambdaClient lambda() {
    return lambda.get();
  }

  public CloudWatchClient cloudWatch() {
    return cloudWatch.get();
  }

  /** In another region; a new client at each call, which the caller keeps. */
  public CloudWatchClient cloudWatchIn(String other) {
    return buildLimited(CloudWatchClient.builder(), Region.of(other));
  }

  public CloudWatchLogsClient logs() {
    return logs.get();
  }

  public SesV2Client ses() {
    return ses.get();
  }

  public SnsClient sns() {
    return sns.get();
  }

  public SsmClient ssm() {
    return ssm.get();
  }

  /** AgentCore's control plane; takes and gives raw bodies through {@link RawAgentRuntimes}. */
  public BedrockAgentCoreControlClient agentControl() {
    return agentControl.get();
  }

  /** AgentCore's data plane; never retries by itself, since each invocation is a probe. */
  public BedrockAgentCoreClient agentData() {
    return agentData.get();
  }

  private S3Client buildS3() {
    return build(S3Client.builder().forcePathStyle(endpoint.isPresent()));
  }

  /** With short pauses between tries, for what a message to people waits for. */
  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C buildQuick(
      B builder, int attempts) {
    BackoffStrategy pauses = BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE);
    return buildLimited(
        builder.overrideConfiguration(
            c ->
                c.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .backoffStrategy(pauses)
                        .throttlingBackoffStrategy(pauses)
                        .build())));
  }

  /** S3, whose objects may be large, and the data plane have limits of their own. */
  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C buildLimited(
      B builder) {
    return buildLimited(builder, region);
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C buildLimited(
      B builder, Region at) {
    return build(
        builder.overrideConfiguration(
            builder.overrideConfiguration().toBuilder()
                .apiCallTimeout(CALL_TIMEOUT)
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .build()),
        at);
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder) {
    return build(builder, region);
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
      B builder, Region at) {
    builder.region(at).credentialsProvider(credentials).httpClient(http.get());
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static <T> Supplier<T> once(Supplier<T> make) {
    return new Supplier<>() {
      private @Nullable T made;

      @Override
      public synchronized T get() {
        if (made == null) {
          made = make.get();
        }
        return made;
      }
    };
  }
}
