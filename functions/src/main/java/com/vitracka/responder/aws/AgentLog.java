package com.vitracka.responder.aws;

import com.vitracka.responder.assess.KnownError;
import com.vitracka.responder.assess.LogFindings;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** Reads the error lines of an agent's log; only their number and known meaning leave it. */
public final class AgentLog {
  private static final String ERRORS = "?ERROR ?Error ?Exception ?Traceback ?CRITICAL";
  private static final int LINES = 200;

  private final CloudWatchLogsClient client;

  public AgentLog(CloudWatchLogsClient client) {
    this.client = client;
  }

  /** Error lines since a moment, of which the first 200 are read. */
  public LogFindings errorsSince(Agent agent, Instant since) {
    List<String> lines =
        client
            .filterLogEvents(
                r ->
                    r.logGroupName(agent.logGroup())
                        .startTime(since.toEpochMilli())
                        .filterPattern(ERRORS)
                        .limit(LINES))
            .events()
            .stream()
            .map(FilteredLogEvent::message)
            .toList();
    return new LogFindings(lines.size(), KnownError.inAll(lines));
  }
}
