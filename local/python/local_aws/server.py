"""Starts MiniStack with all mends, on the loopback, and ends every function's process with it."""

import asyncio
import importlib.metadata
import os
import resource
import signal
import socket

from local_aws import MINISTACK_VERSION, jdks, runtime_interface_client
from local_aws.settings import CannotStart, Settings

_ROOT_CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
)


def run(settings: Settings) -> None:
    """Checks what is needed, then serves until SIGTERM or SIGINT. Raises CannotStart."""
    library = check(settings)
    _prepare_environment(settings)
    _install_mends(settings, library)
    asyncio.run(_serve(settings))


def check(settings: Settings) -> os.PathLike[str]:
    """Checks version, Java and port; returns the runtime interface client's native library. Raises CannotStart."""
    version = importlib.metadata.version("ministack")
    if version != MINISTACK_VERSION:
        raise CannotStart(
            f"MiniStack {version} is installed, and the mends fit {MINISTACK_VERSION}: install requirements.txt again."
        )
    library = runtime_interface_client.native_library(settings.ric_dir)
    jdks.java_for(jdks.PROJECT_RUNTIME)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotStart(
                f"Port {settings.port} on {settings.host} is taken. If the local AWS is already running, use it or"
                " stop it with `responder local down`; otherwise stop what listens there, or name another port"
                " in GATEWAY_PORT."
            ) from error
    return library


def _prepare_environment(settings: Settings) -> None:
    """Sets what MiniStack reads when it is imported. No function may inherit credentials of whoever started this."""
    for name in list(os.environ):
        if name in _ROOT_CREDENTIALS or name.startswith("AWS_ENDPOINT_URL"):
            del os.environ[name]
    os.environ |= {
        "AWS_ENDPOINT_URL": settings.endpoint,
        "BIND_HOST": settings.host,
        "GATEWAY_PORT": str(settings.port),
        "MINISTACK_HOST": settings.host,
        "LAMBDA_EXECUTOR": "local",
    }
    os.environ.setdefault("AUTH", "true")
    os.environ.setdefault("CLOUDTRAIL_RECORDING", "1")
    os.environ.setdefault("MINISTACK_REGION", "eu-west-1")
    os.environ.setdefault("IOT_MTLS_ENABLED", "0")
    os.environ.setdefault("SFTP_ENABLED", "0")


def _install_mends(settings: Settings, library: os.PathLike[str]) -> None:
    from local_aws import mends  # Not before the environment is ready: it imports MiniStack.

    mends.install(settings, library)


async def _serve(settings: Settings) -> None:
    import ministack.app as app
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    from local_aws import mends

    _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    config = Config()
    config.bind = [f"{settings.host}:{settings.port}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 1
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    mends.start(settings)
    try:
        await serve(app.app, config, shutdown_trigger=stopped.wait)
    finally:
        mends.stop()
        # Threads may still wait for a function or an execution: they end with the process, and not the other way round.
        os._exit(0)
