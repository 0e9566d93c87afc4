package com.vitracka.responder.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plan files that somebody made to stop, fool or take over whoever reads them. Each ends soon, as a
 * {@link PlanException} that names line and reason: then nothing is deployed.
 */
class HostilePlansTest {
  private static final Path CUSTOMERS = Path.of("../infra/plan.yaml");

  /** A reading of the customer's plan takes a hundredth of it. */
  private static final Duration SOON = Duration.ofSeconds(20);

  /** On a slow machine, with the first use of schema and YAML. */
  @TempDir Path folder;

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("a cycle", "name: &a [*a]\n", 1, "anchors and aliases"),
        arguments("a cycle through keys", "x: &x\n  y: *x\n", 1, "anchors and aliases"),
        arguments("a key that is an anchor", "ok: 1\n&k name: x\n", 2, "anchors and aliases"),
        arguments("a thousand million laughs", laughs(), 1, "anchors and aliases"),
        arguments("merged keys", "a: 1\n<<: *b\n", 2, "anchors and aliases"),
        arguments("lists in lists", "name:\n  " + "[".repeat(100_000), 2, "nested deeper than 20"),
        arguments("lists by dashes", "- ".repeat(100_000) + "x", 1, "nested deeper than 20"),
        arguments("keys in keys", "{a: ".repeat(60_000), 1, "nested deeper than 20"),
        arguments(
            "keys that are lists", "name: x\n? [a, b]\n: y\n", 2, "a key must be a plain word"),
        arguments("a Java class", "name: !!javax.script.ScriptEngineManager [x]\n", 1, "tags (!)"),
        arguments("a local tag", "ok: 1\nname: !secret x\n", 2, "tags (!)"),
        arguments("a number that is a text", "errors: !!int ten\n", 1, "tags (!)"),
        arguments("binary", "name: !!binary aGFsbG8=\n", 1, "tags (!)"),
        arguments("a huge whole number", "a: 1\nb: " + "9".repeat(200_000), 2, "the number 999"),
        arguments("one beyond long", "b: 9223372036854775808\n", 1, "the number 92***"),
        arguments("a huge exponent", "a: 1\nb: 1e999999999\n", 2, "the number 1e999999999"),
        arguments("a tiny exponent", "b: 1e-999999999\n", 1, "the number 1e-999999999"),
        arguments("infinity", "b: .inf\n", 1, "the number .inf"),
        arguments("not a number", "b: .nan\n", 1, "the number .nan"),
        arguments("a key twice", "name: a\nregion: b\nname: c\n", 3, "a second time"),
        arguments("a second document", "name: a\n---\nname: b\n", 2, "no YAML"),
        arguments("a list", "- a\n- b\n", 1, "expected keys with values"),
        arguments("nothing", "", 1, "the file is empty"),
        arguments("NUL", "name: a\nregion: \u0000\n", 2, "U+0000"),
        arguments("an escape sequence", "name: \u001b[2J\n", 1, "U+001B"),
        arguments("mixed direction", "name: a\n# \u202Etxet\u202C\n", 2, "U+202E"),
        arguments("mixed direction, escaped", "name: a\nregion: \"\\u202E\"\n", 2, "U+202E"),
        arguments("NUL, escaped", "name: \"\\0\"\n", 1, "U+0000"),
        arguments("an unknown escape", "name: \"\\q\"\n", 1, "no YAML"),
        arguments("tabs for indentation", "name: a\nx:\n\t- b\n", 3, "no YAML"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void a_hostile_file_names_line_and_reason_soon(String what, String text, int line, String reason)
      throws IOException {
    assertRefused(Files.writeString(folder.resolve("plan.yaml"), text), line, reason);
  }

  /** In place of one line of the customer's plan. */
  static Stream<Arguments> lines() {
    return Stream.of(
        arguments("stability: 3m", "stability: 99999999999999999999h", "windows.stability"),
        arguments("stability: 3m", "stability: -3m", "windows.stability: '-3m'"),
        arguments("stability: 3m", "stability: 0s", "at least a second"),
        arguments("checkEvery: 20s", "checkEvery: 0h0m0s", "at least a second"),
        arguments("    updates: 15m", "    updates: 0m", "at least a second"),
        arguments("timeout: 35s", "timeout: 46s", "1s to 45s"),
        arguments("timeout: 35s", "timeout: 1000h", "1s to 45s"),
        arguments("latency: 10s", "latency: \"10s\\n\"", "thresholds.latency"),
        arguments("errors: 1", "errors: -1", "'-1' cannot be used"),
        arguments("errors: 1", "errors: 1e3000", "the number 1e3000"),
        arguments("errors: 1", "errors: 1.5", "thresholds.errors"),
        arguments("errors: 1", "errors: 1001", "'1001' cannot be used"),
        arguments("email: cto@vitracka.com", "email: \"cto@vitracka.com\\n\"", "cto.email"),
        arguments(
            "email: cto@vitracka.com",
            "email: \"cto@vitracka.com\\r\\nBcc: all@evil.example\"",
            "cto.email"),
        arguments("region: eu-west-1", "region: \"eu-west-1\\n\"", "region"),
        arguments("endpoint: DEFAULT", "endpoint: \"DEFAULT\\n\"", "endpoint"),
        arguments("displayName: Coach", "displayName: \"C\\u202E\" #", "U+202E"),
        arguments("1: auto", "1: auto-after 0m", "modes.1"),
        arguments("1: auto", "1: auto-after 99999999h", "modes.1"),
        arguments("  coach_companion:", "  \"coach_companion\\n\":", "agents"),
        arguments("  coach_companion:", "  ../../etc/passwd:", "name each agent as"),
        arguments("expect: '", "expect: '(?=x)", "no regular expression of RE2"),
        arguments("expect: '", "expect: '(a)\\1", "no regular expression of RE2"),
        arguments("expect: '", "expect: '(((a{999}){999}){999}){999}", "repeats too much"),
        arguments("expect: '", "expect: '((a{100}){100}){5}", "repeats too much"),
        arguments("phone: /responder/phones/cto", "phone: '+44 7700 900123'", "'+44 **** ****23'"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("lines")
  void a_hostile_line_in_a_good_plan_names_itself(String right, String wrong, String reason)
      throws IOException {
    String plan = Files.readString(CUSTOMERS);
    int at = plan.indexOf(right);
    assertThat(at).isPositive();
    int line = (int) plan.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    Path file =
        Files.writeString(
            folder.resolve("plan.yaml"),
            plan.substring(0, at) + wrong + plan.substring(at + right.length()));

    String message = assertRefused(file, line, reason);

    assertThat(message).doesNotContain("900123");
  }

  @Test
  void ten_megabytes_are_not_read() throws IOException {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(file, "name: a\n" + "# padding\n".repeat(1_000_000));

    assertRefused(file, PlanText.MAX_BYTES / 10 + 1, "more than the 262144 bytes");
  }

  @Test
  void a_file_without_end_is_not_read_to_its_end() {
    Path endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      assertRefused(endless, 1, "more than the 262144 bytes");
    }
  }

  @Test
  void bytes_that_are_no_text_are_named_by_their_line() throws IOException {
    Path file = folder.resolve("plan.yaml");
    Files.write(file, "name: a\nregion: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertRefused(file, 2, "no UTF-8");
  }

  @Test
  void an_overlay_is_read_as_strictly() throws IOException {
    Path overlay = Files.writeString(folder.resolve("overlay.yaml"), "windows: &w\n  watch: *w\n");

    Throwable thrown =
        assertTimeoutPreemptively(
            SOON,
            () -> catchThrowable(() -> PlanReader.read(CUSTOMERS, java.util.List.of(overlay))));

    assertThat(thrown)
        .isInstanceOf(PlanException.class)
        .hasMessageContainingAll("overlay.yaml:1: ", "anchors and aliases");
  }

  @Test
  void an_error_repeats_little_of_what_was_written() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("plan.yaml"),
            Files.readString(CUSTOMERS)
                .replace("region: eu-west-1", "region: " + "x".repeat(100_000)));

    assertThat(assertRefused(file, 4, "region")).hasSizeLessThan(400);
  }

  private static String assertRefused(Path file, int line, String reason) {
    Throwable thrown =
        assertTimeoutPreemptively(SOON, () -> catchThrowable(() -> PlanReader.read(file)));
    assertThat(thrown).isInstanceOf(PlanException.class);
    String message = String.valueOf(thrown.getMessage());
    assertThat(message).contains(file + ":" + line + ": ").contains(reason);
    assertThat(message.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    return message;
  }

  private static String laughs() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
    }
    return bomb.toString();
  }
}
