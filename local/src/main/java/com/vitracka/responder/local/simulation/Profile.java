package com.vitracka.responder.local.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the processor's time goes: samples of the running threads (JDK Flight Recorder), counted
 * for the package of ours that asked for the work.
 */
final class Profile implements AutoCloseable {
  private static final String OURS = "com.vitracka.responder.";
  private static final Duration PERIOD = Duration.ofMillis(10);

  private final Recording recording = new Recording();

  private Profile() {
    recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
    recording.start();
  }

  static Profile begin() {
    return new Profile();
  }

  /** What was sampled until now, as a table. */
  String table() {
    recording.stop();
    Map<String, Long> samples = count();
    long all = samples.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder table = new StringBuilder("\n| asked for by package | share |\n|---|--:|\n");
    samples.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(
            entry ->
                table.append(
                    "| `%s` | %.1f %% |%n"
                        .formatted(entry.getKey(), 100.0 * entry.getValue() / all)));
    return table.append("%n%,d samples%n".formatted(all)).toString();
  }

  private Map<String, Long> count() {
    Map<String, Long> samples = new HashMap<>();
    try {
      Path file = Files.createTempFile("simulation", ".jfr");
      try {
        recording.dump(file);
        try (RecordingFile events = new RecordingFile(file)) {
          while (events.hasMoreEvents()) {
            findPackage(events.readEvent()).ifPresent(of -> samples.merge(of, 1L, Long::sum));
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the profile could not be written to a temporary file", e);
    }
    return samples;
  }

  /** The package of the innermost frame that is ours; empty when none is. */
  private static Optional<String> findPackage(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    if (!event.getEventType().getName().equals("jdk.ExecutionSample") || stack == null) {
      return Optional.empty();
    }
    return stack.getFrames().stream()
        .map(RecordedFrame::getMethod)
        .map(method -> method.getType().getName())
        .filter(type -> type.startsWith(OURS))
        .map(Profile::packageOf)
        .findFirst();
  }

  /** A lambda's class has a name with one more dot. */
  private static String packageOf(String type) {
    int lambda = type.indexOf('$');
    String outer = lambda < 0 ? type : type.substring(0, lambda);
    return outer.substring(OURS.length(), outer.lastIndexOf('.'));
  }

  @Override
  public void close() {
    recording.close();
  }
}
