package com.vitracka.responder.incident;

import static com.vitracka.responder.incident.AnIncident.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every budget of the account keeps to. Each test begins with an unused one. */
public abstract class AccountBudgetContract {
  private AccountBudget budget = new InMemoryAccountBudget();

  protected abstract AccountBudget unusedBudget();

  @BeforeEach
  void beginUnused() {
    budget = unusedBudget();
  }

  @Test
  void soManyChangesAreTakenAndNoMore() {
    assertThat(budget.take("incident-1/2", at("03:00"), at("02:00"), 2)).isTrue();
    assertThat(budget.take("incident-2/2", at("03:01"), at("02:01"), 2)).isTrue();

    assertThat(budget.take("incident-3/2", at("03:02"), at("02:02"), 2)).isFalse();
  }

  @Test
  void anotherAttemptAtTheSameChangeTakesNothing() {
    budget.take("incident-1/2", at("03:00"), at("02:00"), 2);
    budget.take("incident-1/2", at("03:01"), at("02:01"), 2);

    assertThat(budget.take("incident-2/2", at("03:02"), at("02:02"), 2)).isTrue();
    assertThat(budget.take("incident-1/2", at("03:03"), at("02:03"), 2)).isTrue();
  }

  @Test
  void changesOfLongAgoCountNoMore() {
    budget.take("incident-1/2", at("03:00"), at("02:00"), 1);

    assertThat(budget.take("incident-2/2", at("03:59"), at("02:59"), 1)).isFalse();
    assertThat(budget.take("incident-3/2", at("04:00"), at("03:00"), 1)).isTrue();
  }
}
