package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.incident.VersionNotes;
import java.util.List;
import java.util.Optional;

/**
 * What to roll back to; at least one of the two is there.
 *
 * @param release whose code lies in our bucket
 * @param version that ran it
 */
record RollbackTarget(Optional<Release> release, Optional<String> version) {

  /**
   * The newest version before the live one that is known good; when there is none, that answered
   * right at least once.
   */
  static RollbackTarget newestGood(
      String agent, List<VersionNotes> notes, List<Release> releases, String live) {
    List<VersionNotes> earlier =
        notes.stream().filter(note -> note.number() < Integer.parseInt(live)).toList();
    VersionNotes good =
        earlier.stream()
            .filter(note -> note.knownGoodAt().isPresent())
            .findFirst()
            .or(() -> earlier.stream().filter(note -> note.lastRight().isPresent()).findFirst())
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCode.NOT_FOUND,
                        "no version before the live one (" + live + ") was seen to answer right",
                        "the versions of " + agent + " in the incident table",
                        "name one: responder rollback --release ID (responder release list shows"
                            + " them) or --commit HASH"));
    return ofVersion(good.version(), notes, releases);
  }

  /** A version, with the release that it was made from, or that was imported from it. */
  static RollbackTarget ofVersion(
      String version, List<VersionNotes> notes, List<Release> releases) {
    Optional<String> recorded =
        notes.stream()
            .filter(note -> note.version().equals(version))
            .findFirst()
            .flatMap(VersionNotes::release);
    return new RollbackTarget(
        releases.stream()
            .filter(
                release ->
                    recorded.equals(Optional.of(release.id()))
                        || release.version().equals(Optional.of(version)))
            .findFirst(),
        Optional.of(version));
  }

  /** A release, with the newest version that ran it. */
  static RollbackTarget ofRelease(Release release, List<VersionNotes> notes) {
    return new RollbackTarget(
        Optional.of(release),
        notes.stream()
            .filter(note -> note.release().equals(Optional.of(release.id())))
            .map(VersionNotes::version)
            .findFirst()
            .or(release::version));
  }

  String words() {
    return release.map(r -> "release " + r.id()).orElse("")
        + (release.isPresent() && version.isPresent() ? ", " : "")
        + version.map(v -> "version " + v).orElse("");
  }
}
