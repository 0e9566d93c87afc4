package com.vitracka.responder.cli.release;

import com.vitracka.responder.assess.VersionView;
import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.incident.VersionNotes;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code responder release list}. */
@Command(
    name = "list",
    description = "Shows an agent's versions in AgentCore and its releases, newest first.")
final class ListCommand extends ResponderCommand {
  @Mixin private AgentOption agentOption = new AgentOption();

  @Override
  protected ExitCode run(Session session) {
    Agent agent = agentOption.in(session);
    Deployer deployer = new Deployer(session, agent, new Progress(session.out()));
    deployer.getCurrent();
    String live = deployer.liveVersion();
    Map<String, VersionNotes> notes =
        deployer.versions().list(agent.name()).stream()
            .collect(Collectors.toMap(VersionNotes::version, Function.identity()));
    List<VersionView> versions =
        new AgentCoreRuntimes(session.aws().agentControl()).versions(agent);
    List<Release> releases = ReleaseStore.of(session).list(agent.name());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("agent", agent.name());
    document.put("endpoint", agent.endpoint());
    document.put("live", live);
    document.put(
        "versions",
        versions.stream()
            .map(
                version -> {
                  Map<String, Object> row =
                      new LinkedHashMap<>(
                          notes
                              .getOrDefault(version.version(), VersionNotes.of(version.version()))
                              .toDocument());
                  row.put("madeAt", version.deployedAt().toString());
                  return row;
                })
            .toList());
    document.put("releases", releases.stream().map(Release::toDocument).toList());
    session.out().answer(document, text(agent, live, versions, notes, releases));
    return ExitCode.OK;
  }

  private static String text(
      Agent agent,
      String live,
      List<VersionView> versions,
      Map<String, VersionNotes> notes,
      List<Release> releases) {
    StringBuilder text = new StringBuilder();
    text.append(agent.displayName()).append(", endpoint ").append(agent.endpoint()).append("\n\n");
    String row = "%-9s %-20s %-30s %-10s %s%n";
    text.append(row.formatted("VERSION", "MADE", "RELEASE", "COMMIT", "MARKS"));
    for (VersionView version : versions) {
      VersionNotes known =
          notes.getOrDefault(version.version(), VersionNotes.of(version.version()));
      String marks =
          (version.version().equals(live) ? "live " : "")
              + known.knownGoodAt().map(at -> "known good since " + at).orElse("");
      text.append(
          row.formatted(
              version.version(),
              seconds(version.deployedAt()),
              known.release().orElse("-"),
              known.commit().map(Release::shortened).orElse("-"),
              marks.strip()));
    }
    text.append('\n');
    text.append(row.formatted("", "PUBLISHED", "RELEASE", "COMMIT", "FROM"));
    for (Release release : releases) {
      text.append(
          row.formatted(
              "",
              seconds(release.publishedAt()),
              release.id(),
              release.commit().isEmpty() ? "-" : Release.shortened(release.commit()),
              release.source().name().toLowerCase(java.util.Locale.ROOT)
                  + (release.dirty() ? ", not all committed" : "")));
    }
    return text.toString();
  }

  private static String seconds(Instant at) {
    return Instant.ofEpochSecond(at.getEpochSecond()).toString();
  }
}
