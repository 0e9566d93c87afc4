package com.vitracka.responder.cli.release;

import com.vitracka.responder.assess.CanaryResult;
import com.vitracka.responder.assess.RuntimeView;
import com.vitracka.responder.aws.AgentCoreCanary;
import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Failures;
import com.vitracka.responder.cli.command.Records;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.incident.AgentVersions;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ResourceNotFoundException;

/** Changes one agent by a person's hand, and waits until it has come about. */
final class Deployer {
  private static final int TRIES = 3;

  private final Session session;
  private final Agent agent;
  private final Progress progress;
  private final AgentCoreRuntimes runtimes;

  Deployer(Session session, Agent agent, Progress progress) {
    this.session = session;
    this.agent = agent;
    this.progress = progress;
    this.runtimes = new AgentCoreRuntimes(session.aws().agentControl());
  }

  /** The runtime's whole configuration; empty when there is no such runtime. */
  Optional<JsonObject> findCurrent() {
    try {
      return Optional.of(session.runtimes().get(agent.runtimeId(), Optional.empty()));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  JsonObject getCurrent() {
    return findCurrent()
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.NOT_FOUND,
                    "there is no runtime " + agent.runtimeId(),
                    "AgentCore in region " + session.region(),
                    "correct agents."
                        + agent.name()
                        + ".runtimeId in the plan, or make the"
                        + " runtime: responder release deploy RELEASE --create"));
  }

  JsonObject getVersion(String version) {
    try {
      return session.runtimes().get(agent.runtimeId(), Optional.of(version));
    } catch (ResourceNotFoundException e) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "runtime " + agent.runtimeId() + " has no version " + version,
          "AgentCore in region " + session.region(),
          "see what there is: responder release list --agent " + agent.name(),
          e);
    }
  }

  /** Deploys the body and waits until the new version is READY. */
  String update(Map<String, ? extends @Nullable Object> body) {
    String version = session.runtimes().update(agent.runtimeId(), body, token());
    progress.note("AgentCore makes version " + version);
    await("version " + version, version, () -> runtimes.runtime(agent));
    if (agent.usesDefaultEndpoint()) {
      await("endpoint DEFAULT", version, () -> runtimes.endpoint(agent));
    }
    return version;
  }

  void moveEndpoint(String endpoint, String version) {
    session
        .aws()
        .agentControl()
        .updateAgentRuntimeEndpoint(
            r ->
                r.agentRuntimeId(agent.runtimeId())
                    .endpointName(endpoint)
                    .agentRuntimeVersion(version)
                    .clientToken(token()));
    awaitEndpoint(endpoint, version);
  }

  void awaitEndpoint(String endpoint, String version) {
    await("endpoint " + endpoint, version, () -> endpoint(endpoint));
  }

  private RuntimeView endpoint(String name) {
    var seen =
        session
            .aws()
            .agentControl()
            .getAgentRuntimeEndpoint(r -> r.agentRuntimeId(agent.runtimeId()).endpointName(name));
    return new RuntimeView(
        seen.statusAsString(),
        seen.liveVersion() == null ? "" : seen.liveVersion(),
        seen.lastUpdatedAt(),
        seen.failureReason() == null ? "" : seen.failureReason());
  }

  /** What an endpoint serves, or is about to serve when it is new. */
  String endpointVersion(String name) {
    var seen =
        session
            .aws()
            .agentControl()
            .getAgentRuntimeEndpoint(r -> r.agentRuntimeId(agent.runtimeId()).endpointName(name));
    String live = seen.liveVersion();
    return live == null || live.isEmpty() ? seen.targetVersion() : live;
  }

  /** What users get now: the endpoint's version. */
  String liveVersion() {
    try {
      return runtimes.endpoint(agent).version();
    } catch (ResourceNotFoundException e) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "runtime " + agent.runtimeId() + " has no endpoint " + agent.endpoint(),
          "AgentCore in region " + session.region(),
          "correct agents."
              + agent.name()
              + ".endpoint in the plan, or make the endpoint:"
              + " responder release deploy RELEASE --create",
          e);
    }
  }

  void awaitReady(String version) {
    await("version " + version, version, () -> runtimes.runtime(agent));
  }

  private void await(String what, String version, Supplier<RuntimeView> look) {
    Windows windows = session.plan().windows();
    Instant start = Instant.now();
    String told = "";
    while (true) {
      RuntimeView seen = look.get();
      Duration waited = Duration.between(start, Instant.now());
      if (seen.failed()) {
        throw new Failure(
            ExitCode.NOT_RECOVERED,
            what + " is " + seen.status() + ": " + seen.failureReason(),
            "runtime " + agent.runtimeId(),
            "users still get the version before it; mend the cause and deploy again, or"
                + " responder rollback --agent "
                + agent.name());
      }
      if (seen.ready() && seen.version().equals(version)) {
        progress.ok(what + " is READY after " + waited.toSeconds() + " s");
        return;
      }
      if (seen.ready() && isNewer(seen.version(), version)) {
        throw new Failure(
            ExitCode.REFUSED,
            "somebody else is deploying: " + what + " is there as version " + seen.version(),
            "runtime " + agent.runtimeId(),
            "agree who deploys, then run the command again");
      }
      if (waited.compareTo(windows.deployTimeout()) > 0) {
        throw new Failure(
            ExitCode.NOT_RECOVERED,
            what + " is still " + seen.status() + " after " + waited.toSeconds() + " s",
            "runtime " + agent.runtimeId(),
            "look at the runtime in the AgentCore console; the AWS Health dashboard shows outages");
      }
      String now = seen.status();
      if (!now.equals(told)) {
        progress.note(what + ": " + now);
        told = now;
      }
      pause(windows.deployPoll());
    }
  }

  private static boolean isNewer(String version, String than) {
    return version.matches("\\d+")
        && than.matches("\\d+")
        && Long.parseLong(version) > Long.parseLong(than);
  }

  /** Invokes the agent as the canary does, up to three times, and returns the last answer. */
  CanaryResult verify() {
    AgentCoreCanary canary =
        new AgentCoreCanary(session.aws().agentData(), session.region(), session.account());
    CanaryResult result = canary.invoke(agent);
    for (int i = 1; i < TRIES && !result.right(); i++) {
      progress.note("the agent " + result.answer().words() + " (" + result.detail() + "), again");
      pause(session.plan().windows().deployPoll());
      result = canary.invoke(agent);
    }
    return result;
  }

  /** Invokes the agent and fails when it does not answer as the plan expects. */
  void demandRightAnswer(String remedy) {
    CanaryResult result = verify();
    if (!result.right()) {
      throw new Failure(
          ExitCode.NOT_RECOVERED,
          "the agent " + result.answer().words() + ": " + result.detail(),
          "endpoint " + agent.endpoint() + " of runtime " + agent.runtimeId(),
          remedy);
    }
    progress.ok("the agent answers right after " + result.latency().toMillis() + " ms");
  }

  /** Notes what a version was made from; it is deployed, so a refused note is only told. */
  void record(String version, Optional<Release> release) {
    try {
      note(versions(), version, release);
    } catch (SdkException e) {
      progress.note(
          "[WARNING] that version "
              + version
              + " runs "
              + release.map(Release::id).orElse("a restored backup")
              + " could not be recorded: "
              + Failures.of(e).what());
    }
  }

  /** What {@link #record} would write of the version after this newest one. */
  List<Call> callsToRecord(JsonObject newest, Optional<Release> release) {
    Records rehearsed = Records.rehearsed(session);
    note(
        rehearsed.versions(),
        "" + (Long.parseLong(newest.text("agentRuntimeVersion")) + 1),
        release);
    return rehearsed.calls();
  }

  private void note(AgentVersions versions, String version, Optional<Release> release) {
    versions.record(
        agent.name(),
        version,
        release.map(Release::id),
        release.map(Release::commit).filter(commit -> !commit.isEmpty()),
        session.caller(),
        Instant.now());
  }

  AgentVersions versions() {
    return Records.of(session).versions();
  }

  static String token() {
    return "responder-cli-" + UUID.randomUUID();
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(
          ExitCode.INTERRUPTED,
          "stopped while waiting",
          "this command",
          "what was asked of AgentCore goes on; see responder release list",
          e);
    }
  }
}
