"""Schedules say when they fire next."""

import time


def test_a_schedule_of_a_minute_fires_next_a_minute_after_it_was_made(local_aws):
    made = time.time()
    local_aws.client("scheduler").create_schedule(
        Name="each-minute",
        ScheduleExpression="rate(1 minute)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": "arn:aws:sqs:eu-west-1:000000000000:q", "RoleArn": "arn:aws:iam::000000000000:role/r"},
    )

    schedules = local_aws.call("GET", "/_local/schedules")["schedules"]

    (schedule,) = [schedule for schedule in schedules if schedule["name"] == "each-minute"]
    assert 59 <= schedule["next"] - made <= 62


def test_a_schedule_that_is_moved_fires_then_and_keeps_its_rate(local_aws):
    queue = local_aws.client("sqs").create_queue(QueueName="moved")["QueueUrl"]
    local_aws.client("scheduler").create_schedule(
        Name="moved",
        ScheduleExpression="rate(1 minute)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={
            "Arn": "arn:aws:sqs:eu-west-1:000000000000:moved",
            "RoleArn": "arn:aws:iam::000000000000:role/r",
            "Input": "turn",
        },
    )
    soon = time.time() + 1

    moved = local_aws.call("POST", "/_local/schedules", {"name": "moved", "next": soon})

    assert {"name": "moved", "next": soon} in moved["schedules"]
    messages = local_aws.client("sqs").receive_message(QueueUrl=queue, WaitTimeSeconds=10)["Messages"]
    assert messages[0]["Body"] == "turn"
    schedules = local_aws.call("GET", "/_local/schedules")["schedules"]
    (due,) = [schedule["next"] for schedule in schedules if schedule["name"] == "moved"]
    assert 58 <= due - soon <= 65
