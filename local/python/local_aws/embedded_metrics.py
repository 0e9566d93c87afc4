"""Metrics in the embedded metric format come out of the logs, as CloudWatch Logs extracts them.

The responder's functions write their metrics as log lines, which costs a cold start nothing. MiniStack keeps the lines
and extracts nothing, so that no alarm on such a metric could fire.
"""

import json
import logging
import time
from typing import Any

import ministack.services.cloudwatch as cloudwatch
import ministack.services.cloudwatch_logs as logs

from local_aws.mending import replace

_log = logging.getLogger("local_aws.embedded_metrics")
_MARK = '"CloudWatchMetrics"'


def install() -> None:
    replace(logs, "_append_log_events", _extracting)


def _extracting(original: Any) -> Any:
    def append(stream: dict, events: list[dict]) -> None:
        original(stream, events)
        for event in events:
            if _MARK in event["message"]:
                _extract(event["message"])

    return append


def _extract(line: str) -> None:
    try:
        document = json.loads(line[line.index("{") :])
        metadata = document["_aws"]
        for directive in metadata["CloudWatchMetrics"]:
            for names in directive.get("Dimensions") or [[]]:
                dimensions = {name: str(document[name]) for name in names}
                for metric in directive["Metrics"]:
                    _record(directive["Namespace"], dimensions, metric, document, metadata)
    except (ValueError, KeyError, TypeError) as error:
        # As on AWS: a line that is not in the format stays a line. But here somebody is developing it.
        _log.warning("No metric was extracted from a log line (%s: %s): %s", type(error).__name__, error, line[:300])


def _record(namespace: str, dimensions: dict[str, str], metric: dict, document: dict, metadata: dict) -> None:
    found = document[metric["Name"]]
    bucket = cloudwatch._metric_bucket((namespace, metric["Name"], cloudwatch._dims_key(dimensions)))
    for value in found if isinstance(found, list) else [found]:
        bucket.append(
            {
                "Timestamp": metadata.get("Timestamp", time.time() * 1000) / 1000,
                "Value": float(value),
                "Unit": metric.get("Unit", "None"),
                "Dimensions": dimensions,
            }
        )
