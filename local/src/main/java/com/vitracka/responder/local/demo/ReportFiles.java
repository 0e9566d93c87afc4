package com.vitracka.responder.local.demo;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentDocument;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.local.AwsClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** Copies what the records bucket holds of an incident to a folder, for people to open. */
record ReportFiles(AwsClients clients, String bucket, Path folder, Timeline timeline) {
  void copy(Incident incident) {
    keep(incident);
    try (S3Client s3 = clients.build(S3Client.builder().forcePathStyle(true))) {
      List<String> keys =
          s3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
              .map(object -> object.key())
              .filter(key -> key.contains(incident.id()))
              .sorted()
              .toList();
      for (String key : keys) {
        Path file = folder.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(
            file, s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray());
        timeline.note("record of " + incident.id() + ": " + file);
      }
      if (keys.isEmpty()) {
        timeline.note("no record of " + incident.id() + " in s3://" + bucket);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the reports", e);
    }
  }

  /** As the table has it: a history that can be replayed at each build. */
  private void keep(Incident incident) {
    try {
      Path file = folder.resolve("histories/" + incident.id() + ".json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, Json.pretty(IncidentDocument.of(incident)) + "\n");
      timeline.note("history of " + incident.id() + ": " + file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the history", e);
    }
  }
}
