package com.vitracka.responder.local.watched;

import com.vitracka.responder.local.Inbox;
import com.vitracka.responder.local.demo.Waiting;
import java.time.Duration;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Somebody stops the execution that tells people of an incident. */
final class AbortedInform implements Breakage {
  private final Account account;
  private String incident = "";

  AbortedInform(Account account) {
    this.account = account;
  }

  @Override
  public String what() {
    return "the Inform machine is aborted";
  }

  @Override
  public String page() {
    return "execution-ended-badly.md";
  }

  @Override
  public void breakIt() {
    incident = account.openIncident();
    String execution =
        account.deployment().inform().replace(":stateMachine:", ":execution:") + ":" + incident;
    Waiting.until(() -> isRunning(execution), Duration.ofSeconds(20));
    account.machines().stopExecution(request -> request.executionArn(execution).cause("a test"));
  }

  private boolean isRunning(String execution) {
    try {
      return account
              .machines()
              .describeExecution(request -> request.executionArn(execution))
              .status()
          == ExecutionStatus.RUNNING;
    } catch (ExecutionDoesNotExistException e) {
      return false;
    }
  }

  @Override
  public boolean isTold(Inbox.Item item) {
    return item instanceof Inbox.TopicMessage message
        && message.text().contains("could not finish")
        && message.text().contains("responder-inform")
        && message.text().contains(incident)
        && message.text().contains("ABORTED");
  }

  @Override
  public void mend() {
    // The reconciler starts Inform again by itself, within a minute.
  }
}
