import json
import os
import signal
import time

import pytest
from conftest import LocalAws, eventually, free_port, launch, wait_until_up


def invoke(local_aws, name, event=None):
    return local_aws.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event or {}))


def test_a_java_function_runs_in_a_real_jvm_with_its_roles_credentials_only(local_aws, java_function):
    java_function("probe")

    answer = invoke(local_aws, "probe", {"hello": "world"})

    assert "FunctionError" not in answer
    seen = json.load(answer["Payload"])
    environment = seen["environment"]
    assert seen["java"].startswith("25")
    assert seen["echo"] == {"hello": "world"}
    assert {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx217m"} <= set(seen["flags"])
    assert environment["OWN_VARIABLE"] == "set"
    assert environment["AWS_ENDPOINT_URL"] == local_aws.endpoint
    assert environment["AWS_REGION"] == "eu-west-1"
    assert environment["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert "SERVER_SECRET" not in environment
    assert "a secret of the server" not in environment.values()
    caller = local_aws.client(
        "sts",
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
        environment["AWS_SESSION_TOKEN"],
    ).get_caller_identity()
    assert caller["Arn"].endswith("assumed-role/probe/probe")


def test_a_warm_function_is_the_same_process_and_answers_at_once(local_aws, java_function):
    java_function("probe-warm")
    first = json.load(invoke(local_aws, "probe-warm")["Payload"])["pid"]
    started = time.monotonic()

    second = json.load(invoke(local_aws, "probe-warm")["Payload"])["pid"]

    assert second == first
    assert time.monotonic() - started < 0.5


def test_an_exception_and_a_dying_jvm_are_function_errors(local_aws, java_function):
    java_function("probe-failing")

    failed = invoke(local_aws, "probe-failing", {"fail": True})
    died = invoke(local_aws, "probe-failing", {"die": True})
    after = invoke(local_aws, "probe-failing")

    assert failed["FunctionError"] == "Unhandled"
    assert json.load(failed["Payload"])["errorType"] == "java.lang.IllegalStateException"
    assert died["FunctionError"] == "Unhandled"
    assert json.load(died["Payload"])["errorType"] == "Runtime.ExitError"
    assert "FunctionError" not in after


@pytest.mark.parametrize("runtime", ["java17", "dotnet8", "ruby3.3"])
def test_a_function_that_cannot_run_here_is_an_error_and_never_mocked(local_aws, java_function, runtime):
    name = f"cannot-run-{runtime.replace('.', '')}"
    java_function(name, Runtime=runtime)

    answer = invoke(local_aws, name)

    payload = answer["Payload"].read().decode()
    assert answer["FunctionError"] == "Unhandled"
    assert "did not run" in payload
    assert "Mock response" not in payload


def test_start_is_refused_without_the_runtime_interface_client_or_a_jdk(local_aws, tmp_path):
    for changes, expected in (
        ({"RIC_DIR": None}, "RIC_DIR is not set"),
        ({"RIC_DIR": str(tmp_path / "nowhere")}, "is not a folder"),
        ({"RIC_DIR": str(tmp_path)}, "exactly one is needed"),
        ({"LAMBDA_JAVA_HOME_25": None}, "set LAMBDA_JAVA_HOME_25"),
        ({"LAMBDA_JAVA_HOME_25": str(tmp_path)}, "cannot be executed"),
        ({"BIND_HOST": "0.0.0.0"}, "loopback only"),
        ({"GATEWAY_PORT": "abc"}, "not a number"),
        ({"GATEWAY_PORT": str(local_aws.port)}, "is taken"),
    ):
        process = launch(free_port(), **changes)
        _, error = process.communicate(timeout=10)
        assert process.returncode == 2, changes
        assert expected in error.decode(), changes


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_functions_end_with_the_server(java_zip, number):
    port = free_port()
    process = launch(port, AUTH="false")
    try:
        wait_until_up(port, process)
        other = LocalAws(port, process)
        other.client("lambda").create_function(
            FunctionName="probe",
            Runtime="java25",
            Handler="Probe::handleRequest",
            Role="arn:aws:iam::000000000000:role/probe",
            Code={"ZipFile": java_zip},
            Timeout=20,
            MemorySize=256,
        )
        jvm = json.load(invoke(other, "probe")["Payload"])["pid"]

        process.send_signal(number)
        process.wait(timeout=10)

        eventually(lambda: not os.path.exists(f"/proc/{jvm}"), seconds=5)
    finally:
        process.kill()
        process.wait(timeout=10)
