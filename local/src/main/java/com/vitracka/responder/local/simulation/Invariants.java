package com.vitracka.responder.local.simulation;

import java.util.List;

/** All that must hold in every history. */
final class Invariants {
  private Invariants() {}

  /** New ones for one history: some remember what they have seen. */
  static List<Invariant> all() {
    return List.of(
        new OneIncidentPerSubject(),
        new OneEffectPerKey(),
        new LedgerBeforeAct(),
        new FenceIsHeld(),
        new BackupBeforeChange(),
        new ResolvedAfterRightAnswers(),
        new NothingWhileForbidden(),
        new NothingUnapproved(),
        new WithinBudgets(),
        new OnlyWhereItHelps(),
        new TheirsIsTheWheel(),
        new BlamesOnlyTheTeam(),
        new BudgetRefusesTruly(),
        new NobodyLeftUntold(),
        new ReceiptsAreTrue(),
        new EveryIncidentEnds(),
        new NoOutageUnseen(),
        new NoSurprise());
  }
}
