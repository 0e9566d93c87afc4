package com.vitracka.responder.incident;

import static com.vitracka.responder.incident.AnIncident.alarm;
import static com.vitracka.responder.incident.AnIncident.at;
import static com.vitracka.responder.incident.AnIncident.backedUp;
import static com.vitracka.responder.incident.AnIncident.coach;
import static com.vitracka.responder.incident.AnIncident.outage;
import static com.vitracka.responder.incident.AnIncident.redeployed;
import static com.vitracka.responder.incident.AnIncident.sending;
import static com.vitracka.responder.incident.AnIncident.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vitracka.responder.incident.IncidentStore.Opening;
import com.vitracka.responder.incident.Signal.Path;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every incident store keeps to. Each test begins with an empty store. */
public abstract class IncidentStoreContract {
  private static final Instant LONG_AGO = at("00:00");
  private static final Subject MENTOR = new Subject.OneAgent("mentor");

  private IncidentStore store = new InMemoryIncidentStore();

  /** A store with nothing in it. */
  protected abstract IncidentStore emptyStore();

  /** Raw texts in its quarantine. */
  protected abstract List<String> quarantined();

  /** Signals kept with the subject that belong to no incident. */
  protected abstract List<Signal> recordedSignals(Subject subject);

  @BeforeEach
  void beginEmpty() {
    store = emptyStore();
  }

  // Opening

  @Test
  void aSubjectsFirstSignalOpensAnIncident() {
    Signal alarm =
        new Signal(
            Path.EVENTBRIDGE, Signal.Trouble.LATENCY, "slow", at("03:00"), at("03:00:02.5"), "…");

    Opening opening = store.open(coach(), alarm, "inc-1", LONG_AGO);

    assertThat(opening).isInstanceOf(Opening.Opened.class);
    Incident.Open incident = ((Opening.Opened) opening).incident();
    assertThat(incident.file().startedAt()).isEqualTo(at("03:00"));
    assertThat(incident.file().openedAt()).isEqualTo(at("03:00:02.5"));
    assertThat(incident.file().signals()).containsExactly(alarm);
    assertThat(incident.file().recoveriesBefore()).isEmpty();
    assertThat(store.get("inc-1")).usingRecursiveComparison().isEqualTo(incident);
  }

  @Test
  void theSameSignalAgainOpensNothingAndIsKeptOnce() {
    store.open(coach(), alarm("03:00"), "inc-1", LONG_AGO);

    Opening again = store.open(coach(), alarm("03:00"), "inc-2", LONG_AGO);

    assertThat(again).isEqualTo(new Opening.AlreadyOpen("inc-1", false));
    assertThat(store.get("inc-1").file().signals()).hasSize(1);
    assertThat(store.find("inc-2")).isEmpty();
  }

  @Test
  void theSameTroubleByAnotherWayIsAddedInOrderOfArrival() {
    store.open(coach(), signal(Path.SNS, "errors", "03:00:01"), "inc-1", LONG_AGO);
    store.open(coach(), signal(Path.CANARY, "canary", "03:00:09"), "inc-2", LONG_AGO);

    Opening third =
        store.open(coach(), signal(Path.EVENTBRIDGE, "errors", "03:00:05"), "inc-3", LONG_AGO);

    assertThat(third).isEqualTo(new Opening.AlreadyOpen("inc-1", false));
    assertThat(store.get("inc-1").file().signals())
        .extracting(Signal::path)
        .containsExactly(Path.SNS, Path.EVENTBRIDGE, Path.CANARY);
  }

  @Test
  void ofManyDeliveriesAtOnceOneOpensTheIncidentAndNoneIsLost() throws Exception {
    List<Callable<Opening>> deliveries = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String name = "alarm-" + i;
      deliveries.add(
          () -> store.open(coach(), signal(Path.SNS, name, "03:00"), "inc-" + name, LONG_AGO));
    }

    List<Opening> openings = atOnce(deliveries);

    assertThat(openings).filteredOn(Opening.Opened.class::isInstance).hasSize(1);
    List<Incident> unresolved = store.listUnresolved();
    assertThat(unresolved).hasSize(1);
    assertThat(unresolved.getFirst().file().signals()).hasSize(12);
  }

  @Test
  void anotherSubjectHasItsOwnIncident() {
    store.open(coach(), alarm("03:00"), "inc-1", LONG_AGO);

    assertThat(store.open(MENTOR, alarm("03:00"), "inc-2", LONG_AGO))
        .isInstanceOf(Opening.Opened.class);
    assertThat(store.open(new Subject.WholeAccount(), alarm("03:00"), "inc-3", LONG_AGO))
        .isInstanceOf(Opening.Opened.class);
  }

  @Test
  void anIdThatIsTakenIsRefusedAndItsIncidentUntouched() {
    Incident first = opened("inc-1", "03:00");

    assertThatThrownBy(() -> store.open(MENTOR, alarm("03:00"), "inc-1", LONG_AGO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inc-1");
    assertThat(store.get("inc-1")).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void signalsOverTheLimitAreKeptWithTheSubject() {
    opened("inc-1", "03:00");
    for (int i = 1; i <= IncidentStore.MOST_SIGNALS + 2; i++) {
      store.open(coach(), signal(Path.SNS, "alarm-" + i, "03:01"), "unused", LONG_AGO);
    }

    assertThat(store.get("inc-1").file().signals()).hasSize(IncidentStore.MOST_SIGNALS);
    assertThat(recordedSignals(coach())).hasSize(3);
  }

  @Test
  void theSignalsOfAnIncidentAreCountedAndTheSameOneOnce() {
    opened("inc-1", "03:00");
    store.open(coach(), alarm("03:01"), "unused", LONG_AGO);
    store.open(coach(), alarm("03:01"), "unused", LONG_AGO);

    assertThat(store.notes(coach()).signals()).isEqualTo(2);
    assertThat(store.notes(coach()).isFull()).isFalse();

    store.save(((Incident.Open) store.get("inc-1")).resolve(at("03:10"), "redeployed"));

    assertThat(store.notes(coach()).signals()).isZero();
    opened("inc-2", "03:11");
    assertThat(store.notes(coach()).signals()).isEqualTo(1);
  }

  @Test
  void ofManySignalsAtOnceNoneIsLostAndAllAreCounted() throws Exception {
    opened("inc-1", "03:00");
    List<Callable<Opening>> deliveries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = "alarm-" + i;
      deliveries.add(
          () -> store.open(coach(), signal(Path.SNS, name, "03:01"), "unused", LONG_AGO));
    }

    assertThat(atOnce(deliveries)).allMatch(new Opening.AlreadyOpen("inc-1", false)::equals);

    assertThat(store.get("inc-1").file().signals()).hasSize(41);
    assertThat(store.notes(coach()).signals()).isEqualTo(41);
  }

  @Test
  void whoKnowsTheSubjectAddsToItsIncidentOrOpensTheNextOrIsTooLate() {
    SubjectNotes free = store.notes(coach());
    assertThat(store.open(free, alarm("03:00"), "inc-1", LONG_AGO))
        .isInstanceOf(Opening.Opened.class);
    SubjectNotes taken = store.notes(coach());
    assertThat(store.open(taken, alarm("03:01"), "unused", LONG_AGO))
        .isEqualTo(new Opening.AlreadyOpen("inc-1", false));
    assertThat(store.get("inc-1").file().signals()).hasSize(2);

    store.save(((Incident.Open) store.get("inc-1")).resolve(at("03:10"), "redeployed"));

    assertThat(store.open(taken, alarm("03:05"), "inc-2", LONG_AGO))
        .isEqualTo(new Opening.Late("inc-1"));
    assertThat(store.open(taken, alarm("03:11"), "inc-2", LONG_AGO))
        .isInstanceOf(Opening.Opened.class);
    assertThat(store.open(free, alarm("03:12"), "inc-3", LONG_AGO))
        .isEqualTo(new Opening.AlreadyOpen("inc-2", false));
  }

  @Test
  void thatTheExecutionsAreStartedIsToldToLaterSignalsOfThatIncident() {
    opened("inc-1", "03:00");
    store.noteStarted(coach(), "inc-1");
    store.noteStarted(MENTOR, "inc-1");

    assertThat(store.open(coach(), alarm("03:01"), "unused", LONG_AGO))
        .isEqualTo(new Opening.AlreadyOpen("inc-1", true));
    assertThat(store.notes(MENTOR).started()).isFalse();

    store.save(((Incident.Open) store.get("inc-1")).resolve(at("03:10"), "redeployed"));
    opened("inc-2", "03:11");
    store.noteStarted(coach(), "inc-1");

    assertThat(store.open(coach(), alarm("03:12"), "unused", LONG_AGO))
        .isEqualTo(new Opening.AlreadyOpen("inc-2", false));
  }

  @Test
  void aSignalWithAVeryLongNameIsKept() {
    Signal alarm = signal(Path.SNS, "ä".repeat(3000), "03:00");

    store.open(coach(), alarm, "inc-1", LONG_AGO);
    store.open(coach(), alarm, "inc-2", LONG_AGO);

    assertThat(store.get("inc-1").file().signals()).containsExactly(alarm);
  }

  // Ending

  @Test
  void aResolvedIncidentFreesItsSubject() {
    store.save(opened("inc-1", "03:00").resolve(at("03:10"), "redeployed"));

    Opening next = store.open(coach(), alarm("03:11"), "inc-2", LONG_AGO);

    assertThat(next).isInstanceOf(Opening.Opened.class);
    assertThat(store.get("inc-1")).isInstanceOf(Incident.Resolved.class);
  }

  @Test
  void anEscalatedIncidentKeepsItsSubject() {
    store.save(opened("inc-1", "03:00").escalate(at("03:10"), "both failed"));

    assertThat(store.open(coach(), alarm("04:00"), "inc-2", LONG_AGO))
        .isEqualTo(new Opening.AlreadyOpen("inc-1", false));
    assertThat(store.get("inc-1").file().signals()).hasSize(2);
  }

  @Test
  void anEscalatedIncidentThatAPersonEndsFreesItsSubject() {
    Incident.Escalated escalated =
        store.save(opened("inc-1", "03:00").escalate(at("03:10"), "both failed"));
    store.save(escalated.resolve(at("04:00"), "mended by hand"));

    assertThat(store.open(coach(), alarm("04:01"), "inc-2", LONG_AGO))
        .isInstanceOf(Opening.Opened.class);
  }

  @Test
  void troubleNoticedBeforeTheLastIncidentEndedIsLate() {
    store.save(opened("inc-1", "03:00").resolve(at("03:10:00.250"), "redeployed"));

    assertThat(store.open(coach(), alarm("03:09:59"), "inc-2", LONG_AGO))
        .isEqualTo(new Opening.Late("inc-1"));
    assertThat(store.open(coach(), alarm("03:10:00.250"), "inc-2", LONG_AGO))
        .isEqualTo(new Opening.Late("inc-1"));
    assertThat(store.find("inc-2")).isEmpty();
    assertThat(store.open(coach(), alarm("03:10:00.251"), "inc-2", LONG_AGO))
        .isInstanceOf(Opening.Opened.class);
  }

  @Test
  void aDeliveryThatMeetsTheEndIsEitherAddedOrLateOrTheNext() throws Exception {
    Incident.Open incident = opened("inc-1", "03:00");
    List<Callable<Object>> both =
        List.of(
            () -> store.save(incident.resolve(at("03:10"), "redeployed")),
            () -> store.open(coach(), alarm("03:05"), "inc-2", LONG_AGO));

    Opening opening = (Opening) atOnce(both).getLast();

    switch (opening) {
      case Opening.AlreadyOpen(String id, boolean _) ->
          assertThat(store.get(id).file().signals()).contains(alarm("03:05"));
      case Opening.Late(String id) -> assertThat(id).isEqualTo("inc-1");
      case Opening.Opened(Incident.Open opened) ->
          throw new AssertionError("opened " + opened.id() + " for trouble of the last incident");
    }
  }

  // The budget

  @Test
  void anIncidentInWhichTheAgentWasChangedCountsAsARecovery() {
    store.save(opened("inc-1", "03:00").with(redeployed(1, "03:02")).resolve(at("03:10"), "…"));

    Incident next = opened("inc-2", "03:20");

    assertThat(next.file().recoveriesBefore()).containsExactly(at("03:10"));
    assertThat(store.get("inc-2").file().recoveriesBefore()).containsExactly(at("03:10"));
  }

  @Test
  void aChangeThatDidNotHelpCountsAsARecoveryAndARefusedOneDoesNot() {
    store.save(opened("inc-1", "03:00").with(failed(Optional.of("7"))).resolve(at("03:10"), "…"));
    store.save(opened("inc-2", "03:20").with(failed(Optional.empty())).resolve(at("03:30"), "…"));

    assertThat(opened("inc-3", "03:40").file().recoveriesBefore()).containsExactly(at("03:10"));
  }

  private static StepRecord failed(Optional<String> result) {
    return redeployed(1, "03:02")
        .with(new StepState.Failed(at("03:02"), at("03:03"), "it dies still", result));
  }

  @Test
  void anIncidentInWhichOnlyABackupWasMadeCountsAsNone() {
    store.save(opened("inc-1", "03:00").with(backedUp(1, "03:02")).resolve(at("03:10"), "…"));

    assertThat(opened("inc-2", "03:20").file().recoveriesBefore()).isEmpty();
  }

  @Test
  void recoveriesBeforeTheBudgetsTimeAreLeftOut() {
    store.save(opened("inc-1", "03:00").with(redeployed(1, "03:02")).resolve(at("03:10"), "…"));
    store.save(opened("inc-2", "05:00").with(redeployed(1, "05:02")).resolve(at("05:10"), "…"));

    Opening third = store.open(coach(), alarm("07:30"), "inc-3", at("03:30"));

    assertThat(((Opening.Opened) third).incident().file().recoveriesBefore())
        .containsExactly(at("05:10"));
  }

  @Test
  void theTenNewestRecoveriesAreRemembered() {
    for (int hour = 1; hour <= 12; hour++) {
      String h = "%02d".formatted(hour);
      store.save(
          opened("inc-" + h, h + ":00").with(redeployed(1, h + ":02")).resolve(at(h + ":10"), "…"));
    }

    assertThat(opened("inc-13", "13:00").file().recoveriesBefore())
        .hasSize(10)
        .startsWith(at("03:10"))
        .endsWith(at("12:10"));
  }

  // Saving

  @Test
  void anIncidentIsReadAsItWasSaved() {
    Incident.Open saved =
        store.save(
            opened("inc-1", "03:00:00.123456789")
                .with(outage("03:00:02"))
                .with(backedUp(1, "03:00:03"))
                .decided(new Step.RollBack("6"), at("03:00:04"))
                .with(
                    Verification.startedAt(at("03:00:05"))
                        .ready(at("03:00:06"))
                        .rightAnswer(at("03:00:07.5"))));

    assertThat(saved.file().revision()).isEqualTo(2);
    assertThat(store.get("inc-1")).usingRecursiveComparison().isEqualTo(saved);
  }

  @Test
  void ofTwoWhoReadTheSameIncidentTheSecondToSaveIsStale() {
    Incident.Open read = opened("inc-1", "03:00");
    Incident.Open first = store.save(read.with(outage("03:01")));

    assertThatThrownBy(() -> store.save(read.escalate(at("03:02"), "…")))
        .isInstanceOf(StaleIncidentException.class)
        .hasMessageContaining("inc-1");
    assertThat(store.get("inc-1")).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void ofManyWhoResolveAtOnceOneDoes() throws Exception {
    Incident.Open read = opened("inc-1", "03:00").with(redeployed(1, "03:02"));
    List<Callable<Boolean>> savers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Instant end = at("03:10:0" + i);
      savers.add(
          () -> {
            try {
              store.save(read.resolve(end, "…"));
              return true;
            } catch (StaleIncidentException e) {
              return false;
            }
          });
    }

    assertThat(atOnce(savers)).filteredOn(saved -> saved).hasSize(1);
    assertThat(opened("inc-2", "03:20").file().recoveriesBefore()).hasSize(1);
  }

  @Test
  void anIncidentThatWasNeverOpenedIsNotSaved() {
    Incident.Open foreign = SubjectNotes.of(coach()).open("inc-9", alarm("03:00"), LONG_AGO);

    assertThatThrownBy(() -> store.save(foreign)).isInstanceOf(StaleIncidentException.class);
    assertThat(store.find("inc-9")).isEmpty();
  }

  @Test
  void savingDoesNotTakeAwaySignalsThatCameMeanwhile() {
    Incident.Open read = opened("inc-1", "03:00");
    store.open(coach(), alarm("03:01"), "inc-2", LONG_AGO);

    store.save(read.with(outage("03:02")));

    assertThat(store.get("inc-1").file().signals()).hasSize(2);
  }

  @Test
  void savingAResolvedIncidentAgainLeavesTheNextOneItsSubject() {
    Incident.Resolved first = store.save(opened("inc-1", "03:00").resolve(at("03:10"), "…"));
    opened("inc-2", "03:20");

    store.save(new Incident.Resolved(first.file(), first.resolvedAt(), "seen again"));

    assertThat(store.open(coach(), alarm("03:21"), "inc-3", LONG_AGO))
        .isEqualTo(new Opening.AlreadyOpen("inc-2", false));
  }

  // Finding

  @Test
  void anUnknownIdIsFoundNowhere() {
    assertThat(store.find("inc-0")).isEmpty();
    assertThatThrownBy(() -> store.get("inc-0"))
        .isInstanceOf(UnknownIncidentException.class)
        .hasMessageContaining("inc-0");
  }

  @Test
  void openAndEscalatedIncidentsAreListedOldestFirst() {
    openFor("mentor", "inc-b", "03:00:00.5");
    store.save(openFor("tutor", "inc-c", "03:00:00").escalate(at("03:30"), "…"));
    store.save(openFor("guide", "inc-d", "02:00").resolve(at("02:30"), "…"));
    opened("inc-a", "03:00:01");

    assertThat(store.listUnresolved())
        .extracting(Incident::id)
        .containsExactly("inc-c", "inc-b", "inc-a");
    assertThat(store.listUnresolved().getFirst().file().signals()).hasSize(1);
  }

  @Test
  void aSubjectsIncidentsAreListedNewestFirst() {
    for (int hour = 1; hour <= 3; hour++) {
      store.save(opened("inc-" + hour, "0" + hour + ":00").resolve(at("0" + hour + ":30"), "…"));
    }
    openFor("mentor", "inc-m", "03:00");

    assertThat(store.listOf(coach(), 2)).extracting(Incident::id).containsExactly("inc-3", "inc-2");
    assertThat(store.listOf(new Subject.WholeAccount(), 5)).isEmpty();
  }

  @Test
  void resolvedIncidentsAreListedFromAMomentOn() {
    for (int hour = 1; hour <= 3; hour++) {
      store.save(opened("inc-" + hour, "0" + hour + ":00").resolve(at("0" + hour + ":30"), "…"));
    }
    store.save(openFor("mentor", "inc-m", "03:00").escalate(at("03:30"), "…"));

    assertThat(store.listResolvedSince(at("02:30")))
        .extracting(Incident::id)
        .containsExactly("inc-2", "inc-3");
    assertThat(store.listResolvedSince(at("04:00"))).isEmpty();
  }

  @Test
  void howAnIncidentStandsIsReadWithoutItsSignals() {
    store.save(opened("inc-1", "03:00").escalate(at("03:10"), "both failed"));

    Incident found = store.findWithoutSignals("inc-1").orElseThrow();

    assertThat(found).isInstanceOf(Incident.Escalated.class);
    assertThat(found.file().signals()).isEmpty();
    assertThat(store.findWithoutSignals("inc-0")).isEmpty();
  }

  // Messages

  @Test
  void aMessageIsClaimedOnce() {
    assertThat(store.claimMessage("inc-1", sending("a", "03:00"), LONG_AGO)).isTrue();
    assertThat(store.claimMessage("inc-1", sending("a", "03:00:01"), LONG_AGO)).isFalse();
    assertThat(store.claimMessage("inc-1", sending("b", "03:00"), LONG_AGO)).isTrue();
    assertThat(store.claimMessage("inc-2", sending("a", "03:00"), LONG_AGO)).isTrue();
  }

  @Test
  void ofManyWhoWantToSendAtOnceOneMay() throws Exception {
    List<Callable<Boolean>> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      senders.add(() -> store.claimMessage("inc-1", sending("a", "03:00"), LONG_AGO));
    }

    assertThat(atOnce(senders)).filteredOn(claimed -> claimed).hasSize(1);
  }

  @Test
  void aMessageWhoseSenderDiedIsClaimedAgainAfterAWhile() {
    store.claimMessage("inc-1", sending("a", "03:00:00.5"), LONG_AGO);

    assertThat(store.claimMessage("inc-1", sending("a", "03:02"), at("03:00"))).isFalse();
    assertThat(store.claimMessage("inc-1", sending("a", "03:02"), at("03:00:00.6"))).isTrue();
    assertThat(store.claimMessage("inc-1", sending("a", "03:02:01"), at("03:00:01"))).isFalse();
  }

  @Test
  void aMessageThatWasSentOrRefusedIsNeverClaimedAgain() {
    Message a = sending("a", "03:00");
    Message b = sending("b", "03:00");
    store.claimMessage("inc-1", a, LONG_AGO);
    store.claimMessage("inc-1", b, LONG_AGO);
    store.recordMessage("inc-1", ended(a, Message.State.SENT, "id-1"));
    store.recordMessage("inc-1", ended(b, Message.State.REFUSED, "not verified"));

    assertThat(store.claimMessage("inc-1", sending("a", "05:00"), at("04:00"))).isFalse();
    assertThat(store.claimMessage("inc-1", sending("b", "05:00"), at("04:00"))).isFalse();
  }

  @Test
  void messagesAreListedByTimeAsTheyWereRecorded() {
    Message late = ended(sending("a", "03:05"), Message.State.SENT, "id-1");
    Message early = ended(sending("z/" + "x".repeat(2000), "03:00"), Message.State.REFUSED, "no");
    store.recordMessage("inc-1", late);
    store.recordMessage("inc-1", early);
    store.recordMessage("inc-2", late);

    assertThat(store.listMessages("inc-1")).containsExactly(early, late);
    assertThat(store.listMessages("inc-0")).isEmpty();
  }

  // What opens nothing

  @Test
  void aTextThatCouldNotBeReadIsKept() {
    store.quarantine(at("03:00"), "no JSON object", "{\"broken");
    store.quarantine(at("03:00"), "no JSON object", "{\"broken too");

    assertThat(quarantined()).containsExactlyInAnyOrder("{\"broken", "{\"broken too");
  }

  @Test
  void ofAHugeTextThatCouldNotBeReadTheStartIsKept() {
    store.quarantine(at("03:00"), "too long", "𝄞".repeat(200_000));

    assertThat(quarantined()).hasSize(1);
    String kept = quarantined().getFirst();
    assertThat(kept).startsWith("𝄞𝄞𝄞").endsWith("𝄞 […]");
    assertThat(kept.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(IncidentStore.MOST_QUARANTINED_BYTES - 10, IncidentStore.MOST_QUARANTINED_BYTES);
  }

  @Test
  void anAllClearIsRecordedAndOpensNothing() {
    store.recordSignal(coach(), alarm("03:00"));

    assertThat(recordedSignals(coach())).containsExactly(alarm("03:00"));
    assertThat(recordedSignals(MENTOR)).isEmpty();
    assertThat(store.listUnresolved()).isEmpty();
  }

  private Incident.Open opened(String id, String time) {
    return openFor("coach_companion", id, time);
  }

  private Incident.Open openFor(String agent, String id, String time) {
    Opening opening = store.open(new Subject.OneAgent(agent), alarm(time), id, LONG_AGO);
    return ((Opening.Opened) opening).incident();
  }

  private static Message ended(Message message, Message.State state, String detail) {
    return new Message(
        message.key(), message.kind(), message.to(), message.via(), state, message.at(), detail);
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
