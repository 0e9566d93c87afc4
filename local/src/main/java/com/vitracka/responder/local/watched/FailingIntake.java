package com.vitracka.responder.local.watched;

import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import com.vitracka.responder.local.Inbox;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A bad deployment of Intake: each call fails in the constructor. */
final class FailingIntake implements Breakage {
  private static final String LIVE = "live";

  private final Account account;
  private String good = "";

  FailingIntake(Account account) {
    this.account = account;
  }

  @Override
  public String what() {
    return "Intake fails";
  }

  @Override
  public String page() {
    return "agentcore-responder-dead-letters-intake.md";
  }

  @Override
  public void breakIt() {
    LambdaClient lambda = account.lambda();
    String name = Part.INTAKE.functionName();
    good = lambda.getAlias(request -> request.functionName(name).name(LIVE)).functionVersion();
    Map<String, String> environment =
        new HashMap<>(
            lambda
                .getFunctionConfiguration(request -> request.functionName(name))
                .environment()
                .variables());
    environment.remove("RESPONDER_TABLE");
    lambda.updateFunctionConfiguration(
        request -> request.functionName(name).environment(e -> e.variables(environment)));
    String bad = lambda.publishVersion(request -> request.functionName(name)).version();
    lambda.updateAlias(request -> request.functionName(name).name(LIVE).functionVersion(bad));
    account.send(Part.INTAKE, account.canaryFailed());
  }

  @Override
  public boolean isTold(Inbox.Item item) {
    return Alarms.isOfFallback(
            item, "dead-letters-intake", "failing-intake", "missing-runs-reconcile")
        || Alarms.isOf(item, "responder-watch", "heartbeat-reconcile");
  }

  @Override
  public void mend() {
    if (!good.isEmpty()) {
      account
          .lambda()
          .updateAlias(
              request ->
                  request
                      .functionName(Part.INTAKE.functionName())
                      .name(LIVE)
                      .functionVersion(good));
    }
  }

  /** What failed is delivered again, and then gone. */
  @Override
  public String findFault() {
    mend();
    account.responder("redrive-look", "redrive", "--queue", "intake", "--dry-run");
    if (letters() == 0) {
      return "no letter lay in the queue";
    }
    account.responder("redrive", "redrive", "--queue", "intake");
    return letters() == 0 ? "" : letters() + " letters are left after responder redrive";
  }

  private int letters() {
    String url =
        account
            .sqs()
            .getQueueUrl(request -> request.queueName("responder-dead-letters-intake"))
            .queueUrl();
    return Integer.parseInt(
        account
            .sqs()
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
  }
}
