package com.vitracka.responder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.aws.AgentCoreRuntimes;
import com.vitracka.responder.aws.Aws;
import com.vitracka.responder.aws.Environment;
import com.vitracka.responder.aws.RawAgentRuntimes;
import com.vitracka.responder.aws.S3Backups;
import com.vitracka.responder.plan.Plan;
import com.vitracka.responder.plan.PlanDocument;
import com.vitracka.responder.respond.BackingUp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/**
 * The Backup function: writes backups and restores nothing. {@code {"incident":ID}} backs up the
 * incident's agent and answers a move.
 */
public final class BackupHandler implements RequestStreamHandler {
  private final BackingUp backingUp;

  /** For Lambda. */
  public BackupHandler() {
    this(deployed(Aws.fromEnvironment(), PlanDocument.deployed()));
  }

  /** With collaborators of one's own. */
  public BackupHandler(BackingUp backingUp) {
    this.backingUp = backingUp;
  }

  private static BackingUp deployed(Aws aws, Plan plan) {
    InstantSource clock = InstantSource.system();
    Records records = new Records(aws, plan);
    return new BackingUp(
        plan,
        records.incidents(),
        records.controls(),
        new S3Backups(
            aws.s3(),
            Environment.get("RESPONDER_RECORDS_BUCKET"),
            Environment.get("RESPONDER_ACCOUNT"),
            new RawAgentRuntimes(aws.agentControl()),
            new AgentCoreRuntimes(aws.agentControl()),
            clock),
        clock);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Calls.answer(input, output, call -> backingUp.backUp(call.text("incident")).toDocument());
  }
}
