package com.vitracka.responder.local.watched;

import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import com.vitracka.responder.local.Inbox;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Somebody empties the role of the one function that tells people, and then an incident comes. */
final class EmptyTellRole implements Breakage {
  private final Account account;
  private final Map<String, String> policies = new LinkedHashMap<>();
  private String role = "";
  private String incident = "";

  EmptyTellRole(Account account) {
    this.account = account;
  }

  @Override
  public String what() {
    return "Tell's role is emptied";
  }

  @Override
  public String page() {
    return "execution-ended-badly.md";
  }

  @Override
  public void breakIt() {
    String arn =
        account
            .lambda()
            .getFunctionConfiguration(request -> request.functionName(Part.TELL.functionName()))
            .role();
    role = arn.substring(arn.lastIndexOf('/') + 1);
    for (String name :
        account.iam().listRolePolicies(request -> request.roleName(role)).policyNames()) {
      String document =
          account
              .iam()
              .getRolePolicy(request -> request.roleName(role).policyName(name))
              .policyDocument();
      policies.put(
          name,
          document.startsWith("%")
              ? URLDecoder.decode(document, StandardCharsets.UTF_8)
              : document);
      account.iam().deleteRolePolicy(request -> request.roleName(role).policyName(name));
    }
    incident = account.openIncident();
  }

  @Override
  public boolean isTold(Inbox.Item item) {
    boolean endedBadly =
        item instanceof Inbox.TopicMessage message
            && message.text().contains("could not finish")
            && message.text().contains(incident);
    return endedBadly
        || Alarms.isOfFallback(item, "failing-tell", "dead-letters-tell")
        || Alarms.isOf(item, "responder-watch", "heartbeat-audit");
  }

  @Override
  public void mend() {
    policies.forEach(
        (name, document) ->
            account
                .iam()
                .putRolePolicy(
                    request -> request.roleName(role).policyName(name).policyDocument(document)));
  }
}
