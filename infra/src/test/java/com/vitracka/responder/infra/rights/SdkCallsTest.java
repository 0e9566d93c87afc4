package com.vitracka.responder.infra.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.handler.BackupHandler;
import com.vitracka.responder.handler.IntakeHandler;
import com.vitracka.responder.handler.LookHandler;
import com.vitracka.responder.handler.TellHandler;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SdkCallsTest {
  @Test
  void a_handler_comes_to_the_calls_of_its_own_adapters_only() {
    assertThat(actions(LookHandler.class))
        .contains("bedrock-agentcore:InvokeAgentRuntime", "logs:FilterLogEvents", "dynamodb:Query")
        .doesNotContain("bedrock-agentcore:UpdateAgentRuntime", "dynamodb:ConditionCheckItem");
    assertThat(actions(BackupHandler.class))
        .contains("s3:PutObject", "dynamodb:PutItem")
        .doesNotContain("dynamodb:ConditionCheckItem", "ses:SendEmail", "states:StartExecution");
    assertThat(actions(TellHandler.class)).contains("ses:SendEmail", "sns:Publish");
  }

  @Test
  void a_transaction_is_what_it_is_made_of() {
    assertThat(actions(IntakeHandler.class))
        .contains("dynamodb:PutItem")
        .doesNotContain("dynamodb:TransactWriteItems", "dynamodb:DeleteItem");
  }

  /** Were the search for calls blind somewhere, a call would be nobody's, and here. */
  @Test
  void each_call_in_the_module_is_some_functions() {
    Set<String> nobodys = places(ReachedCode.all());
    ReachedCode.handlers().forEach(handler -> nobodys.removeAll(places(ReachedCode.from(handler))));

    assertThat(nobodys)
        .as("calls that no handler comes to: dead, or the command line's, which belongs into cli")
        .isEmpty();
  }

  private static Set<String> actions(Class<?> handler) {
    Set<String> names = new TreeSet<>();
    SdkCalls.of(ReachedCode.from(handler.getName())).keySet().stream()
        .map(SdkCalls.Action::name)
        .forEach(names::add);
    return names;
  }

  private static Set<String> places(ReachedCode code) {
    Set<String> places = new TreeSet<>();
    SdkCalls.of(code)
        .forEach((action, uses) -> uses.forEach(use -> places.add(action.name() + " " + use.at())));
    return places;
  }
}
