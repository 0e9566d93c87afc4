package com.vitracka.responder.incident;

class InMemoryAccountBudgetTest extends AccountBudgetContract {
  @Override
  protected AccountBudget unusedBudget() {
    return new InMemoryAccountBudget();
  }
}
