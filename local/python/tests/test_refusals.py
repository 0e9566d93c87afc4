"""A service refuses on demand, with the error that the SDK knows from AWS."""

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def refuse(local_aws):
    yield lambda **how: local_aws.call("POST", "/_local/refuse", how)
    local_aws.call("DELETE", "/_local/refuse")


def send_email(local_aws, **as_whom):
    local_aws.client("sesv2", **as_whom).send_email(
        FromEmailAddress="responder@example.net",
        Destination={"ToAddresses": ["oncall@example.net"]},
        Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
    )


def test_ses_refuses_an_unverified_sender_without_being_told(local_aws):
    with pytest.raises(ClientError, match="Email address is not verified"):
        send_email(local_aws)


def test_ses_refuses_as_often_as_told(local_aws, refuse):
    local_aws.client("sesv2").create_email_identity(EmailIdentity="example.net")
    refuse(service="ses", times=1)

    with pytest.raises(ClientError) as refused:
        send_email(local_aws)
    send_email(local_aws)

    assert refused.value.response["Error"]["Code"] == "MessageRejected"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert local_aws.call("GET", "/_local/refuse")["refusals"][0]["refused"] == 1


def test_sns_refuses_sms_but_not_topics(local_aws, refuse):
    sns = local_aws.client("sns")
    topic = sns.create_topic(Name="still-served")["TopicArn"]
    refuse(service="sns-sms", times=-1)

    for _ in range(2):
        with pytest.raises(ClientError) as refused:
            sns.publish(PhoneNumber="+353850000002", Message="m")
    sns.publish(TopicArn=topic, Message="m")

    assert refused.value.response["Error"]["Code"] == "Throttled"
    local_aws.call("DELETE", "/_local/refuse?service=sns-sms")
    sns.publish(PhoneNumber="+353850000002", Message="m")


def test_a_table_throttles_and_a_bucket_slows_down(local_aws, refuse):
    dynamodb, s3 = local_aws.client("dynamodb"), local_aws.client("s3")
    dynamodb.create_table(
        TableName="incidents",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    s3.create_bucket(Bucket="records", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    refuse(service="dynamodb", operation="PutItem", times=1)
    refuse(service="s3", times=1)

    with pytest.raises(dynamodb.exceptions.ProvisionedThroughputExceededException):
        dynamodb.put_item(TableName="incidents", Item={"pk": {"S": "1"}})
    with pytest.raises(ClientError) as slow:
        s3.put_object(Bucket="records", Key="a/b", Body=b"x")

    assert slow.value.response["Error"]["Code"] == "SlowDown"
    assert slow.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503
    dynamodb.put_item(TableName="incidents", Item={"pk": {"S": "1"}})
    s3.put_object(Bucket="records", Key="a/b", Body=b"x")


def test_only_one_roles_calls_are_refused(local_aws, refuse, role, credentials):
    local_aws.client("sesv2").create_email_identity(EmailIdentity="example.net")
    teller = credentials(role("teller", ("ses:SendEmail", "*")))
    other = credentials(role("somebody", ("ses:SendEmail", "*")))
    refuse(service="ses", error="TooManyRequestsException", role="teller")

    send_email(local_aws, **other)
    with pytest.raises(ClientError) as refused:
        send_email(local_aws, **teller)

    assert refused.value.response["Error"]["Code"] == "TooManyRequestsException"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429


def test_an_unknown_service_needs_an_operation(local_aws):
    import urllib.error

    with pytest.raises(urllib.error.HTTPError, match="400"):
        local_aws.call("POST", "/_local/refuse", {"service": "states"})
