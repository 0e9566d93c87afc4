package com.vitracka.responder.cli.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.assess.CanaryRun;
import com.vitracka.responder.assess.Gathering;
import com.vitracka.responder.aws.AgentCoreCanary;
import com.vitracka.responder.aws.AgentCoreDeployments;
import com.vitracka.responder.aws.AgentCoreProbes;
import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.aws.AgentLog;
import com.vitracka.responder.aws.AgentMetrics;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.FallbackTopic;
import com.vitracka.responder.aws.SesMailer;
import com.vitracka.responder.aws.SnsTexter;
import com.vitracka.responder.aws.SsmPhones;
import com.vitracka.responder.cli.command.Failures;
import com.vitracka.responder.cli.incidents.EchoingCloud.Manner;
import com.vitracka.responder.document.Documenting;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.incident.InMemoryAccountBudget;
import com.vitracka.responder.incident.InMemoryAgentVersions;
import com.vitracka.responder.incident.InMemoryCanaryMemory;
import com.vitracka.responder.incident.InMemoryControlStore;
import com.vitracka.responder.incident.InMemoryIncidentStore;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.Move;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.notify.Teller;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanReader;
import com.vitracka.responder.respond.BackingUp;
import com.vitracka.responder.respond.Looking;
import com.vitracka.responder.respond.Responding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole incidents through the real adapters, against services that repeat all they know: nothing of
 * the agent's answers, prompts, log and environment, and no phone number, is in what people get,
 * what the operator sees, or what a function logs (design decision 15).
 */
@Timeout(120)
class NothingPrivateLeavesTest {
  private static final String ACCOUNT = "111122223333";
  private static final int MOST_TURNS = 60;
  private static final int TRIES = 2;

  private final Plan plan = PlanReader.read(Path.of("../infra/plan.yaml"));
  private final Agent agent = plan.getAgent("coach_companion");
  private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  private final List<String> left = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-24T10:15:00Z");

  static Stream<Manner> manners() {
    return Stream.of(
        new Manner("a failing runtime, a refused update", 424, 400, false, false),
        new Manner("a failing runtime, an update that breaks off", 424, 500, false, false),
        new Manner("a wrong answer", 200, 400, false, false),
        new Manner("an invalid call", 400, 400, false, false),
        new Manner("a configuration that is no JSON", 424, 400, true, false),
        new Manner("refused mails and SMS", 424, 400, false, true));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void nothing_private_leaves(Manner manner) {
    Instant deployedAt = now.minus(Duration.ofDays(3));
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (EchoingCloud cloud = new EchoingCloud(manner, deployedAt)) {
      walk(cloud);
      left.addAll(cloud.sent());
      assertThat(cloud.sent()).as("people are told").hasSizeGreaterThan(4);
    } finally {
      System.setOut(console);
    }
    left.add(log.toString(StandardCharsets.UTF_8));

    assertThat(left).allSatisfy(text -> assertThat(text).doesNotContain(EchoingCloud.PRIVATE));
    assertThat(left).anySatisfy(text -> assertThat(text).contains("# Incident report"));
  }

  private void walk(EchoingCloud cloud) {
    Aws aws = cloud.aws();
    AgentCoreProbes probes =
        new AgentCoreProbes(
            new AgentCoreRuntimes(aws.agentControl()),
            new AgentCoreCanary(aws.agentData(), plan.region(), ACCOUNT),
            new AgentLog(aws.logs()),
            new AgentMetrics(
                aws.cloudWatch(), plan.region(), ACCOUNT, Duration.ofMinutes(1), () -> now));
    InMemoryAgentVersions versions = new InMemoryAgentVersions();
    InMemoryControlStore controls = new InMemoryControlStore();
    Looking looking =
        new Looking(
            plan,
            incidents,
            controls,
            versions,
            new Gathering(probes, versions, () -> now),
            () -> now);
    BackingUp backingUp =
        new BackingUp(plan, incidents, controls, (a, id) -> "s3://records/" + id, () -> now);
    Responding responding =
        new Responding(
            plan,
            incidents,
            controls,
            new InMemoryAccountBudget(),
            versions,
            new AgentCoreDeployments(aws.agentControl(), "releases"),
            () -> now);
    Teller teller = teller(aws);
    canary(probes, versions);

    String id = open();
    teller.inform(id);
    Move move = attempt(() -> looking.assess(id));
    teller.inform(id);
    for (int turn = 0; turn < MOST_TURNS && !isEnd(move); turn++) {
      Move due = move;
      move =
          attempt(
              () ->
                  switch (due) {
                    case Move.Act act when act.step().mutates() -> responding.act(id);
                    case Move.Act act -> backingUp.backUp(id);
                    default -> looking.verify(id);
                  });
      now = now.plusSeconds(20);
      teller.inform(id);
    }
    if (incidents.get(id) instanceof Incident.Open open) {
      incidents.save(open.escalate(now, move instanceof Move.Escalate e ? e.reason() : "no end"));
    }
    teller.inform(id);
    now = now.plus(Duration.ofMinutes(16));
    teller.inform(id);
    List<String> refusals = new Documenting(plan, incidents, new Filed(), () -> now).document(id);
    assertThat(refusals).isEmpty();
    left.add(IncidentText.whole(incidents.get(id), incidents.listMessages(id)));
    left.add(IncidentText.row(incidents.get(id)));
    left.add(Json.write(IncidentText.summary(incidents.get(id))));
  }

  private static boolean isEnd(Move move) {
    return move instanceof Move.Done || move instanceof Move.Escalate;
  }

  /** As the machine does: tries again, then escalates with what the function's failure says. */
  private Move attempt(Supplier<Move> turn) {
    RuntimeException last = new IllegalStateException("not tried");
    for (int i = 0; i < TRIES; i++) {
      try {
        return turn.get();
      } catch (RuntimeException e) {
        // Lambda writes this to the function's log, and the command line shows it to a person.
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        left.add(trace.toString());
        left.add(Failures.of(e).what() + Failures.of(e).where() + Failures.of(e).remedy());
        last = e;
      }
    }
    return new Move.Escalate("RESPOND failed: " + last);
  }

  private void canary(AgentCoreProbes probes, InMemoryAgentVersions versions) {
    CanaryRun.Outcome outcome =
        new CanaryRun(
                probes,
                versions,
                new InMemoryCanaryMemory(),
                (a, at, detail) -> left.add(detail),
                (a, failed, at) -> {},
                plan.windows(),
                () -> now)
            .run(agent, true);
    left.add(outcome.toString());
  }

  private String open() {
    IncidentStore.Opening opening =
        incidents.open(
            new Subject.OneAgent(agent.name()),
            new Signal(
                Signal.Path.SNS,
                Signal.Trouble.ERRORS,
                "responder-coach_companion-errors",
                now,
                now,
                "Threshold Crossed"),
            "incident-1",
            now.minus(Duration.ofHours(4)));
    assertThat(opening).isInstanceOf(IncidentStore.Opening.Opened.class);
    return "incident-1";
  }

  private Teller teller(Aws aws) {
    return new Teller(
        plan,
        incidents,
        new SesMailer(aws.ses(), "responder@vitracka.com"),
        new SnsTexter(aws.sns()),
        new SsmPhones(aws.ssm()),
        new FallbackTopic(aws.sns(), "arn:aws:sns:eu-west-1:111122223333:responder-fallback"),
        id -> "s3://records/reports/" + id + "/report.html",
        (what, facts) -> left.add(what + " " + facts),
        () -> now,
        Runnable::run);
  }

  private final class Filed implements Reports {
    private final Map<Form, String> forms = new EnumMap<>(Form.class);

    @Override
    public Filing file(String incident, Form form, String content) {
      left.add(content);
      forms.put(form, content);
      return new Filing.Filed();
    }

    @Override
    public Map<Form, Instant> listFiled(String incident) {
      return Map.of();
    }

    @Override
    public String placeOf(String incident) {
      return "s3://records/reports/" + incident + "/report.html";
    }
  }
}
