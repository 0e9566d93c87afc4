package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.cli.command.AgentOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Records;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Subject;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code responder incidents list}. */
@Command(
    name = "list",
    description = "Open and escalated incidents; with --agent all of that agent, newest first.")
final class ListIncidents extends ResponderCommand {
  @Mixin private AgentOption agentOption = new AgentOption();

  @Option(names = "--most", paramLabel = "N", defaultValue = "20", description = "default: 20")
  private int most = 20;

  @Override
  protected ExitCode run(Session session) {
    IncidentStore store = Records.of(session).incidents();
    List<Incident> incidents =
        agentOption.findName().isPresent()
            ? store.listOf(new Subject.OneAgent(agentOption.in(session).name()), most)
            : store.listUnresolved();
    StringBuilder text = new StringBuilder();
    incidents.forEach(incident -> text.append(IncidentText.row(incident)));
    session
        .out()
        .answer(
            Map.of("incidents", incidents.stream().map(IncidentText::summary).toList()),
            incidents.isEmpty() ? "No incident." : text.toString());
    return ExitCode.OK;
  }
}
