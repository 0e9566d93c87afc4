"""What the environment says about this start, read once and checked before anything listens."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_N = TypeVar("_N", int, float)


class CannotStart(RuntimeError):
    """Something that the local AWS needs is missing. The message says what to do about it."""


@dataclass(frozen=True)
class Settings:
    """The launcher's settings. ``host`` is the loopback: the admin routes ask for no credentials."""

    host: str
    port: int
    ric_dir: Path
    alarm_tick_seconds: float
    agentcore_url: str | None

    @property
    def endpoint(self) -> str:
        return f"http://{self.host}:{self.port}"

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Settings":
        ric_dir = environment.get("RIC_DIR")
        if not ric_dir:
            raise CannotStart(
                "RIC_DIR is not set. It names the folder that holds the jars of"
                " com.amazonaws:aws-lambda-java-runtime-interface-client, without which no Java function can run."
            )
        host = environment.get("BIND_HOST", "127.0.0.1")
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise CannotStart(f"BIND_HOST is {host}: the local AWS listens on the loopback only, set it to 127.0.0.1.")
        return Settings(
            host=host,
            port=_number(environment, "GATEWAY_PORT", "4566", int),
            ric_dir=Path(ric_dir).resolve(),
            alarm_tick_seconds=_number(environment, "CW_EVAL_SECONDS", "5", float),
            agentcore_url=(environment.get("AGENTCORE_URL") or "").rstrip("/") or None,
        )


def _number(environment: Mapping[str, str], name: str, default: str, kind: type[_N]) -> _N:
    text = environment.get(name, default)
    try:
        value = kind(text)
    except ValueError as error:
        raise CannotStart(f"{name} is '{text}', which is not a number.") from error
    if value <= 0:
        raise CannotStart(f"{name} is {text}, it must be greater than 0.")
    return value
