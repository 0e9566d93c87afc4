"""Java functions run in real JVMs, and a function that did not run is an error.

Without Docker MiniStack answers an invocation of a ``java*`` function with HTTP 200 and "Mock response": a test passes
although nothing ran. Here a ``java*`` function runs in a JVM under AWS's own runtime interface client, on MiniStack's
worker for custom runtimes (Runtime API, warm pool, timeouts). Whatever MiniStack would mock is answered with a
FunctionError instead.
"""

import json
import logging
import os
import shlex
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ministack.core.lambda_runtime as lambda_runtime
import ministack.services.lambda_svc as lambda_service

from local_aws import environments, java_packages, jdks
from local_aws.mending import replace

_log = logging.getLogger("local_aws.java_functions")
_CLIENT = "com.amazonaws.services.lambda.runtime.api.client"
_MOCK = "Mock response"
# What a function may see of the machine. Everything else of the server's environment stays with the server:
# its credentials are the account's root, and a function has its role's.
_INHERITED = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "HOME", "SSL_CERT_FILE")

# As the managed runtime starts the JVM: C1 only, serial collector, most of the memory as heap.
_BOOTSTRAP = """#!/bin/sh
exec "$LOCAL_AWS_JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \\
  "-Xmx$(( AWS_LAMBDA_FUNCTION_MEMORY_SIZE * 85 / 100 ))m" \\
  --enable-native-access=ALL-UNNAMED -D{client}.runtimeapi.NativeClient.JNI={library} \\
  -cp "$LAMBDA_TASK_ROOT/{package}:$LAMBDA_TASK_ROOT:$LAMBDA_TASK_ROOT/lib/*":{jars} {client}.AWSLambda "$_HANDLER"
"""


def install(ric_dir: Path, library: Path, endpoint: str) -> None:
    script = _BOOTSTRAP.format(
        client=_CLIENT,
        library=shlex.quote(str(library)),
        package=java_packages.JAR,
        jars=shlex.quote(f"{ric_dir}/*"),
    ).encode()

    class JavaWorker(lambda_runtime.ProvidedWorker):
        """A warm environment whose ``bootstrap`` is a JVM with the runtime interface client."""

        invocation: environments.Invocation | None = None
        access_key: str | None = None

        def _spawn(self, init_timeout: float | None = None) -> None:
            _write_bootstrap(Path(lambda_service._provided_runtime_code_dir(self.code_zip)), script)
            with environments.spawning(self):
                super()._spawn(init_timeout)

        def invoke(self, event: Any, request_id: str, **context: Any) -> dict:
            with environments.invoking(self, self.func_name, event):
                try:
                    return super().invoke(event, request_id, **context)
                except (lambda_runtime.ProvidedInitTimeout, lambda_runtime.ProvidedRuntimeError):
                    raise
                except RuntimeError as error:
                    # It died while it started. MiniStack would end all environments of the function for that.
                    payload = {"errorType": "Runtime.ExitError", "errorMessage": str(error)}
                    return {"status": "error", "error": str(error), "error_payload": payload, "log": ""}

    replace(
        lambda_runtime,
        "_worker_class_for",
        lambda original: lambda config: JavaWorker if _is_java(config) else original(config),
    )
    replace(
        lambda_service,
        "_provided_worker_env",
        lambda original: lambda config, code_dir, port: (
            function_environment(config, code_dir, port, endpoint)
            if _is_java(config)
            else original(config, code_dir, port)
        ),
    )
    replace(lambda_service, "_execute_function_dispatch", _dispatcher)


def function_environment(config: Mapping[str, Any], code_dir: str, port: int, endpoint: str) -> dict[str, str]:
    """The environment of a function's JVM: Lambda's variables, its role's credentials, and the function's own."""
    name = config["FunctionName"]
    _, region = lambda_runtime._account_region_from_function_config(config)
    version = config.get("Version", "$LATEST")
    logging_config = config.get("LoggingConfig") or {}
    environment = {key: os.environ[key] for key in _INHERITED if key in os.environ}
    environment |= lambda_service._runtime_env_vars(config)
    environment |= environments.credentials(config)
    environment |= {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{config['Runtime']}",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(config.get("MemorySize", 128)),
        "AWS_LAMBDA_FUNCTION_NAME": name,
        "AWS_LAMBDA_FUNCTION_VERSION": version,
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": logging_config.get("LogGroup") or f"/aws/lambda/{name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": f"{time.strftime('%Y/%m/%d', time.gmtime())}/[{version}]{port}",
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
        "AWS_DEFAULT_REGION": region,
        "AWS_REGION": region,
        "LAMBDA_TASK_ROOT": code_dir,
        "LOCAL_AWS_JAVA": str(jdks.java_for(config["Runtime"])),
        "_HANDLER": config.get("Handler", ""),
    }
    if "LogFormat" in logging_config:
        environment["AWS_LAMBDA_LOG_FORMAT"] = logging_config["LogFormat"]
    if "ApplicationLogLevel" in logging_config:
        environment["AWS_LAMBDA_LOG_LEVEL"] = logging_config["ApplicationLogLevel"]
    return environment


def _is_java(config: Mapping[str, Any]) -> bool:
    return str(config.get("Runtime", "")).startswith("java") and config.get("PackageType", "Zip") == "Zip"


def _write_bootstrap(code_dir: Path, script: bytes) -> None:
    bootstrap = code_dir / "bootstrap"
    # No fork may overlap the write: the child would inherit the open file and could not execute it.
    with lambda_service._provided_code_lock:
        if not bootstrap.is_file() or bootstrap.read_bytes() != script:
            unfinished = code_dir / "bootstrap.unfinished"
            unfinished.write_bytes(script)
            unfinished.chmod(0o755)
            unfinished.replace(bootstrap)


def _dispatcher(original: Any) -> Any:
    def dispatch(func: dict, config: dict, event: Any, request_id: str, started: float) -> dict:
        if not _is_java(config):
            return _refuse_mock(config, original(func, config, event, request_id, started))
        try:
            jdks.java_for(config["Runtime"])
        except jdks.NoJdk as error:
            return _not_run(config, str(error))
        result = _refuse_mock(config, lambda_service._execute_function_provided_warm(func, event, request_id))
        lambda_service._emit_lambda_logs(
            func,
            request_id,
            result.get("log", ""),
            bool(result.get("error")),
            int((time.time() - started) * 1000),
            log_source=result.get("log_source"),
        )
        return result

    return dispatch


def _refuse_mock(config: Mapping[str, Any], result: dict) -> dict:
    body = result.get("body")
    if isinstance(body, dict) and str(body.get("body", "")).startswith(_MOCK):
        return _not_run(config, str(body["body"]).removeprefix(_MOCK).lstrip(" -"))
    return result


def _not_run(config: Mapping[str, Any], reason: str) -> dict:
    message = f"{config.get('FunctionName', 'The function')} did not run: {reason}"
    _log.error(message)
    body = {"errorType": "Runtime.InvalidEntrypoint", "errorMessage": message}
    return {"body": body, "error": True, "log": json.dumps(body)}
