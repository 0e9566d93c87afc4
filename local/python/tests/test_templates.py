"""What MiniStack's CloudFormation would drop of a template."""

import json

from conftest import ACCOUNT, REGION


def test_a_global_table_keeps_its_time_to_live_and_its_recovery(local_aws, deploy):
    properties = {
        "TableName": "kept",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
        "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True},
        "Replicas": [
            {"Region": REGION, "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True}}
        ],
    }

    deploy("table", {"Table": {"Type": "AWS::DynamoDB::GlobalTable", "Properties": properties}})

    dynamodb = local_aws.client("dynamodb")
    assert dynamodb.describe_time_to_live(TableName="kept")["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "ENABLED",
        "AttributeName": "expires",
    }
    backups = dynamodb.describe_continuous_backups(TableName="kept")["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_topic_keeps_its_key_and_cloudwatch_publishes_where_the_keys_policy_lets_it(local_aws, deploy, queue):
    arrived = queue("from-encrypted")
    key_policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
            },
        ],
    }
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:kept"
    deploy(
        "topic",
        {
            "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": key_policy}},
            "Topic": {
                "Type": "AWS::SNS::Topic",
                "Properties": {"TopicName": "kept", "KmsMasterKeyId": {"Fn::GetAtt": ["Key", "Arn"]}},
            },
        },
    )
    local_aws.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arrived.arn)
    cloudwatch = local_aws.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="to-encrypted",
        Namespace="Encrypted",
        MetricName="Errors",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[topic],
    )

    cloudwatch.set_alarm_state(AlarmName="to-encrypted", StateValue="ALARM", StateReason="by hand")

    assert json.loads(arrived.next()["Message"])["AlarmName"] == "to-encrypted"
    assert ":key/" in local_aws.client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["KmsMasterKeyId"]


def test_a_tick_publishes_to_a_topic_that_enforces_tls(local_aws, queue):
    arrived, dead_letters = queue("over-tls"), queue("over-tls-dead-letters")
    sns = local_aws.client("sns")
    topic = sns.create_topic(Name="over-tls")["TopicArn"]
    statements = [
        {
            "Effect": "Allow",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": topic,
        },
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sns:Publish",
            "Resource": topic,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arrived.arn)
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    local_aws.client("cloudwatch").put_metric_alarm(
        AlarmName="over-tls",
        Namespace="AWS/SQS",
        MetricName="ApproximateNumberOfMessagesVisible",
        Dimensions=[{"Name": "QueueName", "Value": "over-tls-dead-letters"}],
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[topic],
    )

    local_aws.client("sqs").send_message(QueueUrl=dead_letters.url, MessageBody="{}")

    assert json.loads(arrived.next()["Message"])["NewStateValue"] == "ALARM"
