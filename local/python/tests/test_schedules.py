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
