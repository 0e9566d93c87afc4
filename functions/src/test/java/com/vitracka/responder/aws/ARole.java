package com.vitracka.responder.aws;

import com.vitracka.responder.contracts.LocalEndpoint;
import java.util.UUID;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.services.iam.IamClient;

/** Roles that must be there for what the contracts make. */
final class ARole {
  /** A role that any state machine may take and that may do nothing. */
  static final String OF_A_MACHINE = ofAMachine();

  private ARole() {}

  private static String ofAMachine() {
    try (IamClient iam =
        IamClient.builder()
            .region(LocalEndpoint.REGION)
            .credentialsProvider(LocalEndpoint.CREDENTIALS)
            .endpointOverride(LocalEndpoint.get().uri())
            .httpClient(AwsCrtHttpClient.create())
            .build()) {
      return iam.createRole(
              create ->
                  create
                      .roleName("contracts-" + UUID.randomUUID())
                      .assumeRolePolicyDocument(
                          """
                          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                           "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
                          """))
          .role()
          .arn();
    }
  }
}
