package com.vitracka.responder.infra.constructs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolePoliciesTest {
  @Test
  void rights_that_fit_are_left_in_the_roles_own_policy() {
    List<Right> rights = List.of(read(20), Right.never("NeverWrite", "s3:PutObject").on("*"));

    assertThat(RolePolicies.cut("responder-look", rights)).containsExactly(rights);
  }

  @Test
  void rights_that_do_not_fit_go_on_in_managed_policies_and_stay_the_same() {
    List<Right> rights =
        List.of(
            read(200),
            Right.to("Write", "s3:PutObject").on(arns(150)).when("StringEquals", "key", "value"),
            Right.never("NeverDelete", "s3:DeleteObject").on("*"));

    List<List<Right>> policies = RolePolicies.cut("responder-look", rights);

    assertThat(policies).hasSizeGreaterThan(3);
    assertThat(length(policies.getFirst())).isBetween(10_000, RolePolicies.LONGEST_OWN);
    assertThat(policies.subList(1, policies.size()))
        .allSatisfy(
            policy -> assertThat(length(policy)).isLessThanOrEqualTo(RolePolicies.LONGEST_MANAGED));
    assertThat(joined(policies)).isEqualTo(rights);
  }

  @Test
  void a_reference_counts_as_the_longest_that_it_may_become() {
    Right onReference = Right.to("Read", "s3:GetObject").on("${Token[TOKEN.7]}/*");

    assertThat(onReference.length()).isGreaterThan("Read s3:GetObject /*".length() + 128);
  }

  @Test
  void more_than_a_role_can_hold_is_refused() {
    List<Right> rights = List.of(read(800));

    assertThatThrownBy(() -> RolePolicies.cut("responder-look", rights))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("responder-look")
        .hasMessageContaining("at most 10")
        .hasMessageContaining("take agents out of the plan");
  }

  private static Right read(int resources) {
    return Right.to("Read", "s3:GetObject").on(arns(resources)).because("It is a test.");
  }

  /** Of 100 characters each. */
  private static List<String> arns(int count) {
    return IntStream.range(0, count).mapToObj("arn:aws:s3:::bucket/%080d"::formatted).toList();
  }

  private static int length(List<Right> policy) {
    return policy.stream().mapToInt(Right::length).sum();
  }

  /** The parts of each right together again. */
  private static List<Right> joined(List<List<Right>> policies) {
    List<Right> joined = new ArrayList<>();
    for (Right part : policies.stream().flatMap(List::stream).toList()) {
      if (!joined.isEmpty() && joined.getLast().purpose().equals(part.purpose())) {
        joined.set(joined.size() - 1, joined.getLast().on(part.resources()));
      } else {
        joined.add(part);
      }
    }
    return joined;
  }
}
