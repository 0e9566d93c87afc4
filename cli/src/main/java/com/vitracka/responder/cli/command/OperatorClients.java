package com.vitracka.responder.cli.command;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients that people need and functions do not. */
public final class OperatorClients {
  /** With retries: a region that is out must not keep a person waiting. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;
  private final SdkHttpClient http = AwsCrtHttpClient.builder().maxConcurrency(10).build();

  OperatorClients(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this.region = region;
    this.credentials = credentials;
    this.endpoint = endpoint;
  }

  public StsClient sts() {
    return build(StsClient.builder(), region);
  }

  public CloudFormationClient cloudFormation() {
    return build(CloudFormationClient.builder(), region);
  }

  public CloudTrailClient cloudTrail() {
    return build(CloudTrailClient.builder(), region);
  }

  public IamClient iam() {
    return build(IamClient.builder(), endpoint.isPresent() ? region : Region.AWS_GLOBAL);
  }

  public SqsClient sqs() {
    return build(SqsClient.builder(), region);
  }

  /** In another region, as the three below: what the watch stack has. */
  public CloudFormationClient cloudFormationIn(String other) {
    return build(CloudFormationClient.builder(), Region.of(other));
  }

  public SnsClient snsIn(String other) {
    return build(SnsClient.builder(), Region.of(other));
  }

  public CloudWatchClient cloudWatchIn(String other) {
    return build(CloudWatchClient.builder(), Region.of(other));
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
      B builder, Region at) {
    builder
        .region(at)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(c -> c.apiCallTimeout(CALL_TIMEOUT));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
