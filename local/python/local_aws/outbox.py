"""What people would have received: every mail, SMS and topic message, with its time.

MiniStack keeps mails and direct SMS, but loses the time of an SMS, and everything that a topic sends to its subscribers
by mail or SMS: the responder's last resort. ``GET /_local/outbox`` has all three, oldest first.
"""

import time
from typing import Any

import ministack.services.ses as ses
import ministack.services.sns as sns
from ministack.core.responses import AccountRegionScopedDict

from local_aws import admin_routes
from local_aws.mending import replace

_LIMIT = 10_000
_topic_messages = AccountRegionScopedDict()


def install() -> None:
    replace(sns, "_publish", _with_time_of_sms)
    replace(sns, "_fanout", _recording_people)
    replace(sns, "reset", _with_reset)
    admin_routes.add("GET", "outbox", _read)


def _with_time_of_sms(original: Any) -> Any:
    def publish(params: dict) -> Any:
        answer = original(params)
        phone = sns._p(params, "PhoneNumber")
        if phone and answer[0] == 200 and (log := sns._sms_log_for(phone)):
            log[-1].setdefault("Timestamp", time.time())
        return answer

    return publish


def _recording_people(original: Any) -> Any:
    def fanout(topic_arn: str, message_id: str, message: str, subject: str, *args: Any, **kwargs: Any) -> None:
        original(topic_arn, message_id, message, subject, *args, **kwargs)
        topic = sns._topic_by_arn_any_scope(topic_arn)
        for subscription in (topic or {}).get("subscriptions", []):
            if subscription.get("protocol") in ("email", "email-json", "sms"):
                _record(topic_arn, subscription, message_id, message, subject)

    return fanout


def _record(topic_arn: str, subscription: dict, message_id: str, message: str, subject: str) -> None:
    messages = _topic_messages.get("messages") or []
    messages.append(
        {
            "TopicArn": topic_arn,
            "Protocol": subscription["protocol"],
            "Endpoint": subscription["endpoint"],
            "MessageId": message_id,
            "Subject": subject or None,
            "Message": message,
            "Timestamp": time.time(),
        }
    )
    _topic_messages["messages"] = messages[-_LIMIT:]


def _with_reset(original: Any) -> Any:
    def reset() -> None:
        original()
        _topic_messages._data.clear()

    return reset


async def _read(_body: Any, _query: admin_routes.Query) -> admin_routes.Answer:
    mails = [mail for messages in ses._sent_emails._data.values() for mail in messages if "MessageId" in mail]
    sms = [message for log in sns._sms_messages._data.values() for message in log]
    topic = [message for messages in _topic_messages._data.values() for message in messages]
    return 200, {
        "mails": _oldest_first(mails),
        "sms": _oldest_first(sms),
        "topicMessages": _oldest_first(topic),
    }


def _oldest_first(messages: list[dict]) -> list[dict]:
    return sorted(messages, key=lambda message: message.get("Timestamp", 0))
