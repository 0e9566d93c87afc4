package com.vitracka.responder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {
  @Test
  void eyes_see_hashes_of_environment_values() {
    String shown =
        Call.text(
            List.of(
                Call.update("coach-1", Map.of("environmentVariables", Map.of("TOKEN", "secret")))));

    assertThat(shown).contains("PUT /runtimes/coach-1/", "sha256:").doesNotContain("\"secret\"");
  }
}
