package com.vitracka.responder.infra;

import com.vitracka.responder.plan.PlanReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Template;

/** The stack as {@code cdk deploy} would deploy it; made once, since a synthesis takes seconds. */
final class Synthesised {
  static final String ACCOUNT = "111122223333";
  static final Path PLAN = Path.of("plan.yaml");

  static final Synthesised CLOUD = new Synthesised(false, ACCOUNT);
  static final Synthesised LOCAL = new Synthesised(true, ACCOUNT);

  private final boolean local;
  private final String account;
  private @Nullable ResponderStack stack;
  private @Nullable WatchStack watch;
  private @Nullable Template template;
  private @Nullable Template watchTemplate;

  Synthesised(boolean local, String account) {
    this.local = local;
    this.account = account;
  }

  synchronized ResponderStack stack() {
    if (stack == null) {
      App app = ResponderApp.newApp(Map.of());
      Settings settings = settings();
      stack = ResponderApp.addStack(app, settings);
      watch = ResponderApp.addWatchStack(app, settings);
      watch.addStackDependency(stack);
    }
    return stack;
  }

  Settings settings() {
    return new Settings(
        account,
        PlanReader.read(PLAN, List.of()),
        functionsJar(),
        Path.of("target", "test-assets"),
        new LocalDifferences(local));
  }

  synchronized WatchStack watch() {
    stack();
    return Objects.requireNonNull(watch);
  }

  /** The stack in the standby region. */
  synchronized Template watchTemplate() {
    if (watchTemplate == null) {
      watchTemplate = Template.fromStack(watch());
    }
    return watchTemplate;
  }

  synchronized Template template() {
    if (template == null) {
      template = Template.fromStack(stack());
    }
    return template;
  }

  Annotations annotations() {
    template();
    return Annotations.fromStack(stack());
  }

  /** Properties of the resources of a type, by logical id. */
  Map<String, Map<String, Object>> properties(String type) {
    return properties(resources(), type);
  }

  Map<String, Map<String, Object>> watchProperties(String type) {
    return properties(resources(watchTemplate()), type);
  }

  private static Map<String, Map<String, Object>> properties(
      Map<String, Map<String, Object>> resources, String type) {
    return resources.entrySet().stream()
        .filter(resource -> type.equals(resource.getValue().get("Type")))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> RightsTable.map(entry.getValue().get("Properties"))));
  }

  Map<String, Map<String, Object>> resources() {
    return resources(template());
  }

  private static Map<String, Map<String, Object>> resources(Template template) {
    return RightsTable.map(template.toJSON().get("Resources")).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> RightsTable.map(entry.getValue())));
  }

  /** An archive like the real one, which need not be built for these tests. */
  static Path functionsJar() {
    Path jar = Path.of("target", "test-functions.jar");
    try {
      Files.createDirectories(jar.getParent());
      try (OutputStream file = Files.newOutputStream(jar);
          ZipOutputStream zip = new ZipOutputStream(file)) {
        for (String name :
            List.of(
                "com/vitracka/responder/handler/IntakeHandler.class",
                "linux/armv8/glibc/libaws-crt-jni.so",
                "linux/x86_64/glibc/libaws-crt-jni.so")) {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(name.getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }
}
