package com.vitracka.responder.aws;

import com.vitracka.responder.aws.RecordsTable.Change;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.VersionNotes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The versions of agents in DynamoDB. */
public final class DynamoAgentVersions implements AgentVersions {
  private static final int MOST_LISTED = 200;

  private final RecordsTable table;

  public DynamoAgentVersions(DynamoDbClient dynamo, String tableName, String region) {
    this.table = new RecordsTable(dynamo, tableName, region);
  }

  @Override
  public void record(
      String agent,
      String version,
      Optional<String> release,
      Optional<String> commit,
      String deployedBy,
      Instant at) {
    change(agent, version, notes -> notes.deployed(release, commit, deployedBy, at));
  }

  @Override
  public void rightAnswer(String agent, String version, Instant at, Duration knownGoodAfter) {
    change(agent, version, notes -> notes.rightAnswer(at, knownGoodAfter));
  }

  @Override
  public void wrongAnswer(String agent, String version, Instant at) {
    change(agent, version, notes -> notes.wrongAnswer(at));
  }

  @Override
  public List<VersionNotes> list(String agent) {
    return table.listLast(partition(agent), "version#", MOST_LISTED).stream()
        .map(VersionNotes::parse)
        .toList();
  }

  private void change(String agent, String version, UnaryOperator<VersionNotes> change) {
    table.change(
        partition(agent),
        sortKey(version),
        "the record of version " + version + " of " + agent,
        item -> {
          VersionNotes before = item.map(VersionNotes::parse).orElse(VersionNotes.of(version));
          VersionNotes after = change.apply(before);
          return item.isPresent() && after.equals(before)
              ? Change.none(after)
              : Change.to(after.toDocument(), after);
        });
  }

  private String partition(String agent) {
    return table.partition("agent", agent);
  }

  /** Ten digits, so that texts sort as numbers do. */
  private static String sortKey(String version) {
    return String.format(Locale.ROOT, "version#%010d", Long.parseLong(version));
  }
}
