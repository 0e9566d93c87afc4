package com.vitracka.responder.cli.release;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Releases for tests. */
final class Releases {
  private Releases() {}

  static Release of(String id, String commit, String folderCommit) {
    Instant at =
        LocalDateTime.parse(id.substring(0, 15), DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"))
            .toInstant(ZoneOffset.UTC);
    return new Release(
        id,
        "coach_companion",
        commit,
        folderCommit,
        false,
        Release.Source.FOLDER,
        Optional.empty(),
        at,
        "arn:aws:iam::111122223333:user/jane",
        "aa",
        10,
        "PYTHON_3_12",
        List.of("agent.py"));
  }
}
