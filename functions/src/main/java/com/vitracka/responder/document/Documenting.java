package com.vitracka.responder.document;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.plan.Plan;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Writes and files the report of an incident; again when there is more to say. */
public final class Documenting {
  private final ReportWriter writer;
  private final IncidentStore store;
  private final Reports reports;
  private final BiFunction<IncidentReport, Reports.Form, String> forms;
  private final InstantSource clock;

  public Documenting(Plan plan, IncidentStore store, Reports reports, InstantSource clock) {
    this(plan, store, reports, ReportForms::of, clock);
  }

  /** With forms of one's own making: the real ones take much of a simulated incident's time. */
  public Documenting(
      Plan plan,
      IncidentStore store,
      Reports reports,
      BiFunction<IncidentReport, Reports.Form, String> forms,
      InstantSource clock) {
    this.writer = new ReportWriter(plan);
    this.store = store;
    this.reports = reports;
    this.forms = forms;
    this.clock = clock;
  }

  /**
   * Files the report in all its forms.
   *
   * @return the reasons for which forms were refused; empty when all are there
   */
  public List<String> document(String id) {
    Incident incident = store.get(id);
    IncidentReport report = writer.write(incident, store.listMessages(id), clock.instant());
    List<String> refusals = new ArrayList<>();
    for (Reports.Form form : Reports.Form.values()) {
      if (reports.file(id, form, forms.apply(report, form))
          instanceof Reports.Filing.Refused(String reason)) {
        refusals.add(form.name().toLowerCase(Locale.ROOT) + ": " + reason);
      }
    }
    return List.copyOf(refusals);
  }
}
