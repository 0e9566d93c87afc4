package com.vitracka.responder.local.demo;

import com.vitracka.responder.local.AwsClients;
import com.vitracka.responder.local.LocalAws;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Contact;
import com.vitracka.responder.plan.Plan;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AlreadyExistsException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What is in the team's account before the responder comes, apart from the agent. */
public record TeamAccount(AwsClients clients, Plan plan, Agent agent) {
  /** What a person does once: the role, phone numbers, clicks in verification mails. */
  public void setUp() {
    createRole();
    try (SsmClient ssm = clients.build(SsmClient.builder());
        SesV2Client ses = clients.build(SesV2Client.builder())) {
      int number = 1;
      for (Contact contact : plan.contacts()) {
        // From the range that is kept free for fiction.
        String phone = "+4420794600%02d".formatted(number++);
        contact
            .phoneParameter()
            .ifPresent(
                name ->
                    ssm.putParameter(
                        request ->
                            request
                                .name(name)
                                .value(phone)
                                .type(ParameterType.SECURE_STRING)
                                .overwrite(true)));
        verify(ses, contact.email());
      }
    }
  }

  private static void verify(SesV2Client ses, String address) {
    try {
      ses.createEmailIdentity(request -> request.emailIdentity(address));
    } catch (AlreadyExistsException e) {
      // Two contacts may share an address.
    }
  }

  /** As the agents' toolkit makes it. */
  private void createRole() {
    try (IamClient iam = clients.build(IamClient.builder())) {
      String trust =
          """
          {"Version":"2012-10-17","Statement":[{"Sid":"AssumeRolePolicy","Effect":"Allow",\
          "Principal":{"Service":"bedrock-agentcore.amazonaws.com"},"Action":"sts:AssumeRole",\
          "Condition":{"StringEquals":{"aws:SourceAccount":"%s"},\
          "ArnLike":{"aws:SourceArn":"arn:aws:bedrock-agentcore:%s:%s:*"}}}]}\
          """
              .formatted(LocalAws.ACCOUNT, plan.region(), LocalAws.ACCOUNT);
      iam.createRole(
          request -> request.roleName(agent.executionRole()).assumeRolePolicyDocument(trust));
      iam.putRolePolicy(
          request ->
              request
                  .roleName(agent.executionRole())
                  .policyName("BedrockAgentCoreRuntimeExecutionPolicy-" + agent.name())
                  .policyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                      "Action":["bedrock:InvokeModel","bedrock:InvokeModelWithResponseStream"],\
                      "Resource":"arn:aws:bedrock:*::foundation-model/*"},{"Effect":"Allow",\
                      "Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],\
                      "Resource":"arn:aws:logs:%s:%s:log-group:/aws/bedrock-agentcore/runtimes/*"}]}\
                      """
                          .formatted(plan.region(), LocalAws.ACCOUNT)));
    }
  }

  public String roleArn() {
    return "arn:aws:iam::" + LocalAws.ACCOUNT + ":role/" + agent.executionRole();
  }
}
