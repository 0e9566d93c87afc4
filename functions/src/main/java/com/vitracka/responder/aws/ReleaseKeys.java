package com.vitracka.responder.aws;

/** Where a release lies in the releases bucket; what is written there is never written again. */
public final class ReleaseKeys {
  private static final String ROOT = "releases/";

  private ReleaseKeys() {}

  /** Prefix of all releases of an agent. */
  public static String ofAgent(String agent) {
    return ROOT + agent + "/";
  }

  /** Prefix of all that belongs to one release. */
  public static String of(String agent, String release) {
    return ofAgent(agent) + release + "/";
  }

  /** The zip that AgentCore runs. */
  public static String code(String agent, String release) {
    return of(agent, release) + "code.zip";
  }
}
