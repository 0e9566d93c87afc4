package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionAssetTest {
  private static final String ARM = new LocalDifferences(false).nativeLibrary();

  @TempDir Path folder;

  @Test
  void the_code_is_deployed_with_the_plan_and_the_one_native_library_that_fits()
      throws IOException {
    Path asset = FunctionAsset.make(Synthesised.functionsJar(), "{\"a\":1}", ARM, folder);

    try (ZipFile zip = new ZipFile(asset.toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();
      assertThat(names)
          .containsExactly(
              "com/vitracka/responder/handler/IntakeHandler.class",
              "linux/armv8/glibc/libaws-crt-jni.so",
              "plan.json");
      assertThat(zip.getInputStream(zip.getEntry("plan.json")).readAllBytes())
          .isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void the_same_inputs_give_the_same_bytes_and_others_give_another_file() throws IOException {
    Path one = FunctionAsset.make(Synthesised.functionsJar(), "{}", ARM, folder.resolve("1"));
    Path two = FunctionAsset.make(Synthesised.functionsJar(), "{}", ARM, folder.resolve("2"));
    Path other =
        FunctionAsset.make(Synthesised.functionsJar(), "{\"b\":2}", ARM, folder.resolve("1"));

    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    assertThat(one.getFileName()).isEqualTo(two.getFileName());
    assertThat(other.getFileName()).isNotEqualTo(one.getFileName());
  }
}
