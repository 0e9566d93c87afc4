package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.plan.AgentAlarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alarm has its page, every page its alarm, and whoever gets an alarm is told the page. */
class RunbooksTest {
  private static final Path PAGES = Path.of("../docs/runbooks");

  /** Written for a rule, whose message names it, and for the list of pages. */
  private static final Set<String> OF_NO_ALARM = Set.of("execution-ended-badly.md", "README.md");

  @Test
  void each_alarm_has_the_page_that_is_named_like_it_and_no_page_is_left() throws IOException {
    Set<String> wanted = new TreeSet<>(OF_NO_ALARM);
    alarms()
        .map(alarm -> String.valueOf(alarm.get("AlarmName")))
        .map(RunbooksTest::page)
        .forEach(wanted::add);

    Set<String> there = new TreeSet<>();
    try (Stream<Path> pages = Files.list(PAGES)) {
      pages.map(page -> page.getFileName().toString()).forEach(there::add);
    }
    assertThat(there).isEqualTo(wanted);
  }

  @Test
  void each_description_carries_the_pages_address() {
    assertThat(alarms())
        .isNotEmpty()
        .allSatisfy(
            alarm ->
                assertThat(RightsTable.text(alarm.get("AlarmDescription")))
                    .endsWith("docs/runbooks/" + page(String.valueOf(alarm.get("AlarmName")))));
  }

  @Test
  void each_page_says_what_to_look_at_what_to_do_and_when_it_is_over() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.filter(page -> !page.endsWith("README.md")))
          .allSatisfy(
              page ->
                  assertThat(Files.readString(page))
                      .contains(
                          "**Meaning.**",
                          "**First look.**",
                          "**What the responder does by itself.**",
                          "**What a person does.**",
                          "**It is over when**"));
    }
  }

  @Test
  void the_list_names_each_page() throws IOException {
    String list = Files.readString(PAGES.resolve("README.md"));
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.filter(page -> !page.endsWith("README.md")))
          .allSatisfy(page -> assertThat(list).contains("(" + page.getFileName() + ")"));
    }
  }

  /** An alarm that each agent has one of shares its page with those of the others. */
  private static String page(String alarm) {
    for (AgentAlarm of : AgentAlarm.values()) {
      if (alarm.equals("responder-coach_companion-" + of.suffix())) {
        return of.suffix() + ".md";
      }
    }
    return alarm.replace("-coach_companion", "") + ".md";
  }

  private static Stream<Map<String, Object>> alarms() {
    return Stream.concat(
        Synthesised.CLOUD.properties("AWS::CloudWatch::Alarm").values().stream(),
        Synthesised.CLOUD.watchProperties("AWS::CloudWatch::Alarm").values().stream());
  }
}
