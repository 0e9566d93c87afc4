package com.vitracka.responder.watch;

import com.vitracka.responder.document.Documenting;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.notify.Teller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An incident that was escalated or has ended has its report, in all forms, from after that. */
final class ReportsWritten implements Check {
  /** The bucket dates its objects by whole seconds and by its own clock. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  private final Reports reports;
  private final Documenting documenting;
  private final Teller teller;

  ReportsWritten(Reports reports, Documenting documenting, Teller teller) {
    this.reports = reports;
    this.documenting = documenting;
    this.teller = teller;
  }

  @Override
  public void of(Incident incident, Instant now, Audit.Notes notes) {
    String id = incident.id();
    if (incident instanceof Incident.Open
        || Check.isFresh(incident, now)
        || isThere(id, incident.since())) {
      return;
    }
    List<String> refusals = documenting.document(id);
    if (refusals.isEmpty()) {
      notes.mended("the report of " + id + " was written");
    } else {
      teller.tellReportRefused(id, String.join("; ", refusals));
      notes.escalated("the report of " + id + " is refused");
    }
  }

  private boolean isThere(String id, Instant since) {
    Map<Reports.Form, Instant> filed = reports.listFiled(id);
    return Stream.of(Reports.Form.values())
        .allMatch(form -> !filed.getOrDefault(form, Instant.MIN).isBefore(since.minus(CLOCKS)));
  }
}
