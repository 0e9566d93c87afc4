package com.vitracka.responder.aws;

import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.respond.Backups;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Keeps backups in the records bucket, encrypted by its key: the only place where environment
 * values are kept in clear.
 */
public final class S3Backups implements Backups {
  private final S3Client s3;
  private final String bucket;
  private final String account;
  private final RawAgentRuntimes raw;
  private final AgentCoreRuntimes runtimes;
  private final InstantSource clock;

  /**
   * Backups in this bucket.
   *
   * @param account that owns the bucket: one of the same name in another account is refused
   */
  public S3Backups(
      S3Client s3,
      String bucket,
      String account,
      RawAgentRuntimes raw,
      AgentCoreRuntimes runtimes,
      InstantSource clock) {
    this.s3 = s3;
    this.bucket = bucket;
    this.account = account;
    this.raw = raw;
    this.runtimes = runtimes;
    this.clock = clock;
  }

  @Override
  public String store(Agent agent, String incident) {
    JsonObject runtime = raw.get(agent.runtimeId(), Optional.empty());
    Map<String, Object> backup = new LinkedHashMap<>();
    backup.put("agent", agent.name());
    backup.put("incident", incident);
    backup.put("at", clock.instant().toString());
    backup.put("endpoint", agent.endpoint());
    backup.put("endpointVersion", runtimes.endpoint(agent).version());
    backup.put("runtime", runtime.values());
    String key = key(agent.name(), incident);
    s3.putObject(
        r -> r.bucket(bucket).expectedBucketOwner(account).key(key).contentType("application/json"),
        RequestBody.fromString(Json.writeWithNulls(backup)));
    return "s3://" + bucket + "/" + key;
  }

  /** Where the backup of an incident lies. */
  public static String key(String agent, String incident) {
    return "backups/" + agent + "/" + incident + ".json";
  }
}
