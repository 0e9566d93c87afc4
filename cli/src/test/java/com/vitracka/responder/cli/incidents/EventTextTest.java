package com.vitracka.responder.cli.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTextTest {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:05Z");
  private static final Agent COACH =
      PlanReader.read(Path.of("../infra/plan.yaml")).agents().getFirst();

  @Test
  void times_move_together_and_keep_their_notation() {
    assertThat(filled("2026-11-24T10:15:00.123+0000 2026-11-24T10:14:00Z 2026-11-24T10:15:00.310Z"))
        .isEqualTo("2027-01-01T00:00:05.123+0000 2026-12-31T23:59:05Z 2027-01-01T00:00:05.310Z");
  }

  @Test
  void account_and_region_become_the_readers() {
    assertThat(filled("arn:aws:sns:eu-west-1:111122223333:responder-alarms 444455556666"))
        .isEqualTo("arn:aws:sns:us-east-1:000000000000:responder-alarms 444455556666");
  }

  @Test
  void another_agent_takes_the_place_of_the_events() {
    assertThat(
            EventText.filledIn(
                "responder-coach_companion-errors coach_companion::DEFAULT"
                    + " runtime/coach_companion-0ZUOP04U5z \"coach-companion-agentcore\"",
                "000000000000",
                "eu-west-1",
                named("test_echo"),
                NOW))
        .isEqualTo(
            "responder-test_echo-errors test_echo::DEFAULT runtime/test_echo-ABC"
                + " \"test_echo\"");
  }

  @Test
  void a_broken_event_is_filled_in_as_far_as_it_goes() {
    assertThat(filled("{\"account\": \"111122223333\", \"ti"))
        .isEqualTo("{\"account\": \"000000000000\", \"ti");
  }

  @Test
  void every_event_of_the_repository_loses_its_placeholders() throws IOException {
    try (var files = Files.list(Path.of("../events"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        assertThat(filled(Files.readString(file)))
            .as(file.toString())
            .doesNotContain("111122223333", "2026-11-24T10:15");
      }
    }
  }

  @Test
  void an_alarm_is_set_for_test_agents_only() {
    assertThatThrownBy(() -> SendCommand.guardTestAgent(COACH))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.remedy()).contains("test_"));
    assertThatCode(() -> SendCommand.guardTestAgent(named("test_echo"))).doesNotThrowAnyException();
  }

  private static String filled(String text) {
    return EventText.filledIn(text, "000000000000", "us-east-1", COACH, NOW);
  }

  private static Agent named(String name) {
    return new Agent(
        name,
        name,
        java.util.List.of(),
        COACH.folder(),
        name + "-ABC",
        COACH.endpoint(),
        COACH.executionRole(),
        COACH.impact(),
        COACH.canary(),
        COACH.thresholds(),
        COACH.modes());
  }
}
