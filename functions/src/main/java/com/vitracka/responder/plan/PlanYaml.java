package com.vitracka.responder.plan;

import com.vitracka.responder.plan.YamlValue.Entry;
import com.vitracka.responder.plan.YamlValue.Mapping;
import com.vitracka.responder.plan.YamlValue.Place;
import com.vitracka.responder.plan.YamlValue.Scalar;
import com.vitracka.responder.plan.YamlValue.Sequence;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML file as a tree that keeps its lines. Stricter than YAML: no key twice, no anchors or
 * aliases, and limits on size and depth, so that every line of a plan says what it seems to say.
 */
final class PlanYaml {
  static final int MAX_CHARACTERS = 256 * 1024;
  private static final int MAX_DEPTH = 20;

  private final String file;

  private PlanYaml(String file) {
    this.file = file;
  }

  /**
   * @throws PlanException when the file cannot be read or is no YAML mapping
   */
  static Mapping read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new PlanException(path + ": there is no such file; give the path of a plan", e);
    } catch (IOException e) {
      throw new PlanException(path + ": cannot be read as UTF-8 text: " + e.getMessage(), e);
    }
    if (text.length() > MAX_CHARACTERS) {
      throw new PlanException(
          path
              + ": the plan has "
              + text.length()
              + " characters, more than the "
              + MAX_CHARACTERS
              + " that are read; move what is no plan elsewhere");
    }
    return new PlanYaml(path.toString()).parse(text);
  }

  private Mapping parse(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(MAX_CHARACTERS)
            .build();
    try {
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new PlanException(file + ":1: the file is empty; write the plan"));
      if (valueOf(root, 0) instanceof Mapping mapping) {
        return mapping;
      }
      throw new PlanException(placeOf(root) + ": expected keys with values at the top of the plan");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new PlanException(
          new Place(file, line)
              + ": this is no YAML: "
              + e.getProblem()
              + "; look at indentation, quotes and brackets here and in the line before",
          e);
    } catch (YamlEngineException e) {
      throw new PlanException(file + ": this is no YAML: " + e.getMessage(), e);
    }
  }

  private YamlValue valueOf(Node node, int depth) {
    Place place = placeOf(node);
    if (node.getAnchor().isPresent()) {
      throw new PlanException(
          place + ": anchors and aliases (& and *) are not read in a plan; write the value out");
    }
    if (depth > MAX_DEPTH) {
      throw new PlanException(place + ": nested deeper than " + MAX_DEPTH + " levels; flatten it");
    }
    return switch (node) {
      case MappingNode mapping -> mappingOf(mapping, place, depth);
      case SequenceNode sequence -> {
        List<YamlValue> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(valueOf(item, depth + 1)));
        yield new Sequence(place, List.copyOf(items));
      }
      case ScalarNode scalar -> new Scalar(place, plain(scalar));
      default -> throw new PlanException(place + ": cannot be read; write a plain value");
    };
  }

  private Mapping mappingOf(MappingNode node, Place place, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Place keyPlace = placeOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new PlanException(keyPlace + ": a key must be a plain word");
      }
      Entry former =
          entries.putIfAbsent(
              key.getValue(), new Entry(keyPlace, valueOf(tuple.getValueNode(), depth + 1)));
      if (former != null) {
        throw new PlanException(
            keyPlace
                + ": key '"
                + key.getValue()
                + "' stands here a second time, first in line "
                + former.place().line()
                + "; remove one of the two");
      }
    }
    return new Mapping(place, entries);
  }

  private static @Nullable Object plain(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.INT)) {
      return new BigDecimal(text).longValueExact();
    }
    if (tag.equals(Tag.FLOAT)) {
      return new BigDecimal(text);
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    return tag.equals(Tag.NULL) ? null : text;
  }

  private Place placeOf(Node node) {
    return new Place(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }
}
