package com.vitracka.responder.local.agentcore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The versions' code on disk: taken from S3, checked and unpacked. */
final class Code {
  private static final int BYTES_A_MEGABYTE = 1024 * 1024;
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final int ELF_MACHINE = 18; // offset of the machine in the header
  private static final int ELF_AARCH64 = 0xb7;

  private final Path root;
  private final Zips zips;
  private final Timings timings;

  /** The folder is this class's own: what an earlier run left there is deleted. */
  Code(Path root, Zips zips, Timings timings) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> old = Files.walk(root)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    this.root = root;
    this.zips = zips;
    this.timings = timings;
  }

  /** Takes the zip as it is now, or refuses the call that deploys it. */
  byte[] take(String region, Artifact artifact) {
    byte[] zip = zips.find(region, artifact).orElseThrow(() -> missing(artifact));
    int most = timings.limit("maxZipMegabytes");
    if (zip.length > (long) most * BYTES_A_MEGABYTE) {
      throw AwsError.validation("The code artifact is larger than %d MB.".formatted(most));
    }
    return zip;
  }

  /** Unpacks a version's zip; answers why the version cannot run, or empty when it can. */
  Optional<String> deploy(RuntimeRecord runtime, Version version, byte[] zip) {
    Path folder = folder(runtime, version);
    boolean fits = unpack(zip, folder);
    if (!fits) {
      return Optional.of(
          "Your artifact contains binary files that are incompatible with Linux ARM64.");
    }
    Artifact artifact = version.artifact();
    Path entryPoint = folder.resolve(artifact.entryPoint()).normalize();
    if (!entryPoint.startsWith(folder) || !Files.isRegularFile(entryPoint)) {
      return Optional.of(
          "The specified entrypoint could not be found or accessed in your artifact.");
    }
    if (artifact.isInstrumented()
        && !Files.exists(folder.resolve("bin").resolve(artifact.start().getFirst()))) {
      return Optional.of(
          "OpenTelemetry instrumentation executable not found. "
              + "Add aws-opentelemetry-distro to the artifact's requirements.");
    }
    return Optional.empty();
  }

  /** The folder that a new session runs. */
  Path folderOfSession(RuntimeRecord runtime, Version version) {
    if (timings.flag("copyCodeAtDeployment")) {
      return folder(runtime, version);
    }
    byte[] zip =
        zips.find(runtime.region(), version.artifact())
            .orElseThrow(() -> AwsError.runtimeClient(Session.START_FAILED));
    Path folder = root.resolve(name(runtime, version) + "-" + UUID.randomUUID());
    unpack(zip, folder);
    return folder;
  }

  private static AwsError missing(Artifact artifact) {
    return AwsError.validation(
        "The specified S3 object does not exist or cannot be read: s3://%s/%s%s"
            .formatted(
                artifact.bucket(),
                artifact.key(),
                artifact.versionId() == null ? "" : " version " + artifact.versionId()));
  }

  private Path folder(RuntimeRecord runtime, Version version) {
    return root.resolve(name(runtime, version));
  }

  /** A runtime made again under the same id is another one, so its time of creation is in it. */
  private static String name(RuntimeRecord runtime, Version version) {
    return "%s-%s-%d-v%d"
        .formatted(
            runtime.region(), runtime.id(), runtime.createdAt().toEpochMilli(), version.number());
  }

  /** False when a binary in the zip is for another processor than the service's. */
  private static boolean unpack(byte[] zip, Path folder) {
    boolean fits = true;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      Files.createDirectories(folder);
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw AwsError.validation("The zip names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(folder.resolve(target).getParent());
          byte[] file = in.readAllBytes();
          Files.write(target, file);
          fits &= fitsProcessor(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The zip cannot be unpacked into " + folder, e);
    }
    return fits;
  }

  private static boolean fitsProcessor(byte[] file) {
    boolean elf = file.length > ELF_MACHINE && Arrays.equals(ELF, 0, 4, file, 0, 4);
    return !elf || (file[ELF_MACHINE] & 0xff) == ELF_AARCH64;
  }
}
