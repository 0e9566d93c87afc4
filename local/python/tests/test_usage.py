"""What is used is counted by caller, as AWS would bill it."""

import pytest
from botocore.exceptions import ClientError

KEY = {"pk": {"S": "a"}}


def test_request_units_and_calls_are_counted_from_the_beginning_on(local_aws):
    dynamodb = local_aws.client("dynamodb")
    dynamodb.create_table(
        TableName="usage",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName="usage", Item=KEY)
    local_aws.call("POST", "/_local/usage")

    dynamodb.put_item(TableName="usage", Item=KEY | {"text": {"S": "x" * 1500}})
    dynamodb.get_item(TableName="usage", Key=KEY, ConsistentRead=True)
    dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": "usage", "Item": {"pk": {"S": "b"}}}}])
    with pytest.raises(ClientError):
        dynamodb.put_item(TableName="usage", Item=KEY, ConditionExpression="attribute_not_exists(pk)")

    usage = local_aws.call("GET", "/_local/usage")
    assert usage["units"]["root"] == {"read": 1, "write": 2 + 2 + 1}
    assert usage["calls"]["root"]["dynamodb:PutItem"] == 2
    assert usage["calls"]["root"]["dynamodb:GetItem"] == 1


def test_invocations_are_counted_by_function(local_aws, java_function):
    java_function("probe-usage")
    local_aws.call("POST", "/_local/usage")

    for _ in range(2):
        local_aws.client("lambda").invoke(FunctionName="probe-usage", Payload="{}")

    function = local_aws.call("GET", "/_local/usage")["functions"]["probe-usage"]
    assert (function["invocations"], function["errors"]) == (2, 0)
    assert function["milliseconds"] > 0
