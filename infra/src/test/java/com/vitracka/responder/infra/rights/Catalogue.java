package com.vitracka.responder.infra.rights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All actions of some services with the resources that they take, as AWS publishes them. */
final class Catalogue {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]+\\}");

  /**
   * An action of a service.
   *
   * @param types names of the types of resources that it takes; empty when it takes none
   */
  record Action(String name, String level, List<String> types) {
    /** Whether it changes something, tags and permissions included. */
    boolean isMutating() {
      return level.contains("Write") || level.contains("Permissions") || level.contains("Tagging");
    }
  }

  private record Type(String name, String arn, Pattern pattern, int literal) {}

  private final Map<String, Map<String, Action>> actions = new TreeMap<>();
  private final Map<String, List<Type>> types = new TreeMap<>();

  private Catalogue() {}

  static Catalogue of(JsonNode published) {
    Catalogue catalogue = new Catalogue();
    Evaluator.members(published)
        .forEach(
            (service, content) -> {
              Map<String, Action> actions = new TreeMap<>();
              Evaluator.members(content.path("actions"))
                  .forEach(
                      (name, action) ->
                          actions.put(
                              name,
                              new Action(
                                  service + ":" + name,
                                  action.path("level").asText(),
                                  Estate.list(action.path("types"))
                                      .map(JsonNode::asText)
                                      .toList())));
              catalogue.actions.put(service, actions);
              catalogue.types.put(
                  service,
                  Evaluator.members(content.path("types")).entrySet().stream()
                      .map(type -> type(type.getKey(), type.getValue().asText()))
                      .sorted(Comparator.comparingInt(Type::literal).reversed())
                      .toList());
            });
    return catalogue;
  }

  private static Type type(String name, String arn) {
    StringBuilder regex = new StringBuilder();
    int from = 0;
    var variables = VARIABLE.matcher(arn);
    while (variables.find()) {
      regex.append(Pattern.quote(arn.substring(from, variables.start())));
      // Names may hold slashes and colons; of several types the one with most literal text fits.
      regex.append(variables.group().equals("${BucketName}") ? "[^:/]+" : ".+?");
      from = variables.end();
    }
    regex.append(Pattern.quote(arn.substring(from)));
    return new Type(
        name,
        arn,
        Pattern.compile(regex.toString()),
        VARIABLE.matcher(arn).replaceAll("").length());
  }

  Optional<Action> find(String name) {
    int colon = name.indexOf(':');
    return Optional.ofNullable(actions.get(name.substring(0, colon)))
        .map(service -> service.get(name.substring(colon + 1)));
  }

  List<Action> actions(String service) {
    return List.copyOf(actions.getOrDefault(service, Map.of()).values());
  }

  /** Whether the service takes the resource as one of the type. */
  boolean is(String service, String type, String arn) {
    List<Type> fitting =
        types.getOrDefault(service, List.of()).stream()
            .filter(candidate -> candidate.pattern().matcher(arn).matches())
            .toList();
    return fitting.stream()
        .filter(candidate -> candidate.literal() == fitting.getFirst().literal())
        .map(Type::name)
        // An alias or version of a function is taken where the function is.
        .anyMatch(name -> name.equals(type) || name.startsWith(type + " "));
  }

  /** A resource of the type that nobody here knows. */
  String foreign(String service, String type, String account, String region) {
    String arn =
        types.getOrDefault(service, List.of()).stream()
            .filter(candidate -> candidate.name().equals(type))
            .map(Type::arn)
            .findFirst()
            .orElseThrow();
    return VARIABLE
        .matcher(
            arn.replace("${Partition}", "aws")
                .replace("${Account}", account)
                .replace("${Region}", region))
        .replaceAll("foreign");
  }
}
