package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.plan.Agent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentManagedRuntimeType;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.CreateAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.NetworkMode;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ServerProtocol;

/** Makes a runtime, or an endpoint of one, that is not there yet. */
final class Creation {
  /** The service looks at the artifact before it answers. */
  private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(20);

  private final Session session;
  private final Agent agent;
  private final Progress progress;
  private final BedrockAgentCoreControlClient client;

  Creation(Session session, Agent agent, Progress progress) {
    this.session = session;
    this.agent = agent;
    this.progress = progress;
    this.client = session.aws().agentControl();
  }

  /** Makes the runtime with the release's code, and the endpoint when it is a named one. */
  ExitCode create(Release release, String bucket, String endpoint, boolean verify, boolean dryRun) {
    String role = "arn:aws:iam::" + session.account() + ":role/" + agent.executionRole();
    if (dryRun) {
      List<Call> calls = new ArrayList<>();
      calls.add(new Call("CreateAgentRuntime", "PUT", "/runtimes/", body(release, bucket, role)));
      if (!endpoint.equals(Agent.DEFAULT_ENDPOINT)) {
        calls.add(
            new Call(
                "CreateAgentRuntimeEndpoint",
                "PUT",
                "/runtimes/the new runtime/runtime-endpoints/",
                Map.of("name", endpoint, "agentRuntimeVersion", "1", "clientToken", Call.TOKEN)));
      }
      Call.show(session.out(), calls);
      return ExitCode.OK;
    }
    progress.title(
        "NEW RUNTIME",
        "Agent: " + agent.name(),
        "Release: " + release.id(),
        "Region: " + session.region());
    progress.step("Making the runtime");
    CreateAgentRuntimeResponse made =
        client.createAgentRuntime(
            r ->
                r.agentRuntimeName(agent.name())
                    .roleArn(role)
                    .networkConfiguration(n -> n.networkMode(NetworkMode.PUBLIC))
                    .protocolConfiguration(p -> p.serverProtocol(ServerProtocol.HTTP))
                    .clientToken(Deployer.token())
                    .overrideConfiguration(
                        c -> c.apiCallTimeout(CREATE_TIMEOUT).apiCallAttemptTimeout(CREATE_TIMEOUT))
                    .agentRuntimeArtifact(
                        a ->
                            a.codeConfiguration(
                                c ->
                                    c.code(
                                            code ->
                                                code.s3(
                                                    s3 ->
                                                        s3.bucket(bucket)
                                                            .prefix(ReleaseStore.codeKey(release))))
                                        .runtime(
                                            AgentManagedRuntimeType.fromValue(release.runtime()))
                                        .entryPoint(release.entryPoint()))));
    String id = made.agentRuntimeId();
    progress.ok("AgentCore makes runtime " + id + ", version " + made.agentRuntimeVersion());
    Agent known = id.equals(agent.runtimeId()) ? agent : withId(id);
    Deployer deployer = new Deployer(session, known, progress);
    deployer.awaitReady(made.agentRuntimeVersion());
    deployer.record(made.agentRuntimeVersion(), Optional.of(release));
    if (!endpoint.equals(Agent.DEFAULT_ENDPOINT)) {
      endpoint(id, endpoint, made.agentRuntimeVersion());
    }
    deployer.awaitEndpoint(endpoint, made.agentRuntimeVersion());
    if (verify) {
      progress.step("Testing invocation");
      deployer.demandRightAnswer("read its log, publish a release that answers, deploy that");
    }
    progress.complete("MADE: runtime " + id);
    if (!id.equals(agent.runtimeId())) {
      progress.note(
          "The plan names runtime "
              + agent.runtimeId()
              + ": write runtimeId: "
              + id
              + " for agents."
              + agent.name()
              + " and deploy the stack again. Callers need the new ARN.");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("agent", agent.name());
    answer.put("runtimeId", id);
    answer.put("runtimeArn", made.agentRuntimeArn());
    answer.put("release", release.id());
    answer.put("version", made.agentRuntimeVersion());
    answer.put("endpoint", endpoint);
    session.out().answer(answer);
    return ExitCode.OK;
  }

  private Map<String, Object> body(Release release, String bucket, String role) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("agentRuntimeName", agent.name());
    body.put("roleArn", role);
    body.put("networkConfiguration", Map.of("networkMode", NetworkMode.PUBLIC.toString()));
    body.put("protocolConfiguration", Map.of("serverProtocol", ServerProtocol.HTTP.toString()));
    Map<String, Object> code = new LinkedHashMap<>();
    code.put(
        "code", Map.of("s3", Map.of("bucket", bucket, "prefix", ReleaseStore.codeKey(release))));
    code.put("runtime", release.runtime());
    code.put("entryPoint", release.entryPoint());
    body.put("agentRuntimeArtifact", Map.of("codeConfiguration", code));
    body.put("clientToken", Call.TOKEN);
    return body;
  }

  /** Makes the endpoint unless it is there. */
  void endpoint(String runtimeId, String name, String version) {
    try {
      client.getAgentRuntimeEndpoint(r -> r.agentRuntimeId(runtimeId).endpointName(name));
    } catch (ResourceNotFoundException notThere) {
      client.createAgentRuntimeEndpoint(
          r ->
              r.agentRuntimeId(runtimeId)
                  .name(name)
                  .agentRuntimeVersion(version)
                  .clientToken(Deployer.token()));
      progress.ok("Endpoint " + name + " is made");
    }
  }

  private Agent withId(String id) {
    return new Agent(
        agent.name(),
        agent.displayName(),
        agent.aliases(),
        agent.folder(),
        id,
        agent.endpoint(),
        agent.executionRole(),
        agent.impact(),
        agent.canary(),
        agent.thresholds(),
        agent.modes());
  }
}
