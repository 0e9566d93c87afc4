package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.assess.LogFindings;
import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

@Needs("logs")
class AgentLogEndpointTest {
  private final CloudWatchLogsClient logs = LocalEndpoint.get().aws().logs();
  private final Agent agent = AnAgent.ofItsOwn();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Test
  @Needs("log-patterns")
  void errorLinesSinceTheDeploymentAreCountedAndUnderstood() {
    log(now.minusSeconds(120), "ERROR before the deployment");
    log(
        now.minusSeconds(30),
        "INFO answered in 120 ms",
        "ModuleNotFoundError: No module named 'strands'",
        "Traceback (most recent call last):");

    LogFindings findings = new AgentLog(logs).errorsSince(agent, now.minusSeconds(60));

    assertThat(findings.errorLines()).isEqualTo(2);
    assertThat(findings.known()).containsExactly(KnownError.IMPORT_FAILED);
  }

  @Test
  @Needs("log-patterns")
  void aQuietLogHasNoFindings() {
    log(now.minusSeconds(30), "INFO answered in 120 ms");

    LogFindings findings = new AgentLog(logs).errorsSince(agent, now.minusSeconds(60));

    assertThat(findings.errorLines()).isZero();
    assertThat(findings.known()).isEmpty();
  }

  @Test
  void aLogGroupThatIsNotThereIsAnErrorNotSilence() {
    AgentLog log = new AgentLog(logs);

    assertThatThrownBy(() -> log.errorsSince(agent, now))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private void log(Instant at, String... lines) {
    boolean known =
        !logs.describeLogGroups(describe -> describe.logGroupNamePrefix(agent.logGroup()))
            .logGroups()
            .isEmpty();
    if (!known) {
      logs.createLogGroup(create -> create.logGroupName(agent.logGroup()));
    }
    String stream = "runtime-logs-" + at.getEpochSecond();
    logs.createLogStream(create -> create.logGroupName(agent.logGroup()).logStreamName(stream));
    logs.putLogEvents(
        put ->
            put.logGroupName(agent.logGroup())
                .logStreamName(stream)
                .logEvents(
                    Arrays.stream(lines)
                        .map(
                            line ->
                                InputLogEvent.builder()
                                    .timestamp(at.toEpochMilli())
                                    .message(line)
                                    .build())
                        .toList()));
  }
}
