package com.vitracka.responder.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Keeps the body of an answer as it came, and sends a body as it is given, so that members which
 * this SDK has no type for survive (docs/adr/0011-lossless-update.md).
 */
final class RawBodies implements ExecutionInterceptor {
  /** Where the caller wants the answer's body. */
  static final ExecutionAttribute<StringBuilder> ANSWER =
      new ExecutionAttribute<>("RawBodies.answer");

  /** The body to send in place of the one that the SDK made. */
  static final ExecutionAttribute<String> REQUEST = new ExecutionAttribute<>("RawBodies.request");

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    String body = attributes.getAttribute(REQUEST);
    return body == null
        ? context.httpRequest()
        : context.httpRequest().toBuilder()
            .putHeader(
                "Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length))
            .build();
  }

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    String body = attributes.getAttribute(REQUEST);
    return body == null
        ? context.requestBody()
        : Optional.of(
            RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                body.getBytes(StandardCharsets.UTF_8).length,
                "application/json"));
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    StringBuilder answer = attributes.getAttribute(ANSWER);
    if (answer == null) {
      return context.responseBody();
    }
    return context
        .responseBody()
        .map(
            in -> {
              try {
                byte[] bytes = in.readAllBytes();
                answer.setLength(0);
                answer.append(new String(bytes, StandardCharsets.UTF_8));
                return new ByteArrayInputStream(bytes);
              } catch (IOException e) {
                throw new UncheckedIOException("the answer's body broke off", e);
              }
            });
  }
}
