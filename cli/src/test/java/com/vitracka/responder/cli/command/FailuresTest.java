package com.vitracka.responder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.vitracka.responder.aws.Aws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Errors as the real SDK throws them, at a server that answers as AWS does. */
class FailuresTest {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

  private HttpServer server = newServer();
  private int status = 403;
  private String body = "";

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void expired_credentials_say_to_log_in_again() {
    body = "{\"__type\":\"ExpiredTokenException\",\"message\":\"The security token is expired\"}";

    Failure failure = failureOf(() -> aws().ssm().getParameter(r -> r.name("/a")));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.CREDENTIALS);
    assertThat(failure.what())
        .isEqualTo("the AWS credentials have expired (ExpiredTokenException)");
    assertThat(failure.where()).contains("Ssm");
    assertThat(failure.remedy()).contains("log in again");
  }

  @Test
  void unknown_keys_say_to_check_the_profile() {
    body = "{\"__type\":\"UnrecognizedClientException\",\"message\":\"invalid\"}";

    Failure failure = failureOf(() -> aws().ssm().getParameter(r -> r.name("/a")));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.CREDENTIALS);
    assertThat(failure.remedy()).contains("AWS_PROFILE");
  }

  @Test
  void a_denied_call_says_what_was_denied() {
    body =
        "{\"__type\":\"AccessDeniedException\",\"message\":\"not authorized: ssm:GetParameter\"}";

    Failure failure = failureOf(() -> aws().ssm().getParameter(r -> r.name("/a")));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(failure.what()).contains("ssm:GetParameter");
  }

  @Test
  void without_a_stack_it_says_how_to_deploy_it() {
    StackOutputs outputs = new StackOutputs(Map.of(), "stack AgentCoreResponder");

    Failure failure = failureOf(outputs::releasesBucket);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_DEPLOYED);
    assertThat(failure.remedy()).contains("cdk deploy");
  }

  @Test
  void nobody_listening_is_unreachable() {
    server.stop(0);

    Failure failure = failureOf(() -> aws().ssm().getParameter(r -> r.name("/a")));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(failure.remedy()).contains("responder local up");
  }

  @Test
  void what_nobody_foresaw_points_to_verbose() {
    Failure failure = Failures.of(new IllegalStateException("odd"));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure.what()).isEqualTo("odd");
    assertThat(failure.remedy()).contains("--verbose");
  }

  private Aws aws() {
    return new Aws(
        Region.EU_WEST_1,
        KEYS,
        Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
  }

  private static Failure failureOf(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      return Failures.of(e);
    }
    throw new AssertionError("nothing was thrown");
  }
}
