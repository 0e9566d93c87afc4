package com.vitracka.responder.infra.constructs;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * A role's rights in policies that are as long as IAM takes them: one of the role's own, and
 * managed ones for what does not fit into it, which is so with many agents only.
 *
 * <p>Lengths are in characters without white space, which IAM does not count (quotas of IAM).
 */
final class RolePolicies {
  /** Of all policies of a role's own together. */
  static final int LONGEST_OWN = 10_240;

  static final int LONGEST_MANAGED = 6_144;

  /** What IAM attaches to a role unless the account's quota was raised. */
  static final int MOST_MANAGED = 10;

  private RolePolicies() {}

  /**
   * Makes the policies, which must be there before anything is done with the role.
   *
   * @param holder what has the role, for errors
   */
  static List<Construct> attach(Construct scope, String holder, Role role, List<Right> rights) {
    List<Construct> policies = new ArrayList<>();
    for (List<Right> some : cut(holder, rights)) {
      policies.add(policy(scope, policies.size(), role, some));
    }
    return policies;
  }

  private static Construct policy(Construct scope, int number, Role role, List<Right> rights) {
    List<PolicyStatement> statements = rights.stream().map(Right::statement).toList();
    Construct policy =
        number == 0
            ? Policy.Builder.create(scope, "Rights")
                .roles(List.of(role))
                .statements(statements)
                .build()
            : ManagedPolicy.Builder.create(scope, "Rights" + (number + 1))
                .roles(List.of(role))
                .statements(statements)
                .build();
    List<NagPackSuppression> suppressions =
        rights.stream().map(Right::suppression).flatMap(Optional::stream).toList();
    NagSuppressions.addResourceSuppressions(policy, suppressions);
    return policy;
  }

  /** The same rights in their order; one on many resources may go on in the next policy. */
  static List<List<Right>> cut(String holder, List<Right> rights) {
    List<List<Right>> policies = new ArrayList<>();
    List<Right> policy = new ArrayList<>();
    for (Right right : rights) {
      List<String> resources = new ArrayList<>();
      for (String resource : right.resources()) {
        resources.add(resource);
        if (length(policy, right.onOnly(resources)) > longest(policies.size())) {
          resources.removeLast();
          if (!resources.isEmpty()) {
            policy.add(right.onOnly(resources));
          }
          policies.add(policy);
          policy = new ArrayList<>();
          resources = new ArrayList<>(List.of(resource));
        }
      }
      policy.add(right.onOnly(resources));
    }
    policies.add(policy);
    if (policies.size() > 1 + MOST_MANAGED) {
      throw new IllegalStateException(
          "the rights of "
              + holder
              + " on all agents and contacts of the plan fill "
              + (policies.size() - 1)
              + " managed policies, and IAM attaches at most "
              + MOST_MANAGED
              + " to a role: take agents out of the plan");
    }
    return policies;
  }

  private static int longest(int number) {
    return number == 0 ? LONGEST_OWN : LONGEST_MANAGED;
  }

  private static int length(List<Right> policy, Right more) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[]}".length()
        + policy.stream().mapToInt(Right::length).sum()
        + more.length();
  }
}
