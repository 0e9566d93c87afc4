package com.vitracka.responder.aws;

import static com.vitracka.responder.incident.AnIncident.alarm;
import static com.vitracka.responder.incident.AnIncident.at;
import static com.vitracka.responder.incident.AnIncident.coach;
import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.IncidentDocument;
import com.vitracka.responder.incident.IncidentStore;
import com.vitracka.responder.incident.IncidentStoreContract;
import com.vitracka.responder.incident.Signal;
import com.vitracka.responder.incident.Subject;
import com.vitracka.responder.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Needs("dynamodb")
class DynamoIncidentStoreEndpointTest extends IncidentStoreContract {
  private static final Duration KEPT = Duration.ofDays(400);

  private final ATable table = new ATable();

  @AfterEach
  void deleteTable() {
    table.delete();
  }

  @Override
  protected IncidentStore emptyStore() {
    return new DynamoIncidentStore(ATable.dynamo(), table.name(), ATable.REGION, KEPT);
  }

  @Override
  protected List<String> quarantined() {
    return table.documents("quarantine", "2").stream().map(item -> item.text("raw")).toList();
  }

  @Override
  protected List<Signal> recordedSignals(Subject subject) {
    return table.documents("subject#" + subject.key(), "signal#").stream()
        .map(IncidentDocument::signal)
        .toList();
  }

  @Test
  void anOpenIncidentNeverExpiresAndAResolvedOneDoes() {
    IncidentStore store = emptyStore();
    store.open(coach(), alarm("03:00"), "inc-1", at("00:00"));
    assertThat(incidentItem().findNumber("expiresAt")).isEmpty();
    assertThat(incidentItem().text("openPk")).isEqualTo("eu-west-1#open");

    store.save(((Incident.Open) store.get("inc-1")).resolve(at("03:10"), "…"));

    assertThat(incidentItem().number("expiresAt"))
        .isEqualTo(at("03:10").plus(KEPT).getEpochSecond());
    assertThat(incidentItem().text("openPk")).isEqualTo("eu-west-1#resolved");
  }

  @Test
  void whatIsKeptBesideIncidentsExpires() {
    IncidentStore store = emptyStore();
    store.quarantine(at("03:00"), "no JSON object", "{");
    store.recordSignal(coach(), alarm("03:00"));

    long inNinetyDays = at("03:00").plus(Duration.ofDays(90)).getEpochSecond();
    assertThat(table.documents("quarantine", "2").getFirst().number("expiresAt"))
        .isEqualTo(inNinetyDays);
    assertThat(
            table
                .documents("subject#agent/coach_companion", "signal#")
                .getFirst()
                .number("expiresAt"))
        .isEqualTo(inNinetyDays);
  }

  private JsonObject incidentItem() {
    return table.documents("incident#inc-1", "incident").getFirst();
  }
}
