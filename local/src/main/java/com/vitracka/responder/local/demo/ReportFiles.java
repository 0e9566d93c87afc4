package com.vitracka.responder.local.demo;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.HistoryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** Copies what the records bucket holds of an incident to a folder, for people to open. */
record ReportFiles(AwsClients clients, String bucket, Path folder, Timeline timeline) {
  void copy(Incident incident) {
    Path history = HistoryFile.write(incident, folder.resolve("histories"));
    timeline.note("history of " + incident.id() + ": " + history);
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
}
