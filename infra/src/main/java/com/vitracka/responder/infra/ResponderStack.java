package com.vitracka.responder.infra;

import com.vitracka.responder.handler.CanaryTurns;
import com.vitracka.responder.infra.constructs.AgentAlarms;
import com.vitracka.responder.infra.constructs.AgentRights;
import com.vitracka.responder.infra.constructs.AlarmTopic;
import com.vitracka.responder.infra.constructs.Buckets;
import com.vitracka.responder.infra.constructs.Dashboard;
import com.vitracka.responder.infra.constructs.DeadLetters;
import com.vitracka.responder.infra.constructs.EachMinute;
import com.vitracka.responder.infra.constructs.FallbackTopic;
import com.vitracka.responder.infra.constructs.Heartbeats;
import com.vitracka.responder.infra.constructs.IncidentTable;
import com.vitracka.responder.infra.constructs.LastResort;
import com.vitracka.responder.infra.constructs.Machine;
import com.vitracka.responder.infra.constructs.MachineDefinitions;
import com.vitracka.responder.infra.constructs.Mail;
import com.vitracka.responder.infra.constructs.OwnMetrics;
import com.vitracka.responder.infra.constructs.ResponderFunction;
import com.vitracka.responder.infra.constructs.ResponderFunction.Part;
import com.vitracka.responder.infra.constructs.Right;
import com.vitracka.responder.infra.constructs.SignalRules;
import com.vitracka.responder.infra.constructs.TopicKey;
import com.vitracka.responder.plan.Contact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Permission;
import software.constructs.Construct;

/** The responder in its region: what comes in, who decides, who acts, and who is told. */
final class ResponderStack extends Stack {
  private final Settings settings;
  private final FallbackTopic fallback;
  private final IncidentTable table;
  private final Code code;

  ResponderStack(Construct scope, String id, StackProps props, Settings settings) {
    super(scope, id, props);
    this.settings = settings;
    // W3005: the CDK writes a role's policies into DependsOn, and with them the role that the
    // function refers to anyway. It changes nothing.
    getTemplateOptions()
        .setMetadata(
            Map.of("cfn-lint", Map.of("config", Map.of("ignore_checks", List.of("W3005")))));
    TopicKey topicKey = new TopicKey(this, "TopicKey", settings);
    topicKey.openToRules();
    fallback =
        new FallbackTopic(
            this, "FallbackTopic", "responder-fallback", "last resort", topicKey, settings);
    fallback.openToRules();
    AlarmTopic alarms = new AlarmTopic(this, "AlarmTopic", topicKey, settings);
    table = new IncidentTable(this, "Incidents", settings);
    Buckets buckets = new Buckets(this, "Buckets", settings);
    Mail mail = new Mail(this, "Mail", settings);
    new OwnMetrics(this, "OwnMetrics", fallback, settings);
    code =
        Code.fromAsset(
            FunctionAsset.make(
                    settings.functionsJar(),
                    settings.merged().json(),
                    settings.local().nativeLibrary(),
                    settings.assets())
                .toString());

    ResponderFunction look = look();
    ResponderFunction backup = backup(buckets);
    ResponderFunction act = act(buckets);
    ResponderFunction tell = tell(buckets, mail, topicKey);
    Machine recovery =
        new Machine(
            this,
            "Recovery",
            MachineDefinitions.RECOVERY,
            MachineDefinitions.recovery(look.alias(), backup.alias(), act.alias(), tell.alias()),
            List.of(look, backup, act, tell),
            settings);
    Machine inform =
        new Machine(
            this,
            "Inform",
            MachineDefinitions.INFORM,
            MachineDefinitions.inform(tell.alias()),
            List.of(tell),
            settings);
    ResponderFunction intake = intake(recovery, inform, alarms);

    DeadLetters undelivered = new DeadLetters(this, "Undelivered", "signals", fallback);
    alarms.deliverTo(intake.alias(), undelivered);
    new SignalRules(this, "Signals", intake.alias(), undelivered, settings);
    // An alarm may also name the function itself as its action.
    intake
        .alias()
        .addPermission(
            "Alarms",
            Permission.builder()
                .principal(new ServicePrincipal("lambda.alarms.cloudwatch.amazonaws.com"))
                .sourceAccount(settings.account())
                .sourceArn(settings.arn("cloudwatch", "alarm:*"))
                .build());
    new EachMinute(this, "reconcile", 1, intake, undelivered, fallback);
    int canaries = CanaryTurns.calls(settings.plan().agents().size());
    new EachMinute(this, "canary", canaries, look, undelivered, fallback);
    new EachMinute(this, "audit", 1, tell, undelivered, fallback);
    new LastResort(this, "LastResort", List.of(recovery, inform), fallback, undelivered);
    List<AgentAlarms> agents =
        settings.plan().agents().stream()
            .map(agent -> new AgentAlarms(agentScope(), agent, alarms, fallback, settings))
            .toList();
    new Dashboard(
        this,
        "Dashboard",
        agents,
        List.of(intake, look, backup, act, tell),
        List.of(recovery, inform));

    output("AlarmTopicArn", alarms.topic().getTopicArn(), "Alarms of agents are published here");
    output("IntakeFunctionName", intake.function().getFunctionName(), "Takes signals; alias live");
    output("RecoveryMachineArn", recovery.arn(), "One execution for each incident");
    output("InformMachineArn", inform.arn(), "One execution for each incident");
    output("IncidentTableName", table.name(), "Incidents and the quarantine");
    output("RecordsBucketName", buckets.recordsName(), "Backups and reports");
    output("ReleasesBucketName", buckets.releasesName(), "The agents' releases");
  }

  private ResponderFunction intake(Machine recovery, Machine inform, AlarmTopic alarms) {
    return function(
        Part.INTAKE,
        Map.of(
            "RESPONDER_ALARM_TOPIC_ARNS", alarms.topic().getTopicArn(),
            "RESPONDER_RECOVERY_MACHINE_ARN", recovery.arn(),
            "RESPONDER_INFORM_MACHINE_ARN", inform.arn(),
            "RESPONDER_LOOK_FUNCTION", Part.LOOK.qualifiedName()),
        List.of(
            table.search(),
            table.count(),
            Right.to("StartExecutions", "states:StartExecution").on(recovery.arn(), inform.arn()),
            Right.to("LookAtExecutions", "states:DescribeExecution")
                .on(
                    settings.arn("states", "execution:" + MachineDefinitions.RECOVERY + ":*"),
                    settings.arn("states", "execution:" + MachineDefinitions.INFORM + ":*"))
                .because("An execution is named after its incident, which is not known before."),
            call(Part.LOOK),
            Heartbeats.beat(settings),
            Right.to("ReadAlarms", "cloudwatch:DescribeAlarms")
                .on("*")
                .because("DescribeAlarms by name has no resources for composite alarms.")));
  }

  private ResponderFunction look() {
    return function(
        Part.LOOK,
        Map.of("RESPONDER_INTAKE_FUNCTION", Part.INTAKE.qualifiedName()),
        concat(
            List.of(
                new AgentRights(settings).look(),
                List.of(
                    table.search(),
                    call(Part.INTAKE),
                    Right.to("ReadMetrics", "cloudwatch:GetMetricData")
                        .on("*")
                        .because("GetMetricData has no resources."),
                    OwnMetrics.write(),
                    Heartbeats.beat(settings)))));
  }

  private ResponderFunction backup(Buckets buckets) {
    return function(
        Part.BACKUP,
        Map.of("RESPONDER_RECORDS_BUCKET", buckets.recordsName()),
        concat(List.of(new AgentRights(settings).backup(), buckets.writeBackups())));
  }

  private ResponderFunction act(Buckets buckets) {
    return function(
        Part.ACT,
        Map.of("RESPONDER_RELEASES_BUCKET", buckets.releasesName()),
        concat(List.of(new AgentRights(settings).act(), buckets.readReleases())));
  }

  private ResponderFunction tell(Buckets buckets, Mail mail, TopicKey topicKey) {
    List<String> phones =
        settings.plan().contacts().stream()
            .map(Contact::phoneParameter)
            .flatMap(Optional::stream)
            .distinct()
            .map(parameter -> settings.arn("ssm", "parameter" + parameter))
            .toList();
    List<Right> numbers =
        phones.isEmpty()
            ? List.of()
            : List.of(Right.to("ReadPhoneNumbers", "ssm:GetParameter").on(phones));
    return function(
        Part.TELL,
        Map.of(
            "RESPONDER_RECORDS_BUCKET", buckets.recordsName(),
            "RESPONDER_FALLBACK_TOPIC_ARN", fallback.topic().getTopicArn(),
            "RESPONDER_SENDER", settings.plan().sender()),
        concat(
            List.of(
                buckets.writeReports(),
                numbers,
                List.of(
                    // The audit looks for incidents whose messages or reports are missing.
                    table.search(),
                    mail.send(),
                    Heartbeats.beat(settings),
                    // A phone has no ARN; every topic has one, and is left out.
                    Right.to("SendSms", "sns:Publish").onAllBut("arn:aws:sns:*:*:*"),
                    Right.to("UseFallbackTopic", "sns:Publish").on(fallback.topic().getTopicArn()),
                    Right.to("EncryptForFallbackTopic", "kms:Decrypt", "kms:GenerateDataKey")
                        .on(topicKey.key().getKeyArn())))));
  }

  private ResponderFunction function(
      Part part, Map<String, String> environment, List<Right> rights) {
    Map<String, String> all = new java.util.TreeMap<>(environment);
    all.put("RESPONDER_ACCOUNT", settings.account());
    all.put("RESPONDER_TABLE", table.name());
    return new ResponderFunction(
        this,
        part,
        code,
        all,
        concat(List.of(List.of(table.use(), table.leaveControls()), rights)),
        fallback,
        settings);
  }

  /** By name and not by reference: Intake and Look call each other. */
  private Right call(Part part) {
    return Right.to("Call" + (part == Part.LOOK ? "Look" : "Intake"), "lambda:InvokeFunction")
        .on(settings.arn("lambda", "function:" + part.qualifiedName()));
  }

  private static List<Right> concat(List<List<Right>> rights) {
    return rights.stream().flatMap(List::stream).toList();
  }

  private Construct agentScope() {
    Construct scope = (Construct) getNode().tryFindChild("Agents");
    return scope == null ? new Construct(this, "Agents") : scope;
  }

  private void output(String name, String value, String description) {
    CfnOutput.Builder.create(this, name).value(value).description(description).build();
  }
}
