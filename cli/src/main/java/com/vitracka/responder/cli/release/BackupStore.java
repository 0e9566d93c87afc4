package com.vitracka.responder.cli.release;

import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.aws.S3Backups;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Backups of agents' configurations: those of incidents and those of people, side by side. */
final class BackupStore {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** A backup in the list. */
  record Entry(String agent, String id, Instant at) {}

  private final Session session;

  BackupStore(Session session) {
    this.session = session;
  }

  static String newId(String reason) {
    return reason + "-" + ID_TIME.format(Instant.now());
  }

  String bucket() {
    return session.outputs().recordsBucket();
  }

  String key(Agent agent, String id) {
    return S3Backups.key(agent.name(), id);
  }

  /** Stores runtime and endpoint as they are, and says where. */
  String create(Agent agent, String id) {
    return new S3Backups(
            session.aws().s3(),
            bucket(),
            session.account(),
            session.runtimes(),
            new AgentCoreRuntimes(session.aws().agentControl()),
            Clock.systemUTC())
        .store(agent, id);
  }

  /** Newest first, at most 200. */
  List<Entry> list(Agent agent) {
    String prefix = S3Backups.key(agent.name(), "").replace(".json", "");
    return session
        .aws()
        .s3()
        .listObjectsV2Paginator(
            r -> r.bucket(bucket()).prefix(prefix).expectedBucketOwner(session.account()))
        .contents()
        .stream()
        .sorted(Comparator.comparing(S3Object::lastModified).reversed())
        .limit(200)
        .map(
            object ->
                new Entry(
                    agent.name(),
                    object.key().substring(prefix.length()).replaceAll("\\.json$", ""),
                    object.lastModified()))
        .toList();
  }

  /** The backup of that incident or id, of whichever agent of the plan. */
  JsonObject get(String id) {
    return session.plan().agents().stream()
        .map(agent -> find(agent, id))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.NOT_FOUND,
                    "there is no backup '" + id + "'",
                    "s3://" + bucket() + "/backups/",
                    "see what there is: responder backup list"));
  }

  private Optional<JsonObject> find(Agent agent, String id) {
    try {
      return Optional.of(
          Json.object(
              session
                  .aws()
                  .s3()
                  .getObjectAsBytes(
                      r ->
                          r.bucket(bucket())
                              .key(key(agent, id))
                              .expectedBucketOwner(session.account()))
                  .asByteArray()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }
}
