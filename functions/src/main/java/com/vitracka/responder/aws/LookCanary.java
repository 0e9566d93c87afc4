package com.vitracka.responder.aws;

import com.vitracka.responder.detect.CanaryOnDemand;
import com.vitracka.responder.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Invokes the Look function without waiting for it. */
public final class LookCanary implements CanaryOnDemand {
  private final Supplier<LambdaClient> lambda;
  private final String lookFunction;

  /**
   * @param lookFunction name with alias
   */
  public LookCanary(Supplier<LambdaClient> lambda, String lookFunction) {
    this.lambda = lambda;
    this.lookFunction = lookFunction;
  }

  @Override
  public void look(String agent) {
    Map<String, String> order = new LinkedHashMap<>();
    order.put("do", "canary");
    order.put("agent", agent);
    lambda
        .get()
        .invoke(
            request ->
                request
                    .functionName(lookFunction)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(Json.write(order))));
  }
}
