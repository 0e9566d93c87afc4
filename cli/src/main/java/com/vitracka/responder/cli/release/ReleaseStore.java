package com.vitracka.responder.cli.release;

import com.vitracka.responder.aws.ReleaseKeys;
import com.vitracka.responder.aws.RuntimeBodies;
import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Releases in their bucket: {@code releases/AGENT/RELEASE/code.zip}, {@code release.json} and, for
 * an imported one, {@code configuration.json}. Nothing is ever written twice.
 */
final class ReleaseStore {
  private static final int MOST_LISTED = 200;

  private final S3Client s3;
  private final String bucket;
  private final String account;

  ReleaseStore(S3Client s3, String bucket, String account) {
    this.s3 = s3;
    this.bucket = bucket;
    this.account = account;
  }

  static ReleaseStore of(Session session) {
    return new ReleaseStore(
        session.aws().s3(), session.outputs().releasesBucket(), session.account());
  }

  String bucket() {
    return bucket;
  }

  static String codeKey(Release release) {
    return ReleaseKeys.code(release.agent(), release.id());
  }

  /** Where a release's code lies in that bucket. */
  static RuntimeBodies.Zip zip(Release release, String bucket) {
    return RuntimeBodies.Zip.ofRelease(bucket, release.agent(), release.id());
  }

  /** The code first: a release without its {@code release.json} does not exist. */
  void store(Release release, Path zip, Optional<JsonObject> configuration) {
    put(codeKey(release), "application/zip", RequestBody.fromFile(zip));
    configuration.ifPresent(
        whole ->
            put(
                key(release.agent(), release.id(), "configuration.json"),
                "application/json",
                RequestBody.fromString(Json.writeWithNulls(whole.values()))));
    put(
        key(release.agent(), release.id(), "release.json"),
        "application/json",
        RequestBody.fromString(Json.pretty(release.toDocument())));
  }

  /** What {@link #store} would call. */
  List<Call> callsToStore(Release release, boolean withConfiguration) {
    List<Call> calls = new ArrayList<>();
    calls.add(
        Call.store(
            bucket,
            codeKey(release),
            Map.of("bytes", release.bytes(), "sha256", release.sha256())));
    if (withConfiguration) {
      calls.add(Call.store(bucket, key(release.agent(), release.id(), "configuration.json")));
    }
    calls.add(
        Call.store(
            bucket, key(release.agent(), release.id(), "release.json"), release.toDocument()));
    return calls;
  }

  /** Newest first, at most 200. */
  List<Release> list(String agent) {
    return s3
        .listObjectsV2Paginator(
            r ->
                r.bucket(bucket)
                    .prefix(ReleaseKeys.ofAgent(agent))
                    .delimiter("/")
                    .expectedBucketOwner(account))
        .commonPrefixes()
        .stream()
        .map(CommonPrefix::prefix)
        .sorted(Comparator.reverseOrder())
        .limit(MOST_LISTED)
        .map(prefix -> read(prefix + "release.json"))
        .flatMap(Optional::stream)
        .map(Release::from)
        .toList();
  }

  /** The configuration that an imported release ran with. */
  Optional<JsonObject> findConfiguration(Release release) {
    return read(key(release.agent(), release.id(), "configuration.json"));
  }

  private Optional<JsonObject> read(String key) {
    try {
      return Optional.of(
          Json.object(
              s3.getObjectAsBytes(r -> r.bucket(bucket).key(key).expectedBucketOwner(account))
                  .asByteArray()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  private void put(String key, String type, RequestBody body) {
    try {
      s3.putObject(
          r ->
              r.bucket(bucket)
                  .key(key)
                  .contentType(type)
                  .ifNoneMatch("*")
                  .expectedBucketOwner(account),
          body);
    } catch (S3Exception e) {
      if (e.statusCode() == 412 || e.statusCode() == 409) {
        throw new Failure(
            ExitCode.REFUSED,
            "the release is there already, and a release never changes",
            "s3://" + bucket + "/" + key,
            "wait a second and publish again: it gets a name of its own",
            e);
      }
      throw e;
    }
  }

  private static String key(String agent, String release, String name) {
    return ReleaseKeys.of(agent, release) + name;
  }
}
