package com.vitracka.responder.cli.command;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The way to AWS of a dry run: what reads is passed on; all else is noted, not sent, and answered
 * with an empty success. So a dry run shows the very call that the real run makes.
 */
final class Rehearsal implements SdkHttpClient {
  private static final String TARGET = "X-Amz-Target";
  private static final String TOKEN = "ClientRequestToken";
  private static final Pattern READING =
      Pattern.compile("(Get|List|Describe|Query|Scan|BatchGet|TransactGet).*");

  private final SdkHttpClient real;
  private final List<Call> calls = new ArrayList<>();

  Rehearsal(SdkHttpClient real) {
    this.real = real;
  }

  /** What would have been sent so far. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpRequest http = request.httpRequest();
    String operation =
        http.firstMatchingHeader(TARGET)
            .map(target -> target.substring(target.lastIndexOf('.') + 1))
            .orElse(http.method().name());
    if (READING.matcher(operation).matches() || operation.equals("HEAD")) {
      return real.prepareRequest(request);
    }
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        calls.add(
            new Call(
                operation,
                http.method().name(),
                http.protocol() + "://" + http.host() + http.encodedPath(),
                body(request)));
        return HttpExecuteResponse.builder()
            .response(SdkHttpFullResponse.builder().statusCode(200).build())
            .responseBody(
                AbortableInputStream.create(
                    new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  private static Map<String, @Nullable Object> body(HttpExecuteRequest request) {
    if (request.contentStreamProvider().isEmpty()) {
      return Map.of();
    }
    try (InputStream content = request.contentStreamProvider().get().newStream()) {
      byte[] bytes = content.readAllBytes();
      try {
        Map<String, @Nullable Object> body =
            new LinkedHashMap<>(Json.object(new String(bytes, StandardCharsets.UTF_8)).values());
        body.computeIfPresent(TOKEN, (_, _) -> Call.TOKEN);
        return body;
      } catch (MalformedJsonException e) {
        return Map.of("bytes", bytes.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the body of a call cannot be read", e);
    }
  }

  @Override
  public void close() {
    real.close();
  }

  @Override
  public String clientName() {
    return "Rehearsal";
  }
}
