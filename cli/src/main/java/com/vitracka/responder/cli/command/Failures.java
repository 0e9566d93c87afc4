package com.vitracka.responder.cli.command;

import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.incident.UnknownIncidentException;
import com.vitracka.responder.json.MalformedJsonException;
import com.vitracka.responder.plan.PlanException;
import com.vitracka.responder.plan.UnknownAgentException;
import com.vitracka.responder.respond.DeploymentRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Turns what was thrown into words that say what happened, where, and what to do. */
public final class Failures {
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
  private static final Set<String> UNKNOWN_KEY =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "AuthFailure",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "IncompleteSignature");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AuthorizationError",
          "AuthorizationErrorException",
          "UnauthorizedOperation");

  private Failures() {}

  public static Failure of(Throwable thrown) {
    return switch (thrown) {
      case Failure failure -> failure;
      case UnknownAgentException e ->
          new Failure(
              ExitCode.NOT_FOUND,
              String.valueOf(e.getMessage()),
              "the recovery plan",
              "use one of these names, or add the agent to the plan (infra/plan.yaml)",
              e);
      case PlanException e ->
          new Failure(
              ExitCode.INVALID,
              String.valueOf(e.getMessage()),
              "the recovery plan",
              "mend the plan; docs/reference/plan.md describes each key",
              e);
      case UnknownIncidentException e ->
          new Failure(
              ExitCode.NOT_FOUND,
              String.valueOf(e.getMessage()),
              "the incident table",
              "list the incidents: responder incidents list",
              e);
      case DeploymentRefusedException e ->
          new Failure(
              ExitCode.INVALID,
              String.valueOf(e.getMessage()),
              "the agent's runtime",
              "nothing was changed; docs/operating/rollback.md says what can be deployed",
              e);
      case StaleIncidentException e ->
          new Failure(
              ExitCode.REFUSED,
              String.valueOf(e.getMessage()),
              "the incident table",
              "somebody else wrote it at the same moment; run the command again",
              e);
      case MalformedJsonException e ->
          new Failure(
              ExitCode.INVALID,
              "what was read is not the JSON that was expected: " + e.getMessage(),
              "a file or an answer of AWS",
              "run it again with --verbose to see which",
              e);
      case AwsServiceException e -> ofService(e);
      case SdkClientException e -> ofClient(e);
      case UncheckedIOException e -> ofFile(e, String.valueOf(e.getMessage()));
      case IOException e -> ofFile(e, e.toString());
      default ->
          new Failure(
              ExitCode.FAILED,
              thrown.getMessage() == null ? thrown.toString() : thrown.getMessage(),
              "this command",
              "run it again with --verbose and read where it comes from",
              thrown);
    };
  }

  private static Failure ofFile(Throwable e, String what) {
    return new Failure(
        ExitCode.INVALID,
        what,
        "a file on this machine",
        "check that the path is there and may be read and written",
        e);
  }

  private static Failure ofService(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : "" + e.awsErrorDetails().errorCode();
    String service = e.awsErrorDetails() == null ? "AWS" : "" + e.awsErrorDetails().serviceName();
    String said = e.awsErrorDetails() == null ? "" : "" + e.awsErrorDetails().errorMessage();
    String where = "%s (HTTP %d, request %s)".formatted(service, e.statusCode(), e.requestId());
    if (EXPIRED.contains(code)) {
      return new Failure(
          ExitCode.CREDENTIALS,
          "the AWS credentials have expired (" + code + ")",
          where,
          "log in again (aws sso login, or new temporary keys), then run the same command",
          e);
    }
    if (UNKNOWN_KEY.contains(code)) {
      return new Failure(
          ExitCode.CREDENTIALS,
          "AWS does not accept these credentials (" + code + "): " + said,
          where,
          "check AWS_PROFILE or the keys in the environment, and this machine's clock",
          e);
    }
    if (DENIED.contains(code) || e.statusCode() == 403) {
      return new Failure(
          ExitCode.REFUSED,
          "AWS denied it (" + code + "): " + said,
          where,
          "ask for the right that the message names, or use a role that has it",
          e);
    }
    return new Failure(
        e.statusCode() >= 500 ? ExitCode.UNREACHABLE : ExitCode.REFUSED,
        "AWS refused it (" + code + "): " + said,
        where,
        e.statusCode() >= 500 || e.isThrottlingException()
            ? "wait a moment and run the same command again"
            : "read the message; responder doctor checks what AWS needs",
        e);
  }

  private static Failure ofClient(SdkClientException e) {
    String said = String.valueOf(e.getMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("credentials")) {
      return new Failure(
          ExitCode.CREDENTIALS,
          "no AWS credentials were found",
          "environment, AWS profile and instance metadata of this machine",
          "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws sso login",
          e);
    }
    return new Failure(
        ExitCode.UNREACHABLE,
        "AWS could not be reached: " + said,
        "the connection from this machine",
        "check the network, --region and --endpoint-url (AWS_ENDPOINT_URL); for the local AWS:"
            + " responder local up",
        e);
  }
}
