package com.vitracka.responder.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundProcessTest {
  @TempDir private Path folder;

  @Test
  void another_command_finds_what_was_started_and_stops_it_with_its_children() {
    start("sleep 60 & sleep 60; wait");
    BackgroundProcess found = new BackgroundProcess("sleeper", folder);
    ProcessHandle process = found.find().orElseThrow();

    found.stop();

    assertThat(process.isAlive()).isFalse();
    assertThat(process.descendants()).noneMatch(ProcessHandle::isAlive);
    assertThat(found.find()).isEmpty();
  }

  @Test
  void a_process_that_only_has_the_same_number_is_not_taken_for_it() throws IOException {
    Files.writeString(
        folder.resolve("sleeper.pid"), ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");

    assertThat(new BackgroundProcess("sleeper", folder).find()).isEmpty();
  }

  private void start(String script) {
    new BackgroundProcess("sleeper", folder)
        .start(List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), folder);
  }
}
