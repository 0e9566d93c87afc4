package com.vitracka.responder.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import com.vitracka.responder.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the plan's YAML, with an overlay merged over it. */
final class PlanFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private PlanFile() {}

  static Plan read(Path file, Optional<Path> overlay) {
    Map<Object, Object> document = yaml(file);
    overlay.ifPresent(over -> merge(document, yaml(over)));
    return PlanDocument.read(JsonObject.of(document));
  }

  private static Map<Object, Object> yaml(Path file) {
    try {
      Map<?, ?> read = YAML.readValue(Files.readString(file), Map.class);
      return new LinkedHashMap<>(read);
    } catch (JsonProcessingException e) {
      throw new PlanException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INVALID,
          "the plan cannot be read: " + e,
          file.toString(),
          "check the path given with --plan or --overlay",
          e);
    }
  }

  private static void merge(Map<Object, Object> base, Map<?, ?> overlay) {
    overlay.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> over && base.get(key) instanceof Map<?, ?> under) {
            Map<Object, Object> merged = new LinkedHashMap<>(under);
            merge(merged, over);
            base.put(key, merged);
          } else {
            base.put(key, value);
          }
        });
  }
}
