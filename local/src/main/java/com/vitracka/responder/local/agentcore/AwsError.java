package com.vitracka.responder.local.agentcore;

/** An error as the service answers it: a code, an HTTP status and a message. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;

  private AwsError(String code, int status, String message) {
    super(message, null, true, false);
    this.code = code;
    this.status = status;
  }

  String code() {
    return code;
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  static AwsError validation(String message) {
    return new AwsError("ValidationException", 400, message);
  }

  static AwsError validation(String message, Throwable cause) {
    AwsError error = validation(message);
    error.addSuppressed(cause);
    return error;
  }

  static AwsError accessDenied(String message) {
    return new AwsError("AccessDeniedException", 403, message);
  }

  static AwsError notFound(String message) {
    return new AwsError("ResourceNotFoundException", 404, message);
  }

  static AwsError conflict(String message) {
    return new AwsError("ConflictException", 409, message);
  }

  static AwsError quotaExceeded(String message) {
    return new AwsError("ServiceQuotaExceededException", 402, message);
  }

  static AwsError runtimeClient(String message) {
    return new AwsError("RuntimeClientError", 424, message);
  }

  static AwsError internal(String message) {
    return new AwsError("InternalServerException", 500, message);
  }

  static AwsError unavailable(String message) {
    return new AwsError("ServiceUnavailableException", 503, message);
  }
}
