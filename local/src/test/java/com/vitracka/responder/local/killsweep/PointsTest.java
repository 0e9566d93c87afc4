package com.vitracka.responder.local.killsweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.local.killsweep.CrashPoint.Effect;
import com.vitracka.responder.local.killsweep.Crashes.Calls;
import com.vitracka.responder.local.killsweep.Crashes.Invocation;
import com.vitracka.responder.local.killsweep.Points.Planned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointsTest {
  private static final Effect DEPLOYMENT =
      new Effect("responder-act", "", "bedrock-agentcore:UpdateAgentRuntime", "AGENT");
  private static final Effect MAIL =
      new Effect("responder-tell", "inform", "ses:SendEmail", "cto@example.net [RESOLVED]");
  private static final Effect CHECK =
      new Effect("responder-look", "verify", "dynamodb:TransactWriteItems", "incident OPEN");

  private static Calls calls(Effect... effects) {
    return new Calls(
        List.of(effects),
        List.of(new Invocation("responder-look", 300), new Invocation("responder-act", 100)));
  }

  @Test
  void eachEffectOfAllRecordingsHasTwoSides() {
    Map<Story, List<Calls>> recordings =
        Map.of(Story.REDEPLOY, List.of(calls(DEPLOYMENT, MAIL), calls(DEPLOYMENT)));

    assertThat(words(Points.of(recordings)))
        .containsExactly(
            "before act UpdateAgentRuntime AGENT", "after act UpdateAgentRuntime AGENT");
  }

  @Test
  void theThirdTurnOfALoopIsLikeItsSecond() {
    Map<Story, List<Calls>> recordings =
        Map.of(Story.REDEPLOY, List.of(calls(CHECK, CHECK, CHECK, CHECK)));

    assertThat(Points.of(recordings)).hasSize(4);
  }

  @Test
  void onlyTheRecoverysEffectsAreSweptInEachStory() {
    Map<Story, List<Calls>> recordings = new LinkedHashMap<>();
    recordings.put(Story.REDEPLOY, List.of(calls(DEPLOYMENT, MAIL)));
    recordings.put(Story.ROLLBACK, List.of(calls(DEPLOYMENT, MAIL)));

    assertThat(Points.of(recordings).stream().filter(one -> one.story() == Story.ROLLBACK))
        .hasSize(2)
        .allMatch(one -> one.blow().words().contains("UpdateAgentRuntime"));
  }

  @Test
  void whatTheRecoveryDoesIsChosenFirst() {
    Map<Story, List<Calls>> recordings =
        Map.of(Story.REDEPLOY, List.of(calls(MAIL, CHECK, DEPLOYMENT)));

    assertThat(words(Points.choose(Points.of(recordings), 2, 7)))
        .allMatch(point -> point.contains("UpdateAgentRuntime"));
  }

  @Test
  void aSeedDrawsTheSameMomentsWithinTheWork() {
    Map<Story, List<Calls>> recordings = Map.of(Story.REDEPLOY, List.of(calls(MAIL)));

    List<Planned> drawn = Points.draw(recordings, 50, 3);

    assertThat(Points.draw(recordings, 50, 3)).isEqualTo(drawn);
    assertThat(drawn.stream().flatMap(PointsTest::moments))
        .allMatch(moment -> moment.invocation() == 1 || moment.invocation() == 2)
        .allMatch(moment -> moment.afterMillis() < (moment.invocation() == 1 ? 300 : 100));
  }

  private static Stream<Blow.Moment> moments(Planned planned) {
    return planned.blow() instanceof Blow.Random(List<Blow.Moment> moments)
        ? moments.stream()
        : Stream.empty();
  }

  private static List<String> words(List<Planned> planned) {
    return planned.stream().map(one -> one.blow().words()).toList();
  }
}
