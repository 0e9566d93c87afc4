package com.vitracka.responder.plan;

import com.vitracka.responder.plan.YamlValue.Entry;
import com.vitracka.responder.plan.YamlValue.Mapping;
import com.vitracka.responder.plan.YamlValue.Place;
import com.vitracka.responder.plan.YamlValue.Scalar;
import com.vitracka.responder.plan.YamlValue.Sequence;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
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
 * Reads a YAML file as a tree that keeps its lines. Stricter than YAML: no key twice, no anchors,
 * aliases or tags, and limits on size, depth and numbers, so that every line of a plan says what it
 * seems to say.
 */
final class PlanYaml {
  private static final int MAX_DEPTH = 20;

  /** A plan's largest number has four digits. */
  private static final int MAX_DIGITS = 15;

  private final String file;
  private final LoadSettings settings;

  private PlanYaml(String file) {
    this.file = file;
    this.settings =
        LoadSettings.builder()
            .setLabel(file)
            // Refused below, with their line.
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(PlanText.MAX_BYTES)
            .build();
  }

  /**
   * @throws PlanException when the file cannot be read or is no YAML mapping
   */
  static Mapping read(Path path) {
    return new PlanYaml(path.toString()).parse(PlanText.read(path));
  }

  private Mapping parse(String text) {
    try {
      // Event by event first: nothing is built of what goes too deep or points elsewhere.
      int depth = 0;
      for (Event event : new Parse(settings).parseString(text)) {
        depth = check(event, depth);
      }
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new PlanException(file + ":1: the file is empty; write the plan"));
      if (valueOf(root) instanceof Mapping mapping) {
        return mapping;
      }
      throw new PlanException(placeOf(root) + ": expected keys with values at the top of the plan");
    } catch (MarkedYamlEngineException e) {
      throw new PlanException(
          placeOf(e.getProblemMark())
              + ": this is no YAML: "
              + Shown.of("" + e.getProblem())
              + "; look at indentation, quotes and brackets here and in the line before",
          e);
    } catch (YamlEngineException e) {
      throw new PlanException(file + ":1: this is no YAML: " + Shown.of("" + e.getMessage()), e);
    }
  }

  private int check(Event event, int depth) {
    Place place = placeOf(event.getStartMark());
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw new PlanException(
          place + ": anchors and aliases (& and *) are not read in a plan; write the value out");
    }
    if (findTag(event).isPresent()) {
      throw new PlanException(
          place + ": tags (!) are not read in a plan; write the plain value, a text in quotes");
    }
    if (event instanceof ScalarEvent scalar) {
      PlanText.check(scalar.getValue(), place);
    }
    if (event instanceof CollectionStartEvent && depth == MAX_DEPTH) {
      throw new PlanException(place + ": nested deeper than " + MAX_DEPTH + " levels; flatten it");
    }
    return switch (event) {
      case CollectionStartEvent start -> depth + 1;
      case CollectionEndEvent end -> depth - 1;
      default -> depth;
    };
  }

  private static Optional<String> findTag(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case CollectionStartEvent collection -> collection.getTag();
      default -> Optional.empty();
    };
  }

  private YamlValue valueOf(Node node) {
    Place place = placeOf(node);
    return switch (node) {
      case MappingNode mapping -> mappingOf(mapping, place);
      case SequenceNode sequence -> {
        List<YamlValue> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(valueOf(item)));
        yield new Sequence(place, List.copyOf(items));
      }
      case ScalarNode scalar -> new Scalar(place, plain(scalar, place));
      default -> throw new PlanException(place + ": cannot be read; write a plain value");
    };
  }

  private Mapping mappingOf(MappingNode node, Place place) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Place keyPlace = placeOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new PlanException(keyPlace + ": a key must be a plain word");
      }
      Entry former =
          entries.putIfAbsent(key.getValue(), new Entry(keyPlace, valueOf(tuple.getValueNode())));
      if (former != null) {
        throw new PlanException(
            keyPlace
                + ": key '"
                + Shown.of(key.getValue())
                + "' stands here a second time, first in line "
                + former.place().line()
                + "; remove one of the two");
      }
    }
    return new Mapping(place, entries);
  }

  private static @Nullable Object plain(ScalarNode scalar, Place place) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text, tag, place);
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    return tag.equals(Tag.NULL) ? null : text;
  }

  private static Object number(String text, Tag tag, Place place) {
    try {
      BigDecimal number = text.length() > MAX_DIGITS ? null : new BigDecimal(text);
      if (number != null && Math.abs((long) number.scale()) <= MAX_DIGITS) {
        return tag.equals(Tag.INT) ? number.longValueExact() : number;
      }
    } catch (NumberFormatException e) {
      // Told below: infinity, not a number, or not in tens.
    }
    throw new PlanException(
        place
            + ": the number "
            + Shown.of(text)
            + " cannot be used in a plan; write a whole number of a few digits");
  }

  private Place placeOf(Node node) {
    return placeOf(node.getStartMark());
  }

  private Place placeOf(Optional<Mark> mark) {
    return new Place(file, mark.map(Mark::getLine).orElse(0) + 1);
  }
}
