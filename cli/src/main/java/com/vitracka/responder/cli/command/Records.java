package com.vitracka.responder.cli.command;

import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.DynamoAgentVersions;
import com.vitracka.responder.aws.DynamoControlStore;
import com.vitracka.responder.aws.DynamoIncidentStore;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.ControlStore;
import com.vitracka.responder.incident.IncidentStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The responder's table, as a command reaches it; in a dry run nothing is written to it. */
public final class Records {
  private final Session session;
  private final Aws aws;
  private final Optional<Rehearsal> rehearsal;

  private Records(Session session, Aws aws, Optional<Rehearsal> rehearsal) {
    this.session = session;
    this.aws = aws;
    this.rehearsal = rehearsal;
  }

  public static Records of(Session session) {
    return new Records(session, session.aws(), Optional.empty());
  }

  public static Records of(Session session, DryRunOption dryRun) {
    return dryRun.isSet() ? rehearsed(session) : of(session);
  }

  /** For a dry run. */
  public static Records rehearsed(Session session) {
    Rehearsal rehearsal = session.rehearsal();
    return new Records(session, session.aws(rehearsal), Optional.of(rehearsal));
  }

  public IncidentStore incidents() {
    return new DynamoIncidentStore(
        aws.dynamo(),
        session.outputs().incidentTable(),
        session.region(),
        Duration.ofDays(session.plan().retention().records()));
  }

  public ControlStore controls() {
    return new DynamoControlStore(
        aws.dynamo(), session.outputs().incidentTable(), session.region());
  }

  public AgentVersions versions() {
    return new DynamoAgentVersions(
        aws.dynamo(), session.outputs().incidentTable(), session.region());
  }

  public boolean isDryRun() {
    return rehearsal.isPresent();
  }

  /** What a dry run would have written. */
  public List<Call> calls() {
    return rehearsal.map(Rehearsal::calls).orElse(List.of());
  }
}
