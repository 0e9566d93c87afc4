"""Announces a change of an alarm's state: to its actions (SNS topics, functions) and on EventBridge, at one moment."""

import json
import logging
import time
from typing import Any

import ministack.app as app
import ministack.services.cloudwatch as cloudwatch
import ministack.services.eventbridge as eventbridge
import ministack.services.kms as kms
import ministack.services.sns as sns
from ministack.core import iam_evaluator, responses

from local_aws import async_delivery, aws_events
from local_aws.alarms import messages
from local_aws.alarms.messages import Change, State
from local_aws.mending import replace

_log = logging.getLogger("local_aws.alarms")
_ACTIONS = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}
_PUBLISHER = "cloudwatch.amazonaws.com"
# The state that each alarm had last, by ARN: MiniStack keeps none of the one before.
_states: dict[str, State] = {}


class ActionFailed(RuntimeError):
    """An alarm's action that could not be carried out. The message says why."""


def install() -> None:
    replace(cloudwatch, "_dispatch_alarm_actions", lambda _original: announce)
    replace(cloudwatch, "reset", _with_reset)


def announce(alarm: dict[str, Any], old_state: str, new_state: str, reason: str) -> None:
    """Tells everybody who is to know that an alarm of the current account and region changed its state."""
    now = round(time.time(), 3)
    alarm["StateUpdatedTimestamp"] = now
    arn = alarm["AlarmArn"]
    current = State(new_state, reason, alarm.get("StateReasonData"), now)
    previous = _states.get(arn) or State(
        old_state,
        "Unchecked: Initial alarm creation",
        None,
        float(alarm.get("AlarmConfigurationUpdatedTimestamp") or now),
    )
    _states[arn] = current
    change = Change(_shown(alarm), previous, current, responses.get_account_id(), responses.get_region())
    _put_on_eventbridge(change)
    if not alarm.get("ActionsEnabled", True):
        return
    for action in alarm.get(_ACTIONS[new_state]) or []:
        _carry_out(action, change)


def _shown(alarm: dict[str, Any]) -> dict[str, Any]:
    if not alarm.get("AlarmRule"):
        return alarm
    triggering = json.loads(alarm.get("StateReasonData") or "{}").get("triggeringAlarms", [])
    return alarm | {"_triggering": triggering}


def _put_on_eventbridge(change: Change) -> None:
    eventbridge._ensure_default_bus()
    entry = messages.event(change)
    aws_events.emit(entry | {"Detail": json.dumps(entry["Detail"])})


def _carry_out(action: str, change: Change) -> None:
    name = change.alarm["AlarmName"]
    try:
        service = action.split(":")[2]
        if service == "sns":
            _publish(action, change)
        elif service == "lambda":
            if not async_delivery.invoke(action, messages.lambda_action(change)):
                raise ActionFailed("the function does not exist")
        else:
            raise ActionFailed(f"actions of {service} are not carried out locally")
    except ActionFailed as error:
        _log.error("Alarm %s failed to execute action %s: %s", name, action, error)
        _record_action(name, f"Failed to execute action {action}. Received error: {error}")
    else:
        _record_action(name, f"Successfully executed action {action}")


def _publish(topic_arn: str, change: Change) -> None:
    topic = sns._topic_by_arn_any_scope(topic_arn)
    if topic is None:
        raise ActionFailed("the topic does not exist")
    if not sns.topic_policy_allows(topic_arn, _PUBLISHER, change.alarm["AlarmArn"], change.account):
        raise ActionFailed(f"CloudWatch Alarms is not authorized to perform: SNS:Publish on resource: {topic_arn}")
    _check_key(topic.get("attributes", {}).get("KmsMasterKeyId"), change)
    sns._fanout(
        topic_arn, responses.new_uuid(), json.dumps(messages.sns_message(change)), messages.subject(change)
    )


def _check_key(key: str | None, change: Change) -> None:
    """CloudWatch publishes to an encrypted topic only where the key's policy names it; AWS's own key never does."""
    if not key or not app.AUTH:
        return
    if key.endswith("alias/aws/sns"):
        raise ActionFailed("null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException): alias/aws/sns")
    record = kms._resolve_key(key)
    if record is None:
        raise ActionFailed(f"the key {key} does not exist")
    for action in ("kms:GenerateDataKey", "kms:Decrypt"):
        request = iam_evaluator.EvalContext(
            principal_arn="*",
            principal_type="Service",
            principal_account="",
            action=action,
            resource_arn=record.get("Arn", "*"),
            region=change.region,
            service_context={"aws:sourcearn": change.alarm["AlarmArn"], "aws:sourceaccount": change.account},
        )
        policy = record.get("Policy")
        if not policy:
            return
        if iam_evaluator.evaluate_resource_policy(policy, request, service=_PUBLISHER).decision != "Allow":
            raise ActionFailed(f"the policy of the key {key} does not allow {_PUBLISHER} {action}")


def _record_action(alarm_name: str, summary: str) -> None:
    cloudwatch._history_entries().append(
        {
            "AlarmName": alarm_name,
            "AlarmType": "MetricAlarm" if alarm_name in cloudwatch._alarms else "CompositeAlarm",
            "Timestamp": cloudwatch._ts_iso(time.time()),
            "HistoryItemType": "Action",
            "HistorySummary": summary,
            "HistoryData": "{}",
        }
    )


def _with_reset(original: Any) -> Any:
    def reset() -> None:
        original()
        _states.clear()

    return reset
