package com.vitracka.responder.aws;

import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.json.JsonObject;
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
  private static final int MOST_ATTEMPTS = 10;

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
    String sort = sortKey(version);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<JsonObject> item = table.find(partition(agent), sort);
      VersionNotes before = item.map(VersionNotes::parse).orElse(VersionNotes.of(version));
      VersionNotes after = change.apply(before);
      if (item.isPresent() && after.equals(before)) {
        return;
      }
      boolean[] failed =
          table.write(
              table.putAtRevision(
                  RecordsTable.item(partition(agent), sort, after.toDocument()),
                  item.map(found -> found.number("revision")).orElse(0L)));
      if (!failed[0]) {
        return;
      }
    }
    throw new IllegalStateException(
        "the record of version "
            + version
            + " of "
            + agent
            + " kept changing while it was written");
  }

  private String partition(String agent) {
    return table.partition("agent", agent);
  }

  /** Ten digits, so that texts sort as numbers do. */
  private static String sortKey(String version) {
    return String.format(Locale.ROOT, "version#%010d", Long.parseLong(version));
  }
}
