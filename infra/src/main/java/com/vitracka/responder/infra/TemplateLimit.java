package com.vitracka.responder.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/** How long a template may be for CloudFormation, which the CDK does not look at. */
final class TemplateLimit {
  /** CloudFormation's quotas say 1 MB; its refusal says this number. */
  static final long BYTES = 1_000_000;

  private TemplateLimit() {}

  /** Refuses what CloudFormation would refuse at the deployment. */
  static void check(CloudAssembly made, long most) {
    for (CloudFormationStackArtifact stack : made.getStacks()) {
      long bytes = bytes(Path.of(stack.getTemplateFullPath()));
      if (bytes > most) {
        throw new IllegalStateException(
            ("the template of %s has %,d bytes, and CloudFormation takes %,d: give the plan's agents"
                    + " shorter names and display names, or take agents out of it")
                .formatted(stack.getStackName(), bytes, most));
      }
    }
  }

  private static long bytes(Path template) {
    try {
      return Files.size(template);
    } catch (IOException e) {
      throw new UncheckedIOException(template + " was made and is not there", e);
    }
  }
}
