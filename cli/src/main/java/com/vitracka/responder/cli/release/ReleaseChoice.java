package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the release that a person means, among those of one agent. */
final class ReleaseChoice {
  private static final int SHORTEST_HASH = 4;

  private final String agent;
  private final List<Release> releases;

  ReleaseChoice(String agent, List<Release> releases) {
    this.agent = agent;
    this.releases = List.copyOf(releases);
  }

  Release byId(String id) {
    return releases.stream()
        .filter(release -> release.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.NOT_FOUND,
                    "agent " + agent + " has no release '" + id + "'",
                    where(),
                    "use one of: " + newest()));
  }

  /**
   * The newest release of the one commit that begins with the hash.
   *
   * @throws Failure when none does, or several
   */
  Release byCommit(String hash) {
    String wanted = hash.toLowerCase(Locale.ROOT);
    if (!wanted.matches("[0-9a-f]{" + SHORTEST_HASH + ",40}")) {
      throw new Failure(
          ExitCode.USAGE,
          "'" + hash + "' is no commit hash",
          "--commit",
          "write " + SHORTEST_HASH + " to 40 hexadecimal digits, as git log --oneline shows them");
    }
    List<Release> found = releases.stream().filter(release -> release.isOfCommit(wanted)).toList();
    if (found.isEmpty()) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "agent " + agent + " has no release of a commit that begins with " + wanted,
          where(),
          "publish it from a checkout of that commit (responder release publish), or use one of: "
              + newest());
    }
    List<String> commits =
        found.stream()
            .map(
                release ->
                    release.folderCommit().startsWith(wanted)
                        ? release.folderCommit()
                        : release.commit())
            .distinct()
            .toList();
    if (commits.size() > 1) {
      throw new Failure(
          ExitCode.AMBIGUOUS,
          wanted + " may be any of " + commits.size() + " commits: " + String.join(", ", commits),
          where(),
          "write more digits of the hash");
    }
    return found.stream()
        .max(Comparator.comparing(Release::publishedAt).thenComparing(Release::id))
        .orElseThrow();
  }

  private String where() {
    return "the releases of " + agent + " in the Releases bucket (" + releases.size() + ")";
  }

  private String newest() {
    return releases.isEmpty()
        ? "none: publish one (responder release publish) or import what runs (responder release"
            + " import)"
        : releases.stream()
            .sorted(Comparator.comparing(Release::publishedAt).reversed())
            .limit(5)
            .map(Release::id)
            .collect(Collectors.joining(", "));
  }
}
