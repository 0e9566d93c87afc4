package com.vitracka.responder.document;

import com.vitracka.responder.incident.Message;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.notify.Times;
import com.vitracka.responder.notify.Wording;
import com.vitracka.responder.plan.Severity;
import com.vitracka.responder.templates.html.JtereportGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms of a report: Markdown, HTML and JSON. */
public final class ReportForms {
  private ReportForms() {}

  public static String of(IncidentReport report, Reports.Form form) {
    return switch (form) {
      case MARKDOWN -> markdown(report);
      case HTML -> html(report);
      case JSON -> Json.pretty(document(report));
    };
  }

  private static String html(IncidentReport report) {
    StringOutput output = new StringOutput();
    JtereportGenerated.render(new OwaspHtmlTemplateOutput(output), null, report);
    return output.toString();
  }

  /** {@code met}, {@code missed}, or why nobody can say. */
  public static String verdict(Factors factors) {
    return factors
        .findMet()
        .map(met -> met ? "met" : "missed")
        .orElse(
            factors.total().isEmpty() ? "not recovered by the responder" : "no RTO in the plan");
  }

  /** {@code 12.3 s}, or a dash. */
  public static String seconds(Optional<Duration> duration) {
    return duration
        .map(took -> took.toSeconds() + "." + took.toMillisPart() / 100 + " s")
        .orElse("–");
  }

  public static String colour(IncidentReport report) {
    if (report.endedAt().isPresent()) {
      return "#067647";
    }
    return report.severity().filter(Severity::concernsStakeholders).isPresent()
        ? "#b42318"
        : "#475467";
  }

  /** What became of a message, for a cell. */
  public static String describe(Message message) {
    return ReportWriter.describe(message);
  }

  private static String markdown(IncidentReport report) {
    StringBuilder md = new StringBuilder();
    md.append("# Incident report: ").append(escape(report.title())).append("\n\n");
    field(md, "Incident", report.incident());
    field(md, "Status", report.status());
    field(md, "Severity", report.severity().map(Severity::name).orElse("not assessed"));
    field(md, "Scenario", report.scenario());
    field(md, "Started", Times.second(report.startedAt()));
    field(md, "Opened", Times.second(report.openedAt()));
    report.endedAt().ifPresent(at -> field(md, "Resolved", Times.second(at)));
    report.factors().total().ifPresent(took -> field(md, "Duration", Times.words(took)));
    field(md, "Impact", report.impact());
    field(md, "Root cause (hypothesis)", report.hypothesis());
    field(md, "Outcome", report.outcome());
    report.resort().ifPresent(resort -> field(md, "What a person should do", resort));
    report
        .restoreCommand()
        .ifPresent(
            command -> md.append("- **Restore the backup**: `").append(command).append("`\n"));
    field(md, "Written", Times.second(report.writtenAt()));

    table(
        md,
        "Timeline",
        List.of("Time (UTC)", "Phase", "What happened"),
        report.timeline().stream()
            .map(entry -> List.of(Times.second(entry.at()), entry.phase(), entry.text()))
            .toList());
    section(md, "Evidence (rule " + escape(report.rule()) + ")");
    if (report.findings().isEmpty()) {
      md.append("None was gathered.\n");
    }
    report.findings().forEach(finding -> md.append("- ").append(escape(finding)).append('\n'));
    if (report.steps().isEmpty()) {
      section(md, "Steps");
      md.append("Nothing was changed.\n");
    } else {
      table(
          md,
          "Steps",
          List.of("No.", "Step", "Result"),
          report.steps().stream()
              .map(step -> List.of("" + step.number(), step.step(), step.result()))
              .toList());
    }
    List<List<String>> times = new ArrayList<>();
    for (Factor factor : report.factors().parts()) {
      times.add(
          List.of(factor.name(), factor.span(), seconds(factor.took()), minutes(factor.planned())));
    }
    times.add(
        List.of(
            "Total",
            "RTO " + verdict(report.factors()),
            seconds(report.factors().total()),
            minutes(report.factors().rto())));
    table(md, "Time to recover", List.of("Factor", "Span", "Took", "Plan"), times);
    table(
        md,
        "Recovery point (the plan's RPO: 0)",
        List.of("Asset", "Loss"),
        report.recoveryPoint().stream().map(line -> List.of(line.asset(), line.loss())).toList());
    table(
        md,
        "Messages",
        List.of("Time (UTC)", "Message"),
        report.messages().stream()
            .map(message -> List.of(Times.second(message.at()), describe(message)))
            .toList());
    table(
        md,
        "Action items",
        List.of("What", "Who", "By"),
        report.actions().stream()
            .map(action -> List.of(action.what(), action.who(), action.by()))
            .toList());
    return md.toString();
  }

  private static void field(StringBuilder md, String label, String value) {
    md.append("- **").append(label).append("**: ").append(escape(value)).append('\n');
  }

  private static void section(StringBuilder md, String heading) {
    md.append("\n## ").append(heading).append("\n\n");
  }

  private static void table(
      StringBuilder md, String heading, List<String> columns, List<List<String>> rows) {
    section(md, heading);
    if (rows.isEmpty()) {
      md.append("None.\n");
      return;
    }
    md.append("| ").append(String.join(" | ", columns)).append(" |\n");
    md.append("|---".repeat(columns.size())).append("|\n");
    for (List<String> row : rows) {
      md.append("| ")
          .append(String.join(" | ", row.stream().map(ReportForms::escape).toList()))
          .append(" |\n");
    }
  }

  /** Nothing in a text of others may become a link, an image, HTML or a new cell. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', '`', '*', '[', ']', '|', '!', '#' -> escaped.append('\\').append(c);
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The plan's time for a part, or a dash. */
  public static String minutes(Optional<Duration> duration) {
    return duration.map(Times::words).orElse("–");
  }

  private static Map<String, Object> document(IncidentReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("incident", report.incident());
    document.put("title", report.title());
    document.put("status", report.status());
    report.severity().ifPresent(severity -> document.put("severity", severity.name()));
    document.put("scenario", report.scenario());
    document.put("startedAt", iso(report.startedAt()));
    document.put("openedAt", iso(report.openedAt()));
    report.endedAt().ifPresent(at -> document.put("resolvedAt", iso(at)));
    document.put("impact", report.impact());
    document.put("rule", report.rule());
    document.put("hypothesis", report.hypothesis());
    document.put("outcome", report.outcome());
    report.resort().ifPresent(resort -> document.put("resort", resort));
    report.restoreCommand().ifPresent(command -> document.put("restoreCommand", command));
    document.put(
        "timeline",
        report.timeline().stream()
            .map(
                entry ->
                    Map.of("at", iso(entry.at()), "phase", entry.phase(), "text", entry.text()))
            .toList());
    document.put("findings", report.findings());
    document.put(
        "steps",
        report.steps().stream()
            .map(
                step ->
                    Map.of("number", step.number(), "step", step.step(), "result", step.result()))
            .toList());
    document.put("factors", factors(report.factors()));
    document.put(
        "recoveryPoint",
        report.recoveryPoint().stream()
            .map(line -> Map.of("asset", line.asset(), "loss", line.loss()))
            .toList());
    document.put(
        "messages",
        report.messages().stream()
            .map(
                message ->
                    Map.of(
                        "at",
                        iso(message.at()),
                        "kind",
                        message.kind(),
                        "key",
                        message.key(),
                        "to",
                        message.to(),
                        "via",
                        message.via(),
                        "state",
                        message.state().name(),
                        "detail",
                        Wording.sentence(message.detail())))
            .toList());
    document.put(
        "actions",
        report.actions().stream()
            .map(action -> Map.of("what", action.what(), "who", action.who(), "by", action.by()))
            .toList());
    document.put("writtenAt", iso(report.writtenAt()));
    return document;
  }

  private static Map<String, Object> factors(Factors factors) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (Factor factor : factors.parts()) {
      Map<String, Object> part = new LinkedHashMap<>();
      factor.took().ifPresent(took -> part.put("took_s", inSeconds(took)));
      factor.planned().ifPresent(planned -> part.put("planned_s", inSeconds(planned)));
      document.put(factor.name().toLowerCase(java.util.Locale.ROOT), part);
    }
    factors.total().ifPresent(took -> document.put("total_s", inSeconds(took)));
    factors.rto().ifPresent(rto -> document.put("rto_s", inSeconds(rto)));
    document.put("rto", verdict(factors));
    return document;
  }

  private static double inSeconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String iso(Instant at) {
    return at.toString();
  }
}
