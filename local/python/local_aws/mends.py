"""All mends, in the order in which they must be laid over each other."""

from os import PathLike
from pathlib import Path

import ministack.core.lambda_runtime as lambda_runtime

from local_aws import (
    admin_routes,
    agentcore_proxy,
    alarms,
    async_delivery,
    authorization,
    aws_events,
    crashes,
    embedded_metrics,
    event_buses,
    executions,
    function_calls,
    java_functions,
    java_packages,
    log_exports,
    log_patterns,
    outbox,
    refusals,
    runtime_api,
    schedules,
    secure_transport,
    service_metrics,
    template_properties,
    undeliverable_events,
    usage,
)
from local_aws.settings import Settings


def install(settings: Settings, library: PathLike[str]) -> None:
    java_functions.install(settings.ric_dir, Path(library), settings.endpoint)
    java_packages.install()
    runtime_api.install()
    service_metrics.install()
    async_delivery.install()
    undeliverable_events.install()
    event_buses.install()
    executions.install()
    alarms.install()
    template_properties.install()
    embedded_metrics.install()
    log_exports.install()
    log_patterns.install()
    outbox.install()
    secure_transport.install()
    authorization.install()
    if settings.agentcore_url:
        agentcore_proxy.install(settings.agentcore_url)
    admin_routes.install()
    schedules.install()
    aws_events.install()
    refusals.install()
    usage.install()
    function_calls.install()
    crashes.install()


def start(settings: Settings) -> None:
    """Starts what runs in the background."""
    alarms.evaluation.start_ticking(settings.alarm_tick_seconds, also=service_metrics.record_queues)


def stop() -> None:
    """Ends every function's process, and removes their code."""
    lambda_runtime.reset()
    java_packages.remove_all()
