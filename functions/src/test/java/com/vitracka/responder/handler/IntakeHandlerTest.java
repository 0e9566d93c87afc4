package com.vitracka.responder.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.vitracka.responder.detect.Alarms;
import com.vitracka.responder.detect.Executions;
import com.vitracka.responder.detect.Intake;
import com.vitracka.responder.incident.InMemoryControlStore;
import com.vitracka.responder.incident.InMemoryFailingAgents;
import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import com.vitracka.responder.plan.TestPlans;
import com.vitracka.responder.watch.HeardBeats;
import com.vitracka.responder.watch.Heartbeat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What Lambda hands to the Intake function, and what it gets back. */
class IntakeHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
  private static final Context NONE =
      (Context)
          Proxy.newProxyInstance(
              IntakeHandlerTest.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private static final byte[] RECONCILE = "{\"do\":\"reconcile\"}".getBytes(StandardCharsets.UTF_8);

  private final List<String> log = new ArrayList<>();
  private final HeardBeats standby = new HeardBeats();
  private final NoAlarms alarms = new NoAlarms();
  private final IntakeHandler handler =
      new IntakeHandler(
          new Intake(
              TestPlans.plan(),
              "111122223333",
              new InMemoryIncidentStore(),
              new InMemoryControlStore(),
              new InMemoryFailingAgents(),
              new AllStart(),
              agent -> {},
              alarms,
              () -> NOW,
              new SplittableRandom(1)),
          standby.pulse(),
          () -> NOW,
          log::add);

  @Test
  void one_event_is_answered_by_one_object_with_its_members_also_when_null() throws IOException {
    String answer = handle("{\"do\":\"reconcile\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(answer).startsWith("{\"decision\":\"IGNORED\",\"incident\":null,\"reason\":");
  }

  @Test
  void several_records_are_answered_by_a_list() throws IOException {
    String answer =
        handle(Files.readAllBytes(Path.of("..", "events", "alarm-sns-two-records.json")));

    assertThat(Json.object(answer).objects("answers"))
        .extracting(one -> one.text("decision"))
        .containsExactly("INCIDENT", "DUPLICATE");
  }

  @Test
  void what_cannot_be_read_is_counted_in_a_metric() throws IOException {
    String answer = handle(new byte[] {'{', (byte) 0xff, (byte) 0xfe, 0});

    assertThat(Json.object(answer).text("decision")).isEqualTo("QUARANTINED");
    JsonObject metric = Json.object(log.getFirst());
    assertThat(metric.number("Quarantined")).isEqualTo(1);
    JsonObject directive = metric.object("_aws").objects("CloudWatchMetrics").getFirst();
    assertThat(metric.object("_aws").number("Timestamp")).isEqualTo(NOW.toEpochMilli());
    assertThat(directive.text("Namespace")).isEqualTo("AgentCoreResponder");
    assertThat(directive.values()).containsEntry("Dimensions", List.of(List.of()));
    assertThat(directive.objects("Metrics").getFirst().text("Name")).isEqualTo("Quarantined");
  }

  @Test
  void an_empty_event_is_quarantined_too() throws IOException {
    assertThat(Json.object(handle(new byte[0])).text("decision")).isEqualTo("QUARANTINED");
  }

  @Test
  void a_comparison_in_which_all_could_be_read_is_a_heartbeat() throws IOException {
    handle(RECONCILE);

    assertThat(standby.heard).containsExactly(Heartbeat.Of.RECONCILE);
    assertThat(watchSilent()).isZero();
  }

  @Test
  void a_comparison_that_failed_anywhere_is_none() throws IOException {
    alarms.broken = true;

    handle(RECONCILE);

    assertThat(standby.heard).isEmpty();
    assertThat(watchSilent()).isZero();
  }

  @Test
  void an_event_is_no_heartbeat() throws IOException {
    handle(Files.readAllBytes(Path.of("..", "events", "alarm-sns-metric.json")));

    assertThat(standby.heard).isEmpty();
  }

  @Test
  void a_standby_region_that_does_not_answer_is_counted_and_stops_nothing() throws IOException {
    standby.silent = true;

    assertThat(handle(RECONCILE)).contains("\"decision\":\"IGNORED\"");
    assertThat(watchSilent()).isEqualTo(1);
  }

  @Test
  void a_watch_stack_that_would_not_page_is_counted() throws IOException {
    standby.gaps = List.of("there is no alarm");

    handle(RECONCILE);

    assertThat(watchSilent()).isEqualTo(1);
  }

  private long watchSilent() {
    return log.stream()
        .filter(line -> line.contains("WatchSilent"))
        .map(Json::object)
        .findFirst()
        .orElseThrow()
        .number("WatchSilent");
  }

  private String handle(byte[] event) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event), output, NONE);
    return output.toString(StandardCharsets.UTF_8);
  }

  private static final class AllStart implements Executions {
    @Override
    public Start start(Machine machine, String incident, String name) {
      return Start.STARTED;
    }

    @Override
    public State state(Machine machine, String name) {
      return new State.Running();
    }
  }

  private static final class NoAlarms implements Alarms {
    private boolean broken;

    @Override
    public List<Firing> listFiring(List<String> names) {
      if (broken) {
        throw new IllegalStateException("CloudWatch does not answer");
      }
      return List.of();
    }
  }
}
