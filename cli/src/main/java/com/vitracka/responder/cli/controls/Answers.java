package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.Call;
import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.Records;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.incident.Assessment;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Proposal;
import com.vitracka.responder.notify.Wording;
import com.vitracka.responder.respond.Answering;
import com.vitracka.responder.respond.Answering.Answer;
import com.vitracka.responder.respond.Answering.Why;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives a person's answer to an incident, and says what became of it. */
final class Answers {
  private final Session session;
  private final Records records;
  private final Answering answering;

  Answers(Session session, DryRunOption dryRun) {
    this.session = session;
    this.records = Records.of(session, dryRun);
    this.answering = new Answering(records.incidents(), InstantSource.system());
  }

  Answering answering() {
    return answering;
  }

  /** What waits for an answer, for eyes; empty when nothing does. */
  Optional<String> findQuestion(String incident) {
    Incident found = records.incidents().get(incident);
    return answering.findWaiting(incident).map(proposal -> question(found, proposal));
  }

  private static String question(Incident incident, Proposal proposal) {
    return """
        Incident      %s (%s), %s
        It would      %s
        Because       %s
        Answer until  %s; when nobody answers %s
        Hash          %s
        """
        .formatted(
            incident.id(),
            incident.file().findAssessment().map(one -> one.severity().name()).orElse("-"),
            incident.file().subject().key(),
            Wording.changes(proposal.steps()),
            incident
                .file()
                .findAssessment()
                .map(Assessment::hypothesis)
                .map(Wording::sentence)
                .orElse("-"),
            proposal.until(),
            switch (proposal.silence()) {
              case ACTS -> "it is carried out";
              case ESCALATES -> "a person is called";
            },
            proposal.hash());
  }

  /** What holds back the agent at the moment, whatever is approved. */
  Optional<String> findProhibition(String incident) {
    Instant now = Instant.now();
    return records
        .incidents()
        .get(incident)
        .file()
        .findAgent()
        .flatMap(agent -> records.controls().readOrBrake(agent, now).findProhibition(now));
  }

  /** Tells of an answer that counts; fails with what to do about one that does not. */
  ExitCode tell(String id, String what, Answer answer, String text) {
    return switch (answer) {
      case Answer.Taken _ when records.isDryRun() -> {
        Call.show(session.out(), records.calls());
        yield ExitCode.OK;
      }
      case Answer.Taken _ -> {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("incident", id);
        document.put("answer", what);
        document.put("by", session.person());
        session.out().answer(document, text);
        yield ExitCode.OK;
      }
      case Answer.Refused(Why why, String words) ->
          throw new Failure(
              ExitCode.REFUSED, words, "incident " + id + ", the incident table", remedy(why, id));
    };
  }

  private static String remedy(Why why, String id) {
    String show = "responder incidents show " + id;
    return switch (why) {
      case NOT_OPEN -> "the responder does nothing more about it; see " + show;
      case NOTHING_WAITS -> "see what it is at: " + show;
      case OTHER_HASH, WITHDRAWN -> "look at what waits now and answer with its hash: " + show;
      case EXPIRED -> "to end its work on the incident: responder stop " + id + " --reason TEXT";
      case ANSWERED_BEFORE ->
          "an answer counts once; to end its work all the same: responder stop "
              + id
              + " --reason TEXT";
    };
  }
}
