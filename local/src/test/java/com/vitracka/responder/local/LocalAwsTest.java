package com.vitracka.responder.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAwsTest {
  @TempDir private Path clone;

  @Test
  void a_taken_port_is_named_with_what_to_do_and_nothing_is_started() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      LocalAws aws = LocalAws.at(Workspace.of(clone), other.getLocalPort());

      assertThatThrownBy(aws::start)
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> {
                assertThat(failure.what()).contains("port " + other.getLocalPort() + " is taken");
                assertThat(failure.where()).isEqualTo("127.0.0.1:" + other.getLocalPort());
                assertThat(failure.remedy()).contains("--port N");
                assertThat(failure.exitCode()).isEqualTo(ExitCode.INVALID);
              });
      assertThat(aws.isRunning()).isFalse();
    }
  }

  @Test
  void a_command_that_needs_it_says_how_to_start_it() {
    assertThatThrownBy(LocalAws.of(Workspace.of(clone))::required)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.remedy()).contains("responder local up"));
  }
}
