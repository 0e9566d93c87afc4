package com.vitracka.responder.aws;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Answers that the SDK cannot read: its parser's words repeat where it broke, and the answers of
 * AgentCore's control plane hold the environment of runtimes (design decision 15).
 */
final class UnreadAnswers implements ExecutionInterceptor {
  private static final String UNREAD = "Unable to unmarshall response";

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    String said = String.valueOf(context.exception().getMessage());
    return context.exception() instanceof SdkClientException && said.startsWith(UNREAD)
        ? SdkClientException.create(
            "AgentCore's answer to "
                + context.request().getClass().getSimpleName()
                + " is not what the SDK can read")
        : context.exception();
  }
}
