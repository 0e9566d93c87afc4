package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Makes and checks code zips: equal files give equal bytes, on every machine and day. */
final class ReleaseZip {
  /** AgentCore takes 250 MB. */
  static final long MOST_BYTES = 250L * 1024 * 1024;

  private static final int MOST_ENTRIES = 65_535;
  private static final LocalDateTime SAME_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int REGULAR_FILE = 0100644;
  private static final int PROGRAM = 0100755;

  private final SortedMap<String, Path> entries = new TreeMap<>();

  /** Adds a file; a later one of the same name replaces it. */
  void add(String name, Path file) {
    entries.put(name, file);
  }

  /** Adds all files below a folder, without caches and installers' marks. */
  void addAll(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !isCache(folder.relativize(file)))
          .forEach(file -> add(nameOf(folder.relativize(file)), file));
    } catch (IOException e) {
      throw new UncheckedIOException("the folder cannot be read: " + folder, e);
    }
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  static String nameOf(Path relative) {
    return relative.toString().replace('\\', '/');
  }

  /** Writes the zip; every entry with the same time, and 644 or, for programs, 755. */
  void write(Path zip) {
    if (entries.size() > MOST_ENTRIES) {
      throw new Failure(
          ExitCode.INVALID,
          "the release has " + entries.size() + " files; a plain zip holds " + MOST_ENTRIES,
          zip.toString(),
          "leave out what the agent does not need");
    }
    try {
      try (ZipOutputStream out =
          new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
          ZipEntry header = new ZipEntry(entry.getKey());
          header.setTimeLocal(SAME_TIME);
          out.putNextEntry(header);
          Files.copy(entry.getValue(), out);
          out.closeEntry();
        }
      }
      writePermissions(zip);
    } catch (IOException e) {
      throw new UncheckedIOException("the zip cannot be written: " + zip, e);
    }
  }

  /**
   * Checks a zip before it is sent anywhere.
   *
   * @throws Failure when it is too large, no zip, or without the entry point
   */
  static void check(Path zip, String entryPoint) {
    try {
      long size = Files.size(zip);
      if (size > MOST_BYTES) {
        throw new Failure(
            ExitCode.INVALID,
            "the zip has %,d bytes; AgentCore takes %,d (250 MB)".formatted(size, MOST_BYTES),
            zip.toString(),
            "take packages that the agent does not need out of its requirements, or deploy it as"
                + " a container");
      }
      try (ZipFile opened = new ZipFile(zip.toFile())) {
        if (opened.getEntry(entryPoint) == null) {
          throw new Failure(
              ExitCode.INVALID,
              "the zip has no file '" + entryPoint + "', which is the agent's entry point",
              zip.toString(),
              "put the agent's files at the root of the zip");
        }
      }
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INVALID,
          "it is not a zip that can be read: " + e.getMessage(),
          zip.toString(),
          "check the path; make it with: zip -r code.zip .",
          e);
    }
  }

  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException("the file cannot be read: " + file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static boolean isCache(Path relative) {
    String name = nameOf(relative);
    return name.contains("__pycache__/") || name.equals(".lock");
  }

  /*
   * java.util.zip cannot say that an entry was made on Unix, and without that AgentCore's unpacker
   * gives files no rights at all. So the directory at the zip's end is written over: "made by"
   * becomes Unix, and the external attributes become the mode.
   */
  private static void writePermissions(Path zip) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "rw")) {
      byte[] end = new byte[22]; // no comment, so the record is the last 22 bytes
      file.seek(file.length() - end.length);
      file.readFully(end);
      ByteBuffer record = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
      int count = Short.toUnsignedInt(record.getShort(10));
      long start = Integer.toUnsignedLong(record.getInt(16));
      byte[] bytes = new byte[Math.toIntExact(Integer.toUnsignedLong(record.getInt(12)))];
      file.seek(start);
      file.readFully(bytes);
      ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int at = 0;
      for (int i = 0; i < count; i++) {
        int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
        int extraLength = Short.toUnsignedInt(directory.getShort(at + 30));
        String name =
            new String(bytes, at + 46, nameLength, java.nio.charset.StandardCharsets.UTF_8);
        directory.put(at + 5, (byte) 3); // Unix
        directory.putInt(at + 38, (isProgram(name) ? PROGRAM : REGULAR_FILE) << 16);
        at += 46 + nameLength + extraLength;
      }
      file.seek(start);
      file.write(bytes);
    }
  }

  private static boolean isProgram(String name) {
    return name.startsWith("bin/") || name.endsWith(".sh");
  }
}
