package com.vitracka.responder.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The functions' code as it is deployed: the shaded archive with the plan in it and one native
 * library. The same inputs give the same bytes, so that an unchanged function is not deployed
 * again.
 */
final class FunctionAsset {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private FunctionAsset() {}

  /** Makes the archive in {@code folder}, or finds it there, made from the same inputs before. */
  static Path make(Path jar, String planJson, String nativeLibrary, Path folder) {
    try {
      Files.createDirectories(folder);
      Path made =
          folder.resolve(
              "responder-" + digest(Files.readAllBytes(jar), planJson, nativeLibrary) + ".jar");
      if (!Files.exists(made)) {
        Path partial = Files.createTempFile(folder, "asset", ".part");
        pack(jar, planJson, nativeLibrary, partial);
        Files.move(partial, made, StandardCopyOption.ATOMIC_MOVE);
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("the functions' code cannot be packed from " + jar, e);
    }
  }

  private static void pack(Path jar, String planJson, String nativeLibrary, Path to)
      throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      Map<String, ZipEntry> entries = new TreeMap<>();
      for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && isDeployed(entry.getName(), nativeLibrary)) {
          entries.put(entry.getName(), entry);
        }
      }
      for (Map.Entry<String, ZipEntry> entry : entries.entrySet()) {
        try (InputStream content = from.getInputStream(entry.getValue())) {
          add(out, entry.getKey(), content.readAllBytes());
        }
      }
      add(out, "plan.json", planJson.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isDeployed(String name, String nativeLibrary) {
    boolean foreign = name.endsWith(".so") && !name.startsWith(nativeLibrary);
    return !foreign && !name.equals("plan.json");
  }

  private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static String digest(byte[] jar, String planJson, String nativeLibrary) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(jar);
      sha256.update(planJson.getBytes(StandardCharsets.UTF_8));
      sha256.update(nativeLibrary.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
