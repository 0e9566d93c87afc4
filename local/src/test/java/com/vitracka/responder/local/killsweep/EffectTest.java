package com.vitracka.responder.local.killsweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.local.killsweep.CrashPoint.Effect;
import org.junit.jupiter.api.Test;

class EffectTest {
  private static Effect ofTell(String operation, String target) {
    return new Effect("responder-tell", "inform", operation, target);
  }

  @Test
  void aMessageIsClaimedThenSentThenReceipted() {
    Effect claim = ofTell("dynamodb:TransactWriteItems", "message#resolution/cto/sms SENDING");
    Effect send = ofTell("sns:Publish", "+442079460003 [P1] resolved");
    Effect receipt = ofTell("dynamodb:TransactWriteItems", "message#resolution/cto/sms SENT");

    assertThat(claim).matches(Effect::isClaim).matches(one -> !one.sends() && !one.isReceipt());
    assertThat(send).matches(Effect::sends).matches(one -> !one.isClaim() && !one.isReceipt());
    assertThat(receipt).matches(Effect::isReceipt).matches(one -> !one.isClaim() && !one.sends());
  }
}
