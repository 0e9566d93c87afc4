package com.vitracka.responder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.aws.AgentCoreDeployments;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.Environment;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import com.vitracka.responder.respond.Responding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/**
 * The Act function: the only one that deploys. {@code {"incident":ID}} carries out the step that is
 * due and answers a move.
 */
public final class ActHandler implements RequestStreamHandler {
  private final Responding responding;

  /** For Lambda. */
  public ActHandler() {
    this(deployed(Aws.fromEnvironment(), PlanDocument.deployed()));
  }

  /** With collaborators of one's own. */
  public ActHandler(Responding responding) {
    this.responding = responding;
  }

  private static Responding deployed(Aws aws, Plan plan) {
    Records records = new Records(aws, plan);
    return new Responding(
        plan,
        records.incidents(),
        records.controls(),
        records.budget(),
        records.versions(),
        new AgentCoreDeployments(aws.agentControl(), Environment.get("RESPONDER_RELEASES_BUCKET")),
        InstantSource.system());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Calls.answer(input, output, call -> responding.act(call.text("incident")).toDocument());
  }
}
