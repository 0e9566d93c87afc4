package com.vitracka.responder.aws;

import com.vitracka.responder.json.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Documents of maps, lists, texts, numbers and booleans as DynamoDB's attributes, and back. */
final class Attributes {
  private Attributes() {}

  static Map<String, AttributeValue> of(Map<String, ?> document) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    document.forEach((name, value) -> attributes.put(name, of(value)));
    return attributes;
  }

  /**
   * One value.
   *
   * @throws IllegalArgumentException for what is none of the types above
   */
  static AttributeValue of(@Nullable Object value) {
    return switch (value) {
      case null -> AttributeValue.fromNul(true);
      case String text -> AttributeValue.fromS(text);
      case Number number -> AttributeValue.fromN(number.toString());
      case Boolean flag -> AttributeValue.fromBool(flag);
      case List<?> list -> AttributeValue.fromL(list.stream().map(Attributes::of).toList());
      case Map<?, ?> map -> {
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put(String.valueOf(name), of(member)));
        yield AttributeValue.fromM(members);
      }
      default ->
          throw new IllegalArgumentException(
              "a " + value.getClass().getName() + " cannot be kept in the table");
    };
  }

  static JsonObject document(Map<String, AttributeValue> attributes) {
    return JsonObject.of(members(attributes));
  }

  private static Map<String, @Nullable Object> members(Map<String, AttributeValue> attributes) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    attributes.forEach((name, attribute) -> members.put(name, value(attribute)));
    return members;
  }

  private static @Nullable Object value(AttributeValue attribute) {
    return switch (attribute.type()) {
      case S -> attribute.s();
      case N -> new BigDecimal(attribute.n());
      case BOOL -> attribute.bool();
      case NUL -> null;
      case L -> attribute.l().stream().map(Attributes::value).toList();
      case M -> members(attribute.m());
      case SS, NS, BS, B, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException(
              "the table holds an attribute of type "
                  + attribute.type()
                  + ", which none of ours has");
    };
  }
}
