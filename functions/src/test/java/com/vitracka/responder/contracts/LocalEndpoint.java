package com.vitracka.responder.contracts;

import com.vitracka.responder.aws.Aws;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The local AWS that the contracts run against, as {@code local/contracts.sh} started it. */
public final class LocalEndpoint {
  public static final Region REGION = Region.EU_WEST_1;
  public static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private static final LocalEndpoint STARTED =
      new LocalEndpoint(URI.create(property("aws.endpoint")), Kind.valueOf(kindName()));

  /** Which local AWS it is. */
  public enum Kind {
    MINISTACK,
    LOCALSTACK
  }

  private final URI uri;
  private final Kind kind;
  private final Aws aws;
  private final HttpClient http = HttpClient.newHttpClient();

  private LocalEndpoint(URI uri, Kind kind) {
    if (!"127.0.0.1".equals(uri.getHost())) {
      throw new IllegalStateException(
          "aws.endpoint is " + uri + ": the contracts create and delete, so on 127.0.0.1 only");
    }
    this.uri = uri;
    this.kind = kind;
    this.aws = new Aws(REGION, CREDENTIALS, Optional.of(uri));
  }

  public static LocalEndpoint get() {
    return STARTED;
  }

  /** {@code MINISTACK} or {@code LOCALSTACK}. */
  static String kindName() {
    return property("aws.kind").toUpperCase(java.util.Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  public URI uri() {
    return uri;
  }

  public Aws aws() {
    return aws;
  }

  /** Body of an admin route that the local AWS has beside AWS's own. */
  public String read(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("GET " + path + " answered " + response.statusCode());
    }
    return response.body();
  }

  private static String property(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "-D" + name + " is not set: run local/contracts.sh ministack|localstack"));
  }
}
