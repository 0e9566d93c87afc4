package com.vitracka.responder.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.cli.command.Failure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseZipTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void equal_files_give_equal_bytes_whenever_and_in_whatever_order_they_are_added()
      throws IOException {
    Path agent = file("agent.py", "print('hello')");
    Path other = file("other.py", "x = 1\n".repeat(1000));
    ReleaseZip first = new ReleaseZip();
    first.add("agent.py", agent);
    first.add("lib/other.py", other);
    first.write(folder.resolve("first.zip"));
    Files.setLastModifiedTime(agent, FileTime.fromMillis(0));

    ReleaseZip second = new ReleaseZip();
    second.add("lib/other.py", other);
    second.add("agent.py", agent);
    second.write(folder.resolve("second.zip"));

    assertThat(folder.resolve("second.zip")).hasSameBinaryContentAs(folder.resolve("first.zip"));
  }

  @Test
  void files_are_readable_and_programs_run_after_unpacking() throws IOException {
    ReleaseZip zip = new ReleaseZip();
    zip.add("agent.py", file("agent.py", "x"));
    zip.add("bin/opentelemetry-instrument", file("otel", "#!/usr/bin/env python3\n"));
    Path written = folder.resolve("code.zip");
    zip.write(written);

    try (FileSystem inside =
        FileSystems.newFileSystem(
            URI.create("jar:" + written.toUri()), Map.of("enablePosixFileAttributes", "true"))) {
      assertThat(permissions(inside.getPath("/agent.py"))).isEqualTo("rw-r--r--");
      assertThat(permissions(inside.getPath("/bin/opentelemetry-instrument")))
          .isEqualTo("rwxr-xr-x");
      assertThat(Files.readString(inside.getPath("/agent.py"))).isEqualTo("x");
    }
  }

  @Test
  void caches_and_installers_marks_stay_out() throws IOException {
    file("lib/__pycache__/a.pyc", "x");
    file("lib/.lock", "");
    file("lib/a.py", "x");
    ReleaseZip zip = new ReleaseZip();

    zip.addAll(folder.resolve("lib"));

    assertThat(zip.has("a.py")).isTrue();
    assertThat(zip.has(".lock")).isFalse();
    assertThat(zip.has("__pycache__/a.pyc")).isFalse();
  }

  @Test
  void a_zip_over_250_MB_is_refused_before_it_is_sent() throws IOException {
    Path zip = folder.resolve("large.zip");
    try (RandomAccessFile sparse = new RandomAccessFile(zip.toFile(), "rw")) {
      sparse.setLength(ReleaseZip.MOST_BYTES + 1);
    }

    assertThatThrownBy(() -> ReleaseZip.check(zip, "agent.py"))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.what()).contains("262,144,001 bytes", "250 MB");
              assertThat(failure.where()).isEqualTo(zip.toString());
              assertThat(failure.remedy()).contains("requirements");
            });
  }

  @Test
  void a_zip_without_the_entry_point_is_refused() throws IOException {
    ReleaseZip zip = new ReleaseZip();
    zip.add("main.py", file("main.py", "x"));
    zip.write(folder.resolve("code.zip"));

    assertThatThrownBy(() -> ReleaseZip.check(folder.resolve("code.zip"), "agent.py"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no file 'agent.py'");
  }

  @Test
  void what_is_no_zip_is_refused() throws IOException {
    Path text = file("code.zip", "no zip");

    assertThatThrownBy(() -> ReleaseZip.check(text, "agent.py"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not a zip");
  }

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    if (name.startsWith("lib/")) {
      file = folder.resolve(name);
    }
    Files.createDirectories(folder.resolve(file).getParent());
    return Files.writeString(file, content);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
