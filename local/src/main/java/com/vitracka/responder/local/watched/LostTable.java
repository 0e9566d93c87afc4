package com.vitracka.responder.local.watched;

import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import com.vitracka.responder.local.Inbox;

/**
 * Somebody deletes the table, protection and all, and a sign of trouble comes. Nothing else here
 * works after it.
 */
final class LostTable implements Breakage {
  private static final String ALARM = "dead-letters-intake";

  private final Account account;

  LostTable(Account account) {
    this.account = account;
  }

  @Override
  public String what() {
    return "the table is gone";
  }

  @Override
  public String page() {
    return "agentcore-responder-dead-letters-intake.md";
  }

  /** The letters of the breakage before are redriven. */
  @Override
  public void prepare() {
    account.awaitQuiet(ALARM);
  }

  @Override
  public void breakIt() {
    String table = account.deployment().table();
    account
        .dynamo()
        .updateTable(request -> request.tableName(table).deletionProtectionEnabled(false));
    account.dynamo().deleteTable(request -> request.tableName(table));
    account.send(Part.INTAKE, account.canaryFailed());
  }

  @Override
  public boolean isTold(Inbox.Item item) {
    // Tell's alarms may still be those of its emptied role.
    return Alarms.isOfFallback(item, ALARM, "failing-intake")
        || Alarms.isOf(item, "responder-watch", "heartbeat-reconcile");
  }

  @Override
  public void mend() {
    // docs/operating/watch.md says how it is restored in the cloud.
  }
}
