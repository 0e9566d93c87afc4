package com.vitracka.responder.watch;

import com.vitracka.responder.document.Documenting;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.notify.Fallback;
import com.vitracka.responder.notify.PlainText;
import com.vitracka.responder.notify.Teller;
import com.vitracka.responder.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks, from the record alone, whether people were told and the reports are written, whatever the
 * machines did. What is missing is done again, and what cannot be done is told.
 */
public final class Auditor {
  /** So long after its end, or after it was handed to people, an incident is looked at. */
  private static final Duration NEWS = Duration.ofHours(24);

  /** Of each subject; more have not ended within a day. */
  private static final int NEWEST = 10;

  private static final int MOST_REASON = 300;

  private final Plan plan;
  private final IncidentStore store;
  private final List<Check> checks;
  private final InstantSource clock;

  public Auditor(
      Plan plan,
      IncidentStore store,
      Teller teller,
      Documenting documenting,
      Reports reports,
      Fallback topic,
      InstantSource clock) {
    this.plan = plan;
    this.store = store;
    this.clock = clock;
    this.checks =
        List.of(
            new EverybodyTold(store, teller),
            new Receipts(store, teller),
            new PagesAcknowledged(plan, store, topic),
            new ReportsWritten(reports, documenting, teller));
  }

  /** Fails when the incidents cannot be read; one that cannot be audited keeps no other from it. */
  public Audit audit() {
    Instant now = clock.instant();
    Map<String, Incident> incidents = listAudited(now);
    Audit.Notes notes = new Audit.Notes();
    for (Incident incident : incidents.values()) {
      for (Check check : checks) {
        try {
          check.of(incident, now, notes);
        } catch (RuntimeException e) {
          notes.failed(
              check.getClass().getSimpleName()
                  + " of "
                  + incident.id()
                  + ": "
                  + PlainText.line(String.valueOf(e), MOST_REASON));
        }
      }
    }
    return notes.of(incidents.size());
  }

  private Map<String, Incident> listAudited(Instant now) {
    Map<String, Incident> audited = new LinkedHashMap<>();
    Stream.concat(
            store.listUnresolved().stream(),
            subjects().flatMap(subject -> store.listOf(subject, NEWEST).stream()))
        .filter(
            incident ->
                incident instanceof Incident.Open || incident.since().isAfter(now.minus(NEWS)))
        .forEach(incident -> audited.putIfAbsent(incident.id(), incident));
    return audited;
  }

  private Stream<Subject> subjects() {
    return Stream.concat(
        plan.agents().stream().map(agent -> new Subject.OneAgent(agent.name())),
        Stream.of(new Subject.WholeAccount()));
  }
}
