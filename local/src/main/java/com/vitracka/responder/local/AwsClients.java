package com.vitracka.responder.local;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;

/** Clients of the local AWS, as its root user. */
public final class AwsClients implements AutoCloseable {
  private final LocalAws aws;
  private final SdkHttpClient http =
      AwsCrtHttpClient.builder()
          .maxConcurrency(64)
          .connectionTimeout(Duration.ofSeconds(3))
          .build();

  public AwsClients(LocalAws aws) {
    this.aws = aws;
  }

  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
    return buildIn(LocalAws.REGION, builder);
  }

  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C buildIn(
      String region, B builder) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAws.ACCESS_KEY, LocalAws.ACCESS_KEY)))
        .httpClient(http)
        .build();
  }

  @Override
  public void close() {
    http.close();
  }
}
