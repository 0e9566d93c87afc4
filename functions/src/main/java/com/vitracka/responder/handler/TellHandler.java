package com.vitracka.responder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.Environment;
import com.vitracka.responder.aws.FallbackTopic;
import com.vitracka.responder.aws.S3Reports;
import com.vitracka.responder.aws.SesMailer;
import com.vitracka.responder.aws.SnsTexter;
import com.vitracka.responder.aws.SsmPhones;
import com.vitracka.responder.document.Documenting;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.StaleIncidentException;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.json.MalformedJsonException;
import com.vitracka.responder.notify.FailureLog;
import com.vitracka.responder.notify.Teller;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import com.vitracka.responder.watch.Audit;
import com.vitracka.responder.watch.Auditor;
import com.vitracka.responder.watch.Heartbeat;
import com.vitracka.responder.watch.Pulse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The Tell function: the only one that speaks to people, and that writes reports; so it is also the
 * one that audits both, each minute, with {@code {"do":"audit"}}.
 *
 * <p>{@code {"do":"inform","incident":ID}} tells what is due; {@code
 * {"do":"escalate","incident":ID, "reason":TEXT}} hands the incident to people and tells them;
 * {@code {"do":"report","incident":ID}} files the report. Each answers a move. An escalation that
 * no channel takes fails.
 */
public final class TellHandler implements RequestStreamHandler {
  private static final int SAVE_ATTEMPTS = 5;
  private static final int MOST_REASON = 1000;

  private final IncidentStore incidents;
  private final Teller teller;
  private final Documenting documenting;
  private final Auditor auditor;
  private final Pulse pulse;
  private final FailureLog log;
  private final InstantSource clock;

  /** For Lambda. */
  public TellHandler() {
    Aws aws = Aws.fromEnvironment();
    Plan plan = PlanDocument.deployed();
    this.clock = InstantSource.system();
    this.log = Beats::writeLine;
    this.incidents = new Records(aws, plan).incidents();
    S3Reports reports =
        new S3Reports(
            aws.s3(),
            Environment.get("RESPONDER_RECORDS_BUCKET"),
            Environment.get("RESPONDER_ACCOUNT"));
    FallbackTopic topic =
        new FallbackTopic(aws.sns(), Environment.get("RESPONDER_FALLBACK_TOPIC_ARN"));
    this.teller =
        new Teller(
            plan,
            incidents,
            new SesMailer(aws.ses(), Environment.get("RESPONDER_SENDER")),
            new SnsTexter(aws.sns()),
            new SsmPhones(aws.ssm()),
            topic,
            reports::placeOf,
            log,
            clock,
            Executors.newVirtualThreadPerTaskExecutor());
    this.documenting = new Documenting(plan, incidents, reports, clock);
    this.auditor = new Auditor(plan, incidents, teller, documenting, reports, topic, clock);
    this.pulse = Beats.to(aws, plan);
  }

  /** With collaborators of one's own. */
  public TellHandler(
      IncidentStore incidents,
      Teller teller,
      Documenting documenting,
      Auditor auditor,
      Pulse pulse,
      FailureLog log,
      InstantSource clock) {
    this.incidents = incidents;
    this.teller = teller;
    this.documenting = documenting;
    this.auditor = auditor;
    this.pulse = pulse;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Calls.answer(
        input,
        output,
        call -> call.text("do").equals("audit") ? audit() : answer(call).toDocument());
  }

  /** Fails when something is neither right nor mended: then no heartbeat says that all is well. */
  private Map<String, Object> audit() {
    Audit audit = auditor.audit();
    if (!audit.failures().isEmpty()) {
      throw new IllegalStateException(
          "the audit found what it can neither mend nor tell: "
              + String.join("; ", audit.failures()));
    }
    if (!audit.mended().isEmpty() || !audit.escalated().isEmpty()) {
      log.report(
          "audit",
          Map.of(
              "mended", String.join("; ", audit.mended()),
              "escalated", String.join("; ", audit.escalated())));
    }
    pulse.beat(Heartbeat.Of.AUDIT, clock.instant());
    return audit.toDocument();
  }

  private Move answer(JsonObject call) {
    String incident = call.text("incident");
    return switch (call.text("do")) {
      case "inform" -> inform(incident);
      case "escalate" ->
          escalate(
              incident, call.findText("reason").orElse("the recovery ended without saying why"));
      case "report" -> report(incident);
      default ->
          throw new MalformedJsonException(
              "'do' is '" + call.text("do") + "'; Tell can inform, escalate, report and audit",
              null);
    };
  }

  private Move inform(String incident) {
    return reported(incident, teller.inform(incident));
  }

  private Move reported(String incident, Move move) {
    if (move instanceof Move.Done) {
      // The last messages belong into the report too, and an incident that a person has ended
      // gets its report here. Without it all is told nevertheless: a failure must not make the
      // machine tell again.
      try {
        report(incident);
      } catch (RuntimeException e) {
        log.report("report not written", Map.of("incident", incident, "reason", String.valueOf(e)));
      }
    }
    return move;
  }

  private Move escalate(String id, String reason) {
    String limited = reason.length() <= MOST_REASON ? reason : reason.substring(0, MOST_REASON);
    for (int attempt = 1; incidents.get(id) instanceof Incident.Open open; attempt++) {
      try {
        incidents.save(open.escalate(clock.instant(), limited));
      } catch (StaleIncidentException e) {
        if (attempt == SAVE_ATTEMPTS) {
          throw e;
        }
      }
    }
    // Fails when nobody could be told: the machine then fails too, and a rule tells people.
    return reported(id, teller.escalate(id));
  }

  private Move report(String incident) {
    List<String> refusals = documenting.document(incident);
    if (!refusals.isEmpty()) {
      String reasons = String.join("; ", refusals);
      log.report("report refused", Map.of("incident", incident, "reason", reasons));
      teller.tellReportRefused(incident, reasons);
    }
    return new Move.Done();
  }
}
