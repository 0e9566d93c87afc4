"""SNS, EventBridge and Scheduler invoke a function asynchronously, as AWS does: with retries and a dead-letter queue.

MiniStack makes one attempt and forgets the event when the function fails. It also overlooks the EventInvokeConfig of
an alias, which is where the responder's retries and dead-letter queue are set, and writes the dead letter whatever the
function's role may do: on AWS Lambda writes it with that role, so that an emptied role loses it. A retry has a new
request id here, unlike on AWS.
"""

import json
import logging
from typing import Any

import ministack.app as app
import ministack.services.eventbridge as eventbridge
import ministack.services.lambda_svc as lambda_service
import ministack.services.sns as sns
import ministack.services.sqs as sqs

from local_aws import authorization
from local_aws.mending import replace

_log = logging.getLogger("local_aws.async_delivery")


def install() -> None:
    replace(lambda_service, "invoke_async_with_retry", _with_config_of_alias)
    replace(lambda_service, "_route_async_failure", _as_the_role_may)
    replace(sns, "_deliver_to_lambda", lambda _original: _sns_to_lambda)
    replace(eventbridge, "_dispatch_to_lambda", lambda _original: _eventbridge_to_lambda)


def invoke(function_arn: str, event: Any) -> bool:
    """Queues an asynchronous invocation; False when there is no such function."""
    function, config, _ = lambda_service._get_func_record_for_ref(function_arn)
    if not function or not config:
        return False
    invoked = config | {"FunctionArn": function_arn}
    lambda_service.invoke_async_with_retry(
        lambda_service._execution_record_for_config(function, invoked), event
    )
    return True


def _with_config_of_alias(original: Any) -> Any:
    def invoke_async(function: dict, event: Any) -> None:
        config = function.get("config") or function
        name, qualifier = lambda_service._resolve_name_and_qualifier(config.get("FunctionArn", ""))
        base = lambda_service._functions.get(name) or function
        invoke_config = lambda_service._event_invoke_config(base, qualifier)
        original(function | {"event_invoke_config": invoke_config or {}, "event_invoke_configs": {}}, event)

    return invoke_async


def _as_the_role_may(original: Any) -> Any:
    def route(target_arn: str, function: str, event: Any, result: dict) -> None:
        role = lambda_service._functions.get(function, {}).get("config", {}).get("Role")
        queue = sqs._queue_by_arn(target_arn)
        policy = (queue or {}).get("attributes", {}).get("Policy")
        if app.AUTH and queue and role:
            if not authorization.role_allows(role, "sqs:SendMessage", target_arn, policy):
                _log.warning("The dead letter of %s is lost: its role may not send to %s", function, target_arn)
                return
        original(target_arn, function, event, result)

    return route


def _sns_to_lambda(
    endpoint: str, envelope: str, topic_arn: str, subscription_arn: str, *_unused: Any
) -> None:
    record = {
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription_arn,
        "EventSource": "aws:sns",
        "Sns": json.loads(envelope),
    }
    if not invoke(endpoint, {"Records": [record]}):
        _log.warning("SNS -> Lambda: %s, subscribed to %s, does not exist", endpoint, topic_arn)
        _redrive(topic_arn, subscription_arn, envelope)


def _redrive(topic_arn: str, subscription_arn: str, envelope: str) -> None:
    """What a subscription cannot deliver lies in its own dead-letter queue."""
    subscription = sns._find_subscription(topic_arn, subscription_arn) or {}
    policy = subscription.get("attributes", {}).get("RedrivePolicy") or "{}"
    policy = json.loads(policy) if isinstance(policy, str) else policy
    if queue_arn := policy.get("deadLetterTargetArn"):
        sns._deliver_to_sqs(queue_arn, envelope, False, envelope, topic_arn=topic_arn)


def _eventbridge_to_lambda(arn: str, payload: str) -> None:
    if not invoke(arn, json.loads(payload)):
        _log.warning("EventBridge -> Lambda: %s does not exist", arn)
