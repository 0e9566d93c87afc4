"""An event whose target is not there goes to the target's dead-letter queue.

MiniStack logs a warning and loses it. (A function that fails is another matter: it was delivered to, and its own
asynchronous configuration decides.)
"""

import json
import logging
from typing import Any

import ministack.services.eventbridge as eventbridge
import ministack.services.lambda_svc as lambda_service
import ministack.services.sns as sns
import ministack.services.sqs as sqs
import ministack.services.stepfunctions as stepfunctions

from local_aws.mending import replace

_log = logging.getLogger("local_aws.undeliverable_events")


def install() -> None:
    replace(eventbridge, "_invoke_target", _with_dead_letters)


def _with_dead_letters(original: Any) -> Any:
    def invoke(target: dict, event: dict, rule: dict, view: Any = None) -> None:
        queue_arn = (target.get("DeadLetterConfig") or {}).get("Arn")
        if queue_arn and not _exists(target.get("Arn", "")):
            view = view or eventbridge._pattern_event_view(event)
            _bury(queue_arn, target["Arn"], rule, json.dumps(view.event_with_detail()))
            return
        original(target, event, rule, view)

    return invoke


def _exists(arn: str) -> bool:
    service = arn.split(":")[2] if arn.count(":") >= 5 else ""
    if service == "lambda":
        return lambda_service._get_func_record_for_ref(arn)[0] is not None
    if service == "sqs":
        return sqs._queue_by_arn(arn) is not None
    if service == "sns":
        return sns._topic_by_arn_any_scope(arn) is not None
    if service == "states":
        return stepfunctions._resolve_state_machine_arn(arn) is not None
    return True


def _bury(queue_arn: str, target_arn: str, rule: dict, payload: str) -> None:
    queue = sqs._queue_by_arn(queue_arn)
    if queue is None:
        _log.error("The event is lost: neither %s nor its dead-letter queue %s exists", target_arn, queue_arn)
        return
    spec = eventbridge.parse_arn(queue_arn)
    eventbridge._dispatch_to_sqs(spec, payload)
    queue["messages"][-1]["message_attributes"] = {
        name: {"DataType": "String", "StringValue": value}
        for name, value in {
            "SCHEDULE_ARN" if ":scheduler:" in rule.get("Arn", "") else "RULE_ARN": rule.get("Arn", ""),
            "TARGET_ARN": target_arn,
            "ERROR_CODE": "NO_RESOURCE",
            "ERROR_MESSAGE": "The target does not exist.",
        }.items()
    }
