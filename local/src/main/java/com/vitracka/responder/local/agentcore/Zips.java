package com.vitracka.responder.local.agentcore;

import java.util.Optional;

/** Where zips of code come from. */
interface Zips {
  /**
   * The whole zip, or empty when bucket, key or version does not exist.
   *
   * @throws RuntimeException when the store cannot be asked
   */
  Optional<byte[]> find(String region, Artifact artifact);
}
