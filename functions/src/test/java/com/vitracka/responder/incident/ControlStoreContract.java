package com.vitracka.responder.incident;

import static com.vitracka.responder.incident.AnIncident.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.plan.Mode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of controls keeps to. Each test begins with an empty one. */
public abstract class ControlStoreContract {
  private static final String COACH = "coach_companion";
  private static final Setting BY_JANE =
      new Setting("jane", at("03:00"), "maintenance", Optional.empty());

  private ControlStore store = new InMemoryControlStore();

  protected abstract ControlStore emptyStore();

  @BeforeEach
  void beginEmpty() {
    store = emptyStore();
  }

  @Test
  void nothingIsSetAtFirst() {
    assertThat(store.read(COACH)).isEqualTo(Controls.NONE);
    assertThat(store.findBrakeForAll()).isEmpty();
  }

  @Test
  void theBrakeForAllCountsForEachAgentUntilItIsTakenOff() {
    store.setBrakeForAll(Optional.of(BY_JANE));

    assertThat(store.read(COACH).findProhibition(at("03:01")))
        .hasValueSatisfying(
            why -> assertThat(why).contains("brake for all").contains("jane").contains("03:00"));
    assertThat(store.read("mentor").brakeForAll()).contains(BY_JANE);

    store.setBrakeForAll(Optional.empty());

    assertThat(store.read(COACH)).isEqualTo(Controls.NONE);
  }

  @Test
  void whatIsSetForOneAgentCountsForNoOther() {
    Setting hold =
        new Setting("jane", at("03:00"), "moves to a new role", Optional.of(at("05:00")));
    store.change(COACH, controls -> controls.withBrake(Optional.of(BY_JANE)));
    store.change(
        COACH,
        controls ->
            controls
                .withHold(Optional.of(hold))
                .withMode(1, Optional.of(new Mode.AutoAfter(Duration.ofMinutes(90))))
                .withMode(3, Optional.of(new Mode.Approve())));

    Controls coach = store.read(COACH);
    assertThat(coach.brake()).contains(BY_JANE);
    assertThat(coach.hold()).contains(hold);
    assertThat(coach.modes())
        .containsEntry(1, new Mode.AutoAfter(Duration.ofMinutes(90)))
        .containsEntry(3, new Mode.Approve());
    assertThat(store.read("mentor")).isEqualTo(Controls.NONE);
  }

  @Test
  void changingOneAgentLeavesTheBrakeForAllAlone() {
    store.setBrakeForAll(Optional.of(BY_JANE));

    Controls changed = store.change(COACH, controls -> controls.withRetired(Optional.of(BY_JANE)));
    store.setBrakeForAll(Optional.empty());

    assertThat(changed.brakeForAll()).contains(BY_JANE);
    assertThat(store.read(COACH)).isEqualTo(Controls.NONE.withRetired(Optional.of(BY_JANE)));
  }

  @Test
  void aHoldAndARetirementSilenceAnAgentAndABrakeDoesNot() {
    store.setBrakeForAll(Optional.of(BY_JANE));
    store.change(COACH, controls -> controls.withBrake(Optional.of(BY_JANE)));
    assertThat(store.findSilence(COACH, at("03:01"))).isEmpty();

    store.change(
        COACH,
        controls ->
            controls.withHold(
                Optional.of(new Setting("jane", at("03:00"), "moves", Optional.of(at("05:00"))))));
    store.change("mentor", controls -> controls.withRetired(Optional.of(BY_JANE)));

    assertThat(store.findSilence(COACH, at("03:01"))).isPresent();
    assertThat(store.findSilence(COACH, at("05:01"))).isEmpty();
    assertThat(store.findSilence("mentor", at("05:01"))).isPresent();
  }
}
