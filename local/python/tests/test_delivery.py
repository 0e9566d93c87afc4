"""What AWS delivers to functions, queues and buses, and what becomes of what it cannot deliver."""

import json
import time

from conftest import ACCOUNT, REGION, eventually


def alias_with_dead_letters(local_aws, function, queue):
    """An alias `live` whose events are tried once more, and then lie in the queue."""
    lambda_client = local_aws.client("lambda")
    version = lambda_client.publish_version(FunctionName=function)["Version"]
    arn = lambda_client.create_alias(FunctionName=function, Name="live", FunctionVersion=version)["AliasArn"]
    lambda_client.put_function_event_invoke_config(
        FunctionName=function,
        Qualifier="live",
        MaximumRetryAttempts=1,
        DestinationConfig={"OnFailure": {"Destination": queue.arn}},
    )
    return arn


def test_sns_and_eventbridge_retry_a_failing_function_as_its_alias_says(local_aws, java_function, queue):
    java_function("failing", ("sqs:SendMessage", "*"))
    dead_letters = queue("failing-dead-letters")
    alias = alias_with_dead_letters(local_aws, "failing", dead_letters)
    sns, events = local_aws.client("sns"), local_aws.client("events")
    topic = sns.create_topic(Name="failing")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=alias)
    events.put_rule(Name="failing", EventPattern=json.dumps({"source": ["failing"]}))
    events.put_targets(Rule="failing", Targets=[{"Id": "f", "Arn": alias, "Input": json.dumps({"fail": "events"})}])

    events.put_events(Entries=[{"Source": "failing", "DetailType": "x", "Detail": "{}"}])

    buried = dead_letters.next()
    assert buried["requestPayload"] == {"fail": "events"}
    assert buried["responsePayload"]["errorType"] == "java.lang.IllegalStateException"
    sns.publish(TopicArn=topic, Message="served without a failure")
    eventually(lambda: invocations(local_aws, "failing", "Invocations") == 3)
    assert invocations(local_aws, "failing", "Errors") == 2


def test_a_role_without_rights_writes_no_dead_letter(local_aws, java_function, queue):
    java_function("powerless")
    dead_letters = queue("powerless-dead-letters")
    local_aws.client("sqs").set_queue_attributes(QueueUrl=dead_letters.url, Attributes={"Policy": ""})
    alias = alias_with_dead_letters(local_aws, "powerless", dead_letters)

    local_aws.client("lambda").invoke(
        FunctionName=alias, InvocationType="Event", Payload=json.dumps({"fail": "alone"})
    )

    eventually(lambda: invocations(local_aws, "powerless", "Errors") == 2)
    time.sleep(1)
    assert dead_letters.is_empty()


def invocations(local_aws, function, metric):
    now = time.time()
    statistics = local_aws.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/Lambda",
        MetricName=metric,
        Dimensions=[
            {"Name": "FunctionName", "Value": function},
            {"Name": "Resource", "Value": f"{function}:live"},
        ],
        StartTime=now - 300,
        EndTime=now + 60,
        Period=3600,
        Statistics=["Sum"],
    )
    return sum(point["Sum"] for point in statistics["Datapoints"])


def test_an_event_for_a_missing_target_lies_in_the_targets_dead_letter_queue(local_aws, queue):
    dead_letters = queue("target-dead-letters")
    events = local_aws.client("events")
    missing = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:missing"
    events.put_rule(Name="missing", EventPattern=json.dumps({"source": ["missing"]}))
    events.put_targets(
        Rule="missing", Targets=[{"Id": "f", "Arn": missing, "DeadLetterConfig": {"Arn": dead_letters.arn}}]
    )

    events.put_events(Entries=[{"Source": "missing", "DetailType": "x", "Detail": json.dumps({"a": 1})}])

    message = dead_letters.next_message()
    assert json.loads(message["Body"])["detail"] == {"a": 1}
    assert message["MessageAttributes"]["TARGET_ARN"]["StringValue"] == missing


def test_aws_own_events_come_in_with_their_time(local_aws, queue):
    here, events = queue("own-events"), local_aws.client("events")
    events.put_rule(Name="health", EventPattern=json.dumps({"source": ["aws.health"]}))
    events.put_targets(Rule="health", Targets=[{"Id": "q", "Arn": here.arn}])

    local_aws.call(
        "POST",
        f"/_local/aws-events?region={REGION}",
        {
            "Entries": [
                {
                    "Source": "aws.health",
                    "DetailType": "AWS Health Event",
                    "Detail": json.dumps({"service": "BEDROCK"}),
                    "Time": "2026-11-24T21:00:00Z",
                }
            ]
        },
    )

    event = here.next()
    assert (event["source"], event["time"]) == ("aws.health", "2026-11-24T21:00:00Z")
    assert event["detail"] == {"service": "BEDROCK"}


def test_a_rule_sends_to_a_bus_in_another_region(local_aws, role):
    there = "eu-central-1"
    events_here, events_there = local_aws.client("events"), local_aws.client("events", region=there)
    sqs_there = local_aws.client("sqs", region=there)
    url = sqs_there.create_queue(QueueName="watch")["QueueUrl"]
    events_there.put_rule(Name="watch", EventPattern=json.dumps({"source": ["responder"]}))
    events_there.put_targets(
        Rule="watch", Targets=[{"Id": "q", "Arn": f"arn:aws:sqs:{there}:{ACCOUNT}:watch"}]
    )
    events_here.put_rule(Name="watch", EventPattern=json.dumps({"source": ["responder"]}))
    bus = f"arn:aws:events:{there}:{ACCOUNT}:event-bus/default"
    events_here.put_targets(Rule="watch", Targets=[{"Id": "b", "Arn": bus, "RoleArn": role("forwarding")}])

    events_here.put_events(Entries=[{"Source": "responder", "DetailType": "heartbeat", "Detail": "{}"}])

    body = eventually(lambda: sqs_there.receive_message(QueueUrl=url).get("Messages"))[0]["Body"]
    assert json.loads(body)["region"] == REGION


def test_a_queue_tells_how_many_messages_wait_in_it(local_aws, queue):
    waiting = queue("waiting")
    local_aws.client("sqs").send_message(QueueUrl=waiting.url, MessageBody="{}")

    def visible():
        now = time.time()
        points = local_aws.client("cloudwatch").get_metric_statistics(
            Namespace="AWS/SQS",
            MetricName="ApproximateNumberOfMessagesVisible",
            Dimensions=[{"Name": "QueueName", "Value": "waiting"}],
            StartTime=now - 300,
            EndTime=now + 60,
            Period=3600,
            Statistics=["Maximum"],
        )["Datapoints"]
        return points and points[0]["Maximum"] == 1

    eventually(visible)


def test_what_people_get_lies_in_the_outbox(local_aws, deploy):
    deploy("sender", {"Sender": {"Type": "AWS::SES::EmailIdentity", "Properties": {"EmailIdentity": "example.org"}}})
    sns = local_aws.client("sns")
    topic = sns.create_topic(Name="people")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="oncall@example.org")

    local_aws.client("sesv2").send_email(
        FromEmailAddress="responder@example.org",
        Destination={"ToAddresses": ["oncall@example.org"]},
        Content={
            "Simple": {
                "Subject": {"Data": "P1 – down"},
                "Body": {"Text": {"Data": "It is down"}, "Html": {"Data": "<p>It is down</p>"}},
            }
        },
    )
    sns.publish(PhoneNumber="+353850000001", Message="It is down")
    sns.publish(TopicArn=topic, Subject="P1", Message="It is down, says the topic")

    outbox = local_aws.call("GET", "/_local/outbox")
    mail = outbox["mails"][-1]
    assert (mail["Subject"], mail["BodyText"], mail["BodyHtml"]) == ("P1 – down", "It is down", "<p>It is down</p>")
    assert mail["To"] == ["oncall@example.org"]
    assert outbox["sms"][-1]["PhoneNumber"] == "+353850000001"
    assert outbox["sms"][-1]["Timestamp"] >= mail["Timestamp"]
    assert outbox["topicMessages"][-1]["Message"] == "It is down, says the topic"
    assert local_aws.call("GET", "/_ministack/ses/messages")["messages"][ACCOUNT][-1]["BodyText"] == "It is down"
    assert local_aws.call("GET", "/_ministack/sns/sms-messages")["sms_messages"]["+353850000001"]


def test_a_log_group_is_exported_to_a_bucket(local_aws):
    logs, s3 = local_aws.client("logs"), local_aws.client("s3")
    s3.create_bucket(Bucket="exports", CreateBucketConfiguration={"LocationConstraint": REGION})
    logs.create_log_group(logGroupName="/agent")
    logs.create_log_stream(logGroupName="/agent", logStreamName="one")
    now = int(time.time() * 1000)
    logs.put_log_events(
        logGroupName="/agent", logStreamName="one", logEvents=[{"timestamp": now, "message": "line"}]
    )

    task = logs.create_export_task(logGroupName="/agent", fromTime=now - 1, to=now + 1, destination="exports")

    keys = [entry["Key"] for entry in s3.list_objects_v2(Bucket="exports")["Contents"]]
    assert f"exportedlogs/{task['taskId']}/one/000000.gz" in keys
    assert logs.describe_export_tasks(taskId=task["taskId"])["exportTasks"][0]["status"]["code"] == "COMPLETED"


def test_a_function_prints_a_metric_and_an_alarm_can_see_it(local_aws, java_function):
    java_function("printing", LoggingConfig={"LogFormat": "JSON", "LogGroup": "/aws/lambda/printing"})
    line = {
        "_aws": {
            "Timestamp": int(time.time() * 1000),
            "CloudWatchMetrics": [
                {
                    "Namespace": "Printed",
                    "Dimensions": [["agent"]],
                    "Metrics": [{"Name": "failures", "Unit": "Count"}],
                }
            ],
        },
        "agent": "mine",
        "failures": 2,
    }

    event = {"print": json.dumps(line), "log": "a line of the logger"}
    local_aws.client("lambda").invoke(FunctionName="printing", Payload=json.dumps(event))

    metrics = local_aws.client("cloudwatch").list_metrics(Namespace="Printed")["Metrics"]
    assert metrics == [
        {
            "Namespace": "Printed",
            "MetricName": "failures",
            "Dimensions": [{"Name": "agent", "Value": "mine"}],
        }
    ]
    logged = local_aws.client("logs").filter_log_events(logGroupName="/aws/lambda/printing")["events"]
    own = [event["message"] for event in logged if "a line of the logger" in event["message"]]
    assert len(own) == 1
    assert json.loads(own[0])["message"] == "a line of the logger"


def test_a_notification_for_a_missing_function_lies_in_the_subscriptions_dead_letter_queue(local_aws, queue):
    dead_letters = queue("subscription-dead-letters")
    sns = local_aws.client("sns")
    topic = sns.create_topic(Name="to-nobody")["TopicArn"]
    sns.subscribe(
        TopicArn=topic,
        Protocol="lambda",
        Endpoint=f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:nobody",
        Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_letters.arn})},
    )

    sns.publish(TopicArn=topic, Message="is anybody there")

    assert dead_letters.next()["Message"] == "is anybody there"
