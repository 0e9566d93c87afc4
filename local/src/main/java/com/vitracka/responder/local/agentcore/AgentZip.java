package com.vitracka.responder.local.agentcore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The deployment zip of an agent's folder, as the toolkit makes it but without the dependencies:
 * the interpreter that runs agents here has them. The same folder gives the same bytes.
 */
public final class AgentZip {
  private static final long SAME_TIME = 315_619_200_000L; // 1980-01-02, the first day zips know

  private AgentZip() {}

  public static byte[] of(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).filter(AgentZip::belongs).sorted().toList();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
        entry.setTime(SAME_TIME);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static boolean belongs(Path file) {
    String path = file.toString();
    return !path.contains("__pycache__") && !path.endsWith(".pyc");
  }
}
