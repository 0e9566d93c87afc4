package com.vitracka.responder.infra;

import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.services.lambda.Architecture;

/**
 * Every difference between what is deployed to AWS and to the local AWS; context {@code local=true}
 * is its only switch. docs/reference/local-differences.md lists them, each with the test on the
 * template that stands in for what does not run.
 */
public record LocalDifferences(boolean local) {
  /** Condition keys that the local AWS never fills in, so that a right with one is never given. */
  private static final Set<String> UNKNOWN_CONDITION_KEYS =
      Set.of("cloudwatch:namespace", "ses:FromAddress", "iam:PassedToService");

  /** Actions that the local AWS checks without seeing which resource is meant. */
  private static final Set<String> ACTIONS_WITHOUT_RESOURCE = Set.of("ses:SendEmail");

  /** Functions run on the machine's own processor: there is no emulation of arm64. */
  public Architecture architecture() {
    return local ? Architecture.X86_64 : Architecture.ARM_64;
  }

  /** Folder of the only native library of the CRT client that is deployed. */
  public String nativeLibrary() {
    return local ? "linux/x86_64/glibc/" : "linux/armv8/glibc/";
  }

  /**
   * Recipients that the stack registers with SES: in AWS none, since a registration mails the
   * person and is needed only while the account is in SES's sandbox ({@code responder doctor} says
   * so).
   */
  public List<String> registeredRecipients(Plan plan) {
    return local
        ? plan.contacts().stream().map(Contact::email).distinct().sorted().toList()
        : List.of();
  }

  /** Regions that the table is copied to; the local AWS copies no table to another region. */
  public List<String> replicaRegions(Plan plan) {
    return local ? List.of() : List.of(plan.standbyRegion());
  }

  public Map<String, Map<String, Object>> conditions(Map<String, Map<String, Object>> conditions) {
    if (!local) {
      return conditions;
    }
    Map<String, Map<String, Object>> known = new LinkedHashMap<>();
    conditions.forEach(
        (operator, keys) -> {
          Map<String, Object> filled = new LinkedHashMap<>(keys);
          filled.keySet().removeAll(UNKNOWN_CONDITION_KEYS);
          if (!filled.isEmpty()) {
            known.put(operator, filled);
          }
        });
    return known;
  }

  public List<String> resources(List<String> actions, List<String> resources) {
    return local && actions.stream().anyMatch(ACTIONS_WITHOUT_RESOURCE::contains)
        ? List.of("*")
        : resources;
  }
}
