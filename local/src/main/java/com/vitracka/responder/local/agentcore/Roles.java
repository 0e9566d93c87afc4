package com.vitracka.responder.local.agentcore;

import java.util.Optional;

/** The account's IAM roles. */
interface Roles {
  /** The role's trust policy as JSON, or empty when there is no such role. */
  Optional<String> findTrustPolicy(String roleArn);

  /** For a server that stands alone: every role is there and trusts the service. */
  static Roles any() {
    return arn -> Optional.of("bedrock-agentcore.amazonaws.com");
  }

  default boolean isUsable(String roleArn) {
    return findTrustPolicy(roleArn)
        .filter(policy -> policy.contains("bedrock-agentcore.amazonaws.com"))
        .isPresent();
  }
}
