package com.vitracka.responder.local;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentDocument;
import com.vitracka.responder.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An incident as the table has it, in a file: a history that can be replayed at each build. */
public final class HistoryFile {
  private HistoryFile() {}

  /**
   * Writes it.
   *
   * @return the file, named after the incident
   */
  public static Path write(Incident incident, Path folder) {
    Path file = folder.resolve(incident.id() + ".json");
    try {
      Files.createDirectories(folder);
      return Files.writeString(file, Json.pretty(IncidentDocument.of(incident)) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }
}
