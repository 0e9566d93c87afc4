package com.vitracka.responder.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
  private static final Path CUSTOMERS = Path.of("../infra/plan.yaml");

  @TempDir Path folder;

  @Test
  void the_customers_plan_is_read() {
    Plan plan = PlanReader.read(CUSTOMERS);

    assertThat(plan.getAgent("Coach Companion").runtimeId())
        .isEqualTo("coach_companion-0ZUOP04U5z");
    assertThat(plan.rule(Severity.P1).tell()).extracting(Contact::id).first().isEqualTo("cto");
    assertThat(plan.scenario(1).rto()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void an_overlay_changes_only_what_it_names() throws IOException {
    Path overlay = write("overlay.yaml", "windows:\n  stability: 9s\n  alarmPeriod: 10s\n");

    MergedPlan merged = PlanReader.read(CUSTOMERS, List.of(overlay));

    assertThat(merged.plan().windows().stability()).isEqualTo(Duration.ofSeconds(9));
    assertThat(merged.plan().windows().stabilityAfterRollback()).isEqualTo(Duration.ofMinutes(5));
    assertThat(PlanDocument.read(Json.object(merged.json())).windows())
        .as("plan.json holds the same plan")
        .isEqualTo(merged.plan().windows());
  }

  @Test
  void an_overlay_that_adds_a_key_is_refused() throws IOException {
    Path overlay = write("overlay.yaml", "windows:\n  stability: 9s\n  stabilty: 9s\n");

    assertThatThrownBy(() -> PlanReader.read(CUSTOMERS, List.of(overlay)))
        .isInstanceOf(PlanException.class)
        .hasMessageContainingAll(
            "overlay.yaml:3", "windows.stabilty", "only changes what is there");
  }

  @Test
  void an_overlays_bad_value_is_reported_in_the_overlay() throws IOException {
    Path overlay = write("overlay.yaml", "windows:\n  stability: soon\n");

    assertThatThrownBy(() -> PlanReader.read(CUSTOMERS, List.of(overlay)))
        .hasMessageContainingAll("overlay.yaml:2", "windows.stability", "'soon'", "90s, 15m");
  }

  /** Each row: what is written instead of what, and what the error says of it. */
  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          region: eu-west-1 | region: Ireland | region: 'Ireland' cannot be used here; write an AWS region
          region: eu-west-1 | regoin: eu-west-1 | regoin: the plan knows no key 'regoin' here; known are name, region
          region: eu-west-1 | standbyRegion: eu-west-1 | key 'standbyRegion' stands here a second time
          stability: 3m | stability: 3 minutes | windows.stability: '3 minutes' cannot be used here; write a duration
          stability: 3m | stability: 180 | windows.stability: expected a text but found '180'; write a duration
          tell: [cto, engineering-lead] | tell: [] | severities.P1.tell: is empty; list at least one of the contacts
          tell: [cto, engineering-lead] | tell: [cto, boss] | severities.P1.tell names 'boss', who is not among the contacts
          phone: /responder/phones/cto | phone: '+15551234567' | contacts.cto.phone: '+15*******67' cannot be used here; a number does not belong in Git: store it in E.164
          email: cto@vitracka.com | mail: cto@vitracka.com | contacts.cto.email: 'email' is missing
          email: cto@vitracka.com | email: cto | contacts.cto.email: 'cto' cannot be used here; write one mail address
          logs: 90 | logs: 91 | retention.logs: '91' cannot be used here; CloudWatch Logs takes
          logs: 90 | logs: ninety | retention.logs: expected a whole number but found 'ninety'
          1: auto | 1: automatic | agents.coach_companion.modes.1: 'automatic' cannot be used here; write observe
          errors: 1 | errors: 0 | agents.coach_companion.thresholds.errors: '0' cannot be used here
          primary: engineering-lead | primary: nobody | onCall.primary names 'nobody'
          expect: '"result"\\s*:\\s*"[^"]+' | expect: '(' | agents.coach_companion.canary.expect is no regular expression
          region: eu-west-1 | region: &r eu-west-1 | anchors and aliases (& and *) are not read
          sender: responder@vitracka.com | sender: [ | this is no YAML
          """)
  void a_mistake_names_line_key_reason_and_remedy(String right, String wrong, String expected)
      throws IOException {
    String plan = Files.readString(CUSTOMERS);
    assertThat(plan).contains(right);
    Path broken =
        write(
            "plan.yaml", plan.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));

    assertThatThrownBy(() -> PlanReader.read(broken))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(expected)
        .message()
        .containsPattern("plan\\.yaml:[1-9][0-9]*: ");
  }

  @Test
  void two_agents_with_one_name_are_refused() throws IOException {
    String plan = Files.readString(CUSTOMERS);
    String agent = plan.substring(plan.indexOf("  coach_companion:"), plan.indexOf("\ncontacts:"));
    String other =
        agent
            .replace("  coach_companion:", "  meal_planner:")
            .replace("displayName: Coach Companion", "displayName: Meal Planner")
            .replace(
                "aliases: [coach-companion, coach-companion-agentcore]",
                "aliases: [Coach-Companion]");
    Path broken = write("plan.yaml", plan.replace("\ncontacts:", other + "\ncontacts:"));

    assertThatThrownBy(() -> PlanReader.read(broken))
        .hasMessageContaining("agents.meal_planner: the name 'Coach-Companion' already belongs to")
        .hasMessageContaining("agents.coach_companion");
  }

  @Test
  void an_alias_bomb_is_refused() throws IOException {
    Path bomb = write("plan.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");

    assertThatThrownBy(() -> PlanReader.read(bomb))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("plan.yaml");
  }

  @Test
  void a_huge_document_is_refused() throws IOException {
    Path huge = write("plan.yaml", "name: " + "x".repeat(PlanText.MAX_BYTES));

    assertThatThrownBy(() -> PlanReader.read(huge)).hasMessageContaining("more than the");
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> PlanReader.read(folder.resolve("none.yaml")))
        .hasMessageContainingAll("none.yaml", "no such file");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
