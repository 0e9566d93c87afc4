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
  /** Whole words too, since it is not documented whether a term is found inside a longer word. */
  private static final String ERRORS =
      "?ERROR ?Error ?Exception ?Traceback ?CRITICAL ?ModuleNotFoundError ?ImportError"
          + " ?ServiceUnavailableException ?ModelNotReadyException ?ModelTimeoutException"
          + " ?ModelErrorException ?InternalServerException ?ThrottlingException"
          + " ?AccessDeniedException";

  private static final int LINES = 200;

  /** A page may be empty and still be followed by others. */
  private static final int PAGES = 10;

  private final CloudWatchLogsClient client;

  public AgentLog(CloudWatchLogsClient client) {
    this.client = client;
  }

  /** Error lines since a moment, of which the first 200 are read. */
  public LogFindings errorsSince(Agent agent, Instant since) {
    List<String> lines =
        client
            .filterLogEventsPaginator(
                r ->
                    r.logGroupName(agent.logGroup())
                        .startTime(since.toEpochMilli())
                        .filterPattern(ERRORS)
                        .limit(LINES))
            .stream()
            .limit(PAGES)
            .flatMap(page -> page.events().stream())
            .map(FilteredLogEvent::message)
            .limit(LINES)
            .toList();
    return new LogFindings(lines.size(), KnownError.inAll(lines));
  }
}
