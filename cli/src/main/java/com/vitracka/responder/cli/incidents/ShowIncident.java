package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Records;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentDocument;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code responder incidents show}. */
@Command(name = "show", description = "One incident in full, phase by phase.")
final class ShowIncident extends ResponderCommand {
  @Parameters(paramLabel = "ID", description = "of the incident")
  private String id = "";

  @Override
  protected ExitCode run(Session session) {
    IncidentStore store = Records.of(session).incidents();
    Incident incident = store.get(id);
    List<Message> messages = store.listMessages(id);
    Map<String, Object> document = new LinkedHashMap<>(IncidentDocument.of(incident));
    document.put("signals", incident.file().signals().stream().map(IncidentDocument::of).toList());
    document.put("messages", messages.stream().map(IncidentDocument::of).toList());
    session.out().answer(document, IncidentText.whole(incident, messages));
    return ExitCode.OK;
  }
}
