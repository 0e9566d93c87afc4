package com.vitracka.responder.infra.rights;

import java.util.Map;
import java.util.TreeMap;

/**
 * Something that a role must be allowed, since code calls it or a service does on behalf of code.
 *
 * @param context what the request tells IAM beside action and resource
 * @param because the classes that call, or why a service needs it
 * @param at file and line of the calls; empty for a service's
 */
public record Need(
    String action, String resource, Map<String, String> context, String because, String at) {
  static final String REQUESTED_REGION = "aws:RequestedRegion";

  static Need of(String action, String resource, String because) {
    return new Need(action, resource, Map.of(), because, "");
  }

  Need with(String key, String value) {
    return new Need(action, resource, Map.of(key, value), because, at);
  }

  String service() {
    return action.substring(0, action.indexOf(':'));
  }

  @Override
  public String toString() {
    return action
        + " on "
        + resource
        + (context.isEmpty() ? "" : " with " + new TreeMap<>(context))
        + (at.isEmpty() ? "" : " (called in " + at + ")");
  }
}
