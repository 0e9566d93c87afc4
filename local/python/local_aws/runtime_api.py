"""A warm invocation is as fast as the function.

MiniStack's Runtime API loses 40 ms an invocation to Nagle's algorithm, and 50 ms to waiting for a log line that does
not come. Timings of the demo and of the benchmarks would be those of the simulation, not of the responder.
"""

from typing import Any

import ministack.core.lambda_runtime as lambda_runtime

from local_aws.mending import replace

_LOG_WAIT_SECONDS = 0.003


def install() -> None:
    replace(lambda_runtime.ProvidedWorker, "_build_handler_class", _without_nagle)
    replace(lambda_runtime.ProvidedWorker, "_drain_stderr_bounded", _without_long_wait)


def _without_nagle(original: Any) -> Any:
    def build(self: Any, generation: int, pending: Any) -> Any:
        handler = original(self, generation, pending)
        handler.disable_nagle_algorithm = True
        return handler

    return build


def _without_long_wait(original: Any) -> Any:
    def drain(
        self: Any,
        first_line_wait: float = _LOG_WAIT_SECONDS,
        idle_confirm: float = _LOG_WAIT_SECONDS,
        hard_cap: float = 0.25,
    ) -> str:
        return original(self, first_line_wait, idle_confirm, hard_cap)

    return drain
