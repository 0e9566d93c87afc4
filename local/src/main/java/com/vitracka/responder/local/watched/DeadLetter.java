package com.vitracka.responder.local.watched;

import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import com.vitracka.responder.local.Inbox;

/** A call that fails each time ends in a dead-letter queue. */
final class DeadLetter implements Breakage {
  private final Account account;

  DeadLetter(Account account) {
    this.account = account;
  }

  @Override
  public String what() {
    return "a dead letter";
  }

  @Override
  public String page() {
    return "agentcore-responder-dead-letters-look.md";
  }

  @Override
  public void breakIt() {
    account.send(Part.LOOK, "{\"do\":\"what Look never does\"}");
  }

  @Override
  public boolean isTold(Inbox.Item item) {
    return Alarms.isOfFallback(item, "dead-letters-look");
  }

  @Override
  public void mend() {
    String url =
        account
            .sqs()
            .getQueueUrl(request -> request.queueName("responder-dead-letters-look"))
            .queueUrl();
    account.sqs().purgeQueue(request -> request.queueUrl(url));
  }
}
