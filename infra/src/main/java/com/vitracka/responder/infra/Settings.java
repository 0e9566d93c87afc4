package com.vitracka.responder.infra;

import com.vitracka.responder.plan.MergedPlan;
import com.vitracka.responder.plan.Plan;
import java.nio.file.Path;

/**
 * What one synthesis is made from.
 *
 * @param account the twelve digits; every right names it
 * @param merged the plan that is deployed
 * @param functionsJar the functions' shaded archive
 * @param assets folder that archives made at synthesis are kept in
 * @param local how the local AWS differs
 */
public record Settings(
    String account, MergedPlan merged, Path functionsJar, Path assets, LocalDifferences local) {

  public Plan plan() {
    return merged.plan();
  }

  public String region() {
    return plan().region();
  }

  /** ARN of a resource of this account and region, for rights between parts that know no more. */
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region() + ":" + account + ":" + resource;
  }
}
