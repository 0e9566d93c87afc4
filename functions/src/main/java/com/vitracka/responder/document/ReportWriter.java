package com.vitracka.responder.document;

import com.vitracka.responder.document.IncidentReport.Action;
import com.vitracka.responder.document.IncidentReport.AssetLine;
import com.vitracka.responder.document.IncidentReport.Entry;
import com.vitracka.responder.document.IncidentReport.StepLine;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.CaseFile;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.incident.Remedy;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Step;
import com.vitracka.responder.incident.StepRecord;
import com.vitracka.responder.incident.StepState;
import com.vitracka.responder.notify.Times;
import com.vitracka.responder.notify.Wording;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.Scenario;
import com.vitracka.responder.plan.Severity;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the report of an incident: a pure function of plan, record, messages and time. */
public final class ReportWriter {
  private static final int POST_MORTEM_DAYS = 3;
  private static final int FOLLOW_UP_DAYS = 5;
  private static final int RUNBOOK_DAYS = 10;

  private final Plan plan;
  private final Wording wording;

  public ReportWriter(Plan plan) {
    this.plan = plan;
    this.wording = new Wording(plan);
  }

  public IncidentReport write(Incident incident, List<Message> messages, Instant now) {
    CaseFile file = incident.file();
    Optional<Assessment> assessment = file.findAssessment();
    Optional<Severity> severity = assessment.map(Assessment::severity);
    Optional<Scenario> scenario =
        assessment
            .filter(known -> known.scenario().isPresent())
            .map(known -> plan.scenario(known.scenario().getAsInt()));
    Factors factors = Factors.of(incident, scenario);
    return new IncidentReport(
        file.id(),
        wording.title(severity, file.subject()),
        severity,
        scenario
            .map(known -> "Scenario " + known.number() + ": " + known.name())
            .orElse("None of the plan's scenarios"),
        Wording.status(incident),
        file.startedAt(),
        file.openedAt(),
        incident instanceof Incident.Resolved resolved
            ? Optional.of(resolved.resolvedAt())
            : Optional.empty(),
        severity.map(known -> wording.impact(known, file.subject())).orElse("Not assessed"),
        assessment.map(known -> Wording.sentence(known.rule())).orElse("none"),
        assessment.map(known -> Wording.sentence(known.hypothesis())).orElse("Not determined"),
        outcome(incident),
        incident instanceof Incident.Escalated
            ? assessment.map(known -> Wording.sentence(known.resort()))
            : Optional.empty(),
        Wording.findRestoreCommand(file),
        timeline(incident, messages),
        assessment.map(Assessment::findings).orElse(List.of()).stream()
            .map(Wording::sentence)
            .toList(),
        file.steps().stream()
            .map(
                step ->
                    new StepLine(
                        step.number(), Wording.step(step.step()), Wording.stepResult(step)))
            .toList(),
        factors,
        recoveryPoint(file),
        messages.stream().sorted(Comparator.comparing(Message::at)).toList(),
        actions(incident, severity, factors, messages),
        now);
  }

  private static String outcome(Incident incident) {
    return switch (incident) {
      case Incident.Resolved resolved -> Wording.sentence(resolved.resolution());
      case Incident.Escalated escalated ->
          "Handed to people at "
              + Times.second(escalated.escalatedAt())
              + ": "
              + Wording.sentence(escalated.reason());
      case Incident.Open _ -> "Being worked on when this report was written";
    };
  }

  private List<Entry> timeline(Incident incident, List<Message> messages) {
    CaseFile file = incident.file();
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(file.startedAt(), "DETECT", "Trouble first noticed"));
    for (Signal signal : file.signals()) {
      String text = Wording.textOf(signal);
      entries.add(
          new Entry(
              signal.receivedAt(),
              "DETECT",
              "Signal received: "
                  + wording.signal(signal)
                  + ", noticed at "
                  + Times.clockSecond(signal.at())
                  + (text.isEmpty() ? "" : "; " + lower(Wording.labelOf(signal)) + ": " + text)));
    }
    entries.add(new Entry(file.openedAt(), "DETECT", "Incident opened"));
    for (Assessment assessment : file.assessments()) {
      entries.add(
          new Entry(
              assessment.at(),
              "ASSESS",
              "Assessed as "
                  + assessment.severity()
                  + " by rule "
                  + Wording.sentence(assessment.rule())
                  + ": "
                  + Wording.sentence(assessment.hypothesis())));
    }
    file.proposals().forEach(proposal -> addProposal(entries, proposal));
    file.steps().forEach(step -> addStep(entries, step));
    file.verification()
        .findReadyAt()
        .ifPresent(at -> entries.add(new Entry(at, "RESPOND", "Deployment seen to be ready")));
    file.verification()
        .findRightSince()
        .ifPresent(
            at ->
                entries.add(
                    new Entry(
                        at,
                        "VERIFY",
                        "Right answers from here on without a break"
                            + file.verification()
                                .findInterruptedBy()
                                .map(why -> "; before: " + Wording.sentence(why))
                                .orElse(""))));
    for (Message message : messages) {
      entries.add(new Entry(message.at(), "TELL", describe(message)));
    }
    switch (incident) {
      case Incident.Resolved resolved ->
          entries.add(
              new Entry(
                  resolved.resolvedAt(),
                  "VERIFY",
                  "Resolved: " + Wording.sentence(resolved.resolution())));
      case Incident.Escalated escalated ->
          entries.add(
              new Entry(
                  escalated.escalatedAt(),
                  "RESPOND",
                  "Escalated: " + Wording.sentence(escalated.reason())));
      case Incident.Open _ -> {}
    }
    entries.sort(Comparator.comparing(Entry::at));
    return List.copyOf(entries);
  }

  private static void addProposal(List<Entry> entries, Proposal proposal) {
    entries.add(
        new Entry(
            proposal.at(),
            "RESPOND",
            "Asked people until "
                + Times.clockSecond(proposal.until())
                + ", when nobody answers "
                + switch (proposal.silence()) {
                  case ACTS -> "to be carried out";
                  case ESCALATES -> "to be escalated";
                }
                + ": "
                + Wording.changes(proposal.steps())));
    proposal
        .endedAt()
        .ifPresent(
            at -> entries.add(new Entry(at, "RESPOND", "Proposed: " + Wording.proposal(proposal))));
  }

  private static void addStep(List<Entry> entries, StepRecord step) {
    String name = "Step " + step.number() + ", " + lower(Wording.step(step.step()));
    switch (step.state()) {
      case StepState.Pending _ ->
          entries.add(new Entry(step.decidedAt(), "RESPOND", name + ": decided"));
      case StepState.Started started ->
          entries.add(new Entry(started.at(), "RESPOND", name + ": begun"));
      case StepState.Done done -> {
        entries.add(new Entry(done.startedAt(), "RESPOND", name + ": begun"));
        entries.add(new Entry(done.at(), "RESPOND", name + ": " + Wording.stepResult(step)));
      }
      case StepState.Failed failed -> {
        entries.add(new Entry(failed.startedAt(), "RESPOND", name + ": begun"));
        entries.add(new Entry(failed.at(), "RESPOND", name + ": " + Wording.stepResult(step)));
      }
    }
  }

  static String describe(Message message) {
    return message.kind()
        + " to "
        + message.to()
        + " by "
        + message.via()
        + ": "
        + message.state()
        + (message.state() == Message.State.REFUSED
            ? ", " + Wording.sentence(message.detail())
            : "");
  }

  /** The plan's RPO is zero; said is only what the record shows. */
  private List<AssetLine> recoveryPoint(CaseFile file) {
    boolean changed =
        file.steps().stream()
            .anyMatch(
                step -> step.step().mutates() && !(step.state() instanceof StepState.Pending));
    Optional<String> backup =
        file.steps().stream()
            .filter(step -> step.step() instanceof Step.BackUp)
            .flatMap(
                step ->
                    step.state() instanceof StepState.Done done
                        ? Optional.of(done.result()).stream()
                        : Optional.<String>empty().stream())
            .findFirst();
    String configuration;
    if (!changed) {
      configuration = "No loss: nothing was changed";
    } else if (backup.isPresent()) {
      configuration = "No loss: stored before the change at " + Wording.sentence(backup.get());
    } else {
      configuration = "At risk: it was changed, and the record shows no backup before it";
    }
    return List.of(
        new AssetLine("Agent code", "No loss: versions and published releases are kept"),
        new AssetLine("Configuration", configuration),
        new AssetLine("Logs", "Not touched by the responder"),
        new AssetLine("Memory", "Not touched by the responder"),
        new AssetLine("Metrics", "No loss: CloudWatch keeps them for 15 months"));
  }

  private List<Action> actions(
      Incident incident, Optional<Severity> severity, Factors factors, List<Message> messages) {
    CaseFile file = incident.file();
    LocalDate end = LocalDate.ofInstant(incident.since(), ZoneOffset.UTC);
    String lead = plan.onCall().primary().name();
    String second = plan.onCall().secondary().name();
    List<Action> actions = new ArrayList<>();
    if (incident instanceof Incident.Escalated) {
      actions.add(
          new Action(
              "Recover the agent and close the incident: "
                  + file.findAssessment()
                      .map(known -> Wording.sentence(known.resort()))
                      .orElse("follow the plan's scenario 1 by hand"),
              plan.onCall().escalation().name(),
              end.toString()));
    }
    if (severity.map(Severity::concernsStakeholders).orElse(true)) {
      actions.add(
          new Action(
              "Hold the post-mortem of incident " + file.id(),
              lead,
              workday(end, POST_MORTEM_DAYS)));
    }
    actions.add(new Action(followUp(file), lead, workday(end, FOLLOW_UP_DAYS)));
    if (factors.findMet().filter(met -> !met).isPresent()) {
      actions.add(
          new Action(
              "Find out why recovery took longer than the plan's RTO",
              lead,
              workday(end, FOLLOW_UP_DAYS)));
    }
    if (messages.stream().anyMatch(message -> message.state() == Message.State.REFUSED)) {
      actions.add(
          new Action(
              "Mend the channels that refused a message (see Messages), and run responder doctor",
              second,
              workday(end, 1)));
    }
    actions.add(
        new Action(
            "Compare the runbook with this timeline and update it",
            second,
            workday(end, RUNBOOK_DAYS)));
    return List.copyOf(actions);
  }

  private String followUp(CaseFile file) {
    String logs =
        file.findAgent()
            .flatMap(plan::findAgent)
            .map(Agent::logGroup)
            .orElse("the agents' log groups");
    Optional<Assessment> assessment = file.findAssessment();
    Remedy remedy = assessment.map(Assessment::remedy).orElse(Remedy.TELL);
    return switch (remedy) {
      case ROLL_BACK ->
          "Find out why the version that was live fails, and mend it before it is deployed again"
              + " (logs: "
              + logs
              + ")";
      case REDEPLOY ->
          "Confirm or correct the hypothesis: why did the agent stop answering (logs: "
              + logs
              + ")";
      case VERIFY -> "Find out why the agent failed and recovered by itself (logs: " + logs + ")";
      case WATCH, TELL, SPLIT ->
          "Confirm or correct the hypothesis"
              + assessment
                  .map(known -> ": " + lower(Wording.sentence(known.hypothesis())))
                  .orElse("; the incident was never assessed, so begin with why")
              + " (logs: "
              + logs
              + ")";
    };
  }

  /** The date so many working days later. */
  private static String workday(LocalDate from, int days) {
    LocalDate day = from;
    for (int left = days; left > 0; ) {
      day = day.plusDays(1);
      if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
        left--;
      }
    }
    return day.toString();
  }

  private static String lower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
