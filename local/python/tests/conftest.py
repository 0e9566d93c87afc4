"""Starts the real server once for all tests, on a free port, as the launcher does."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar
from typing import Any

import boto3
import pytest
from botocore.config import Config

REGION = "eu-west-1"
ACCOUNT = "000000000000"
PROJECT = Path(__file__).resolve().parents[1]
os.environ.setdefault("RIC_DIR", str(PROJECT.parents[1] / ".responder" / "ric" / "lib"))
if "JAVA_HOME" in os.environ:
    os.environ.setdefault("LAMBDA_JAVA_HOME_25", os.environ["JAVA_HOME"])

T = TypeVar("T")


class LocalAws:
    """A running local AWS."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self.process = process
        self.endpoint = f"http://127.0.0.1:{port}"

    def client(
        self,
        service: str,
        key: str = "test",
        secret: str = "test",
        token: str | None = None,
        region: str = REGION,
    ) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=region,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 1}),
        )

    def call(self, method: str, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.endpoint + path, data=data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def launch(port: int, **changes: str | None) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment |= {
        "PYTHONPATH": str(PROJECT),
        "GATEWAY_PORT": str(port),
        "CW_EVAL_SECONDS": "0.3",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "a secret of the server",
        "SERVER_SECRET": "of nobody's business",
        "LOG_LEVEL": "WARNING",
    }
    for name, value in changes.items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value
    return subprocess.Popen([sys.executable, "-m", "local_aws"], env=environment, stderr=subprocess.PIPE)


def wait_until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"The server ended: {process.stderr.read().decode() if process.stderr else ''}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_local/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError("The server did not come up in 20 seconds")


def eventually(look: Callable[[], T | None], seconds: float = 10) -> T:
    """What ``look`` finds, as soon as it finds something."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"Nothing within {seconds} seconds")
        time.sleep(0.1)


@pytest.fixture(scope="session")
def agentcore() -> Iterator[str]:
    """Stands where the simulated AgentCore stands, and answers each call with what it got."""

    class Echo(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            answer = json.dumps({"agentRuntimeId": "echo-0123456789", "path": self.path, "body": body}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = do_DELETE = _answer

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="session")
def local_aws(tmp_path_factory: pytest.TempPathFactory, agentcore: str) -> Iterator[LocalAws]:
    port = free_port()
    log = tmp_path_factory.mktemp("server") / "stderr"
    process = launch(port, AGENTCORE_URL=agentcore)
    drained = _drain(process, log)
    try:
        wait_until_up(port, process)
        yield LocalAws(port, process)
    finally:
        process.terminate()
        process.wait(timeout=15)
        drained.wait(timeout=5)


def _drain(process: subprocess.Popen[bytes], log: Path) -> Any:
    done = threading.Event()

    def copy() -> None:
        with log.open("wb") as file:
            shutil.copyfileobj(process.stderr, file)
        done.set()

    threading.Thread(target=copy, daemon=True).start()
    return done


class Queue:
    """A queue and what arrives in it."""

    def __init__(self, local_aws: LocalAws, name: str) -> None:
        self._sqs = local_aws.client("sqs")
        self.url = self._sqs.create_queue(QueueName=name)["QueueUrl"]
        self.arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
        policy = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]}
        self._sqs.set_queue_attributes(QueueUrl=self.url, Attributes={"Policy": json.dumps(policy)})

    def next(self, seconds: float = 10) -> Any:
        return json.loads(self.next_message(seconds)["Body"])

    def next_message(self, seconds: float = 10) -> dict[str, Any]:
        def receive() -> dict[str, Any] | None:
            messages = self._sqs.receive_message(
                QueueUrl=self.url, MaxNumberOfMessages=1, MessageAttributeNames=["All"]
            ).get("Messages")
            return messages[0] if messages else None

        message = eventually(receive, seconds)
        self._sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return message

    def is_empty(self) -> bool:
        return not self._sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=1).get("Messages")


@pytest.fixture
def queue(local_aws: LocalAws) -> Callable[[str], Queue]:
    return lambda name: Queue(local_aws, name)


@pytest.fixture(scope="session")
def java_zip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The package of Probe.java, compiled here."""
    home = os.environ["LAMBDA_JAVA_HOME_25"]
    out = tmp_path_factory.mktemp("probe")
    classpath = f"{os.environ['RIC_DIR']}/*"
    source = Path(__file__).with_name("Probe.java")
    subprocess.run([f"{home}/bin/javac", "-cp", classpath, "-d", str(out / "classes"), str(source)], check=True)
    return Path(shutil.make_archive(str(out / "probe"), "zip", out / "classes")).read_bytes()


@pytest.fixture(scope="session")
def role(local_aws: LocalAws) -> Callable[..., str]:
    """Makes a role with these permissions and answers its ARN."""

    def make(name: str, *permissions: tuple[str, str]) -> str:
        iam = local_aws.client("iam")
        trust = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        statements = [{"Effect": "Allow", "Action": action, "Resource": on} for action, on in permissions]
        if statements:
            policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
            iam.put_role_policy(RoleName=name, PolicyName="permissions", PolicyDocument=policy)
        return arn

    return make


@pytest.fixture(scope="session")
def java_function(local_aws: LocalAws, java_zip: bytes, role: Callable[..., str]) -> Callable[..., str]:
    """Deploys Probe.java under a name with a role of that name, and answers its ARN."""

    def deploy(name: str, *permissions: tuple[str, str], **settings: Any) -> str:
        lambda_client = local_aws.client("lambda")
        parameters = {
            "FunctionName": name,
            "Runtime": "java25",
            "Handler": "Probe::handleRequest",
            "Role": role(name, *permissions),
            "Code": {"ZipFile": java_zip},
            "Timeout": 20,
            "MemorySize": 256,
            "Environment": {"Variables": {"OWN_VARIABLE": "set"}},
        }
        return lambda_client.create_function(**(parameters | settings))["FunctionArn"]

    return deploy


@pytest.fixture(scope="session")
def credentials(local_aws: LocalAws) -> Callable[[str], dict[str, str]]:
    """The credentials of a session of a role, as arguments of LocalAws.client."""

    def assume(role_arn: str) -> dict[str, str]:
        sts = local_aws.client("sts")
        session = sts.assume_role(RoleArn=role_arn, RoleSessionName="test")["Credentials"]
        return {
            "key": session["AccessKeyId"],
            "secret": session["SecretAccessKey"],
            "token": session["SessionToken"],
        }

    return assume


@pytest.fixture(scope="session")
def deploy(local_aws: LocalAws) -> Callable[[str, dict[str, Any]], None]:
    """Deploys resources as a CloudFormation stack."""

    def create(name: str, resources: dict[str, Any]) -> None:
        cloudformation = local_aws.client("cloudformation")
        cloudformation.create_stack(
            StackName=name,
            TemplateBody=json.dumps({"Resources": resources}),
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )

        def finished() -> bool:
            stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
            assert "FAILED" not in stack["StackStatus"] and "ROLLBACK" not in stack["StackStatus"], stack
            return stack["StackStatus"] == "CREATE_COMPLETE"

        eventually(finished)

    return create
