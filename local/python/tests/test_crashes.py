"""A function's JVM dies at the call or the moment that is asked for, and no other one does."""

import json
import threading
import urllib.error

import pytest
from conftest import Queue, eventually

WORKS = ("sns:Publish", "*")


@pytest.fixture
def crash(local_aws):
    yield lambda **how: local_aws.call("POST", "/_local/crashes", how)["number"]
    local_aws.call("DELETE", "/_local/crashes")


@pytest.fixture
def topic(local_aws, queue):
    def make(name: str) -> tuple[str, Queue]:
        sns, inbox = local_aws.client("sns"), queue(name)
        arn = sns.create_topic(Name=name)["TopicArn"]
        sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=inbox.arn)
        return arn, inbox

    return make


def invoke(local_aws, name, event):
    answer = local_aws.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event))
    return json.load(answer["Payload"])


def came(local_aws, number):
    return next(c for c in local_aws.call("GET", "/_local/crashes")["crashes"] if c["number"] == number)["came"]


def test_before_a_call_nothing_is_carried_out_and_after_it_all_is(local_aws, java_function, topic, crash):
    java_function("publisher", WORKS)
    arn, inbox = topic("of-publisher")
    event = {"do": "publish", "publish": arn, "agent": "coach"}
    how = {"about": "coach", "function": "publisher", "verb": "publish", "operation": "sns:Publish"}
    how["target"] = "of-publisher m"

    pid = invoke(local_aws, "publisher", event)["pid"]
    assert inbox.next()
    before = crash(**how, when="before")
    died_before = invoke(local_aws, "publisher", event)
    nothing = inbox.is_empty()
    after = crash(**how, when="after")
    died_after = invoke(local_aws, "publisher", event)

    assert died_before["errorType"] == died_after["errorType"] == "Runtime.ExitError"
    assert nothing
    assert inbox.next()
    assert came(local_aws, before)["pid"] == pid
    assert came(local_aws, after)["pid"] != pid
    assert invoke(local_aws, "publisher", event)["published"] == 200


def test_only_the_nth_call_of_that_agent_is_met(local_aws, java_function, topic, crash):
    java_function("chosen", WORKS)
    arn, _ = topic("of-chosen")
    number = crash(
        about="guide", function="chosen", operation="sns:Publish", target="of-chosen m", nth=2, when="before"
    )

    answers = [invoke(local_aws, "chosen", {"publish": arn, "agent": who}) for who in ("guide", "coach", "guide")]

    assert ["published" in answer for answer in answers] == [True, True, False]
    assert came(local_aws, number)["function"] == "chosen"


def test_a_moment_kills_the_process_of_that_invocation_only(local_aws, java_function, crash):
    java_function("sleeper")
    other = threading.Thread(target=lambda: answers.append(invoke(local_aws, "sleeper", {"sleep": 1500, "who": "b"})))
    answers: list = []
    crash(about="lamb", moment={"invocation": 1, "afterMs": 400})
    other.start()

    killed = invoke(local_aws, "sleeper", {"sleep": 3000, "who": "lamb"})
    other.join()

    assert killed["errorType"] == "Runtime.ExitError"
    assert answers[0]["echo"]["who"] == "b"


def test_calls_are_listed_without_what_changes(local_aws, java_function, topic):
    java_function("lister", WORKS)
    arn, _ = topic("of-lister")
    mark = local_aws.call("GET", "/_local/function-calls")["last"]
    incident = "20261125-010203-coach-ab2c"

    invoke(local_aws, "lister", {"publish": arn, "incident": incident})
    found = local_aws.call("GET", f"/_local/function-calls?after={mark}&about=coach")

    assert [(c["function"], c["operation"], c["target"]) for c in found["calls"]] == [
        ("lister", "sns:Publish", "of-lister m")
    ]
    assert found["calls"][0]["incident"] == found["invocations"][0]["incident"] == incident
    assert eventually(lambda: found["invocations"][0]["ended"]) > found["invocations"][0]["started"]


def test_an_order_without_a_point_is_refused(local_aws):
    with pytest.raises(urllib.error.HTTPError, match="400"):
        local_aws.call("POST", "/_local/crashes", {"about": "coach"})
