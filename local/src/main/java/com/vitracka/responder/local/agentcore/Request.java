package com.vitracka.responder.local.agentcore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param path decoded, without a slash at its end
 * @param query decoded; the first value of each name
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  private static final String CALLER_HEADER = "x-amz-local-caller-arn";
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/,\\s]+)/\\d+/([a-z0-9-]+)/");

  /**
   * Who called, and for which Region, as the signature says.
   *
   * @param arn the principal, when the gateway in front of this server has told it
   */
  record Caller(String accessKeyId, String region, @Nullable String arn) {}

  @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  ObjectNode json() {
    return Json.objectOf(body);
  }

  Caller caller(String defaultRegion) {
    String authorization = headers.getOrDefault("authorization", "");
    Matcher credential = CREDENTIAL.matcher(authorization);
    return credential.find()
        ? new Caller(credential.group(1), credential.group(2), header(CALLER_HEADER))
        : new Caller("test", defaultRegion, header(CALLER_HEADER));
  }
}
