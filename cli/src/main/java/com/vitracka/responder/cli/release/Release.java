package com.vitracka.responder.cli.release;

import com.vitracka.responder.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of an agent's code that we keep, immutable.
 *
 * @param id time and short commit: {@code 20260208-101500-abc1234}
 * @param commit that was checked out, whole hash; empty text when it is not known
 * @param folderCommit the last one that touched the agent's folder
 * @param dirty whether files differed from the commit
 * @param source how it came about
 * @param version of the runtime that it was copied from, for an imported one
 * @param runtime AgentCore's name of it, such as {@code PYTHON_3_12}
 * @param entryPoint one or two words, as AgentCore takes it
 */
record Release(
    String id,
    String agent,
    String commit,
    String folderCommit,
    boolean dirty,
    Source source,
    Optional<String> version,
    Instant publishedAt,
    String publishedBy,
    String sha256,
    long bytes,
    String runtime,
    List<String> entryPoint) {

  /** How a release came about. */
  enum Source {
    FOLDER,
    ZIP,
    IMPORT
  }

  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int SHORT = 7;

  static String idFor(Instant at, String commit) {
    return ID_TIME.format(at) + "-" + (commit.isEmpty() ? "nocommit" : shortened(commit));
  }

  static String shortened(String commit) {
    return commit.substring(0, Math.min(SHORT, commit.length()));
  }

  /** Whether people may mean this release by that hash. */
  boolean isOfCommit(String hash) {
    return commit.startsWith(hash) || folderCommit.startsWith(hash);
  }

  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("release", id);
    document.put("agent", agent);
    document.put("commit", commit);
    document.put("folderCommit", folderCommit);
    document.put("dirty", dirty);
    document.put("source", source.name());
    version.ifPresent(v -> document.put("version", v));
    document.put("publishedAt", publishedAt.toString());
    document.put("publishedBy", publishedBy);
    document.put("sha256", sha256);
    document.put("bytes", bytes);
    document.put("runtime", runtime);
    document.put("entryPoint", entryPoint);
    return document;
  }

  static Release from(JsonObject document) {
    return new Release(
        document.text("release"),
        document.text("agent"),
        document.text("commit"),
        document.text("folderCommit"),
        document.flag("dirty"),
        Source.valueOf(document.text("source")),
        document.findText("version"),
        document.instant("publishedAt"),
        document.text("publishedBy"),
        document.text("sha256"),
        document.number("bytes"),
        document.text("runtime"),
        document.texts("entryPoint"));
  }
}
