"""Properties of a template that MiniStack's CloudFormation drops, and that somebody reads back.

A topic's key: whether CloudWatch can publish to the topic hangs on the key's policy, and without it the local AWS would
deliver what AWS refuses. A global table's time to live and point-in-time recovery: `responder doctor` reads them, and
must not find fault with the local AWS.
"""

from collections.abc import Callable
from typing import Any

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.dynamodb as dynamodb
import ministack.services.sns as sns
from ministack.core import responses

Keep = Callable[[str, dict], None]


def install() -> None:
    _after("AWS::SNS::Topic", _keep_key)
    _after("AWS::DynamoDB::GlobalTable", _keep_time_to_live_and_recovery)


def _after(resource_type: str, keep: Keep) -> None:
    """Has ``keep`` called with physical id and properties after each create and update of a resource of this type."""
    handlers = provisioners._RESOURCE_HANDLERS[resource_type]
    original_create, original_update = handlers["create"], handlers["update"]

    def create(logical_id: str, properties: dict, stack_name: str) -> Any:
        result = original_create(logical_id, properties, stack_name)
        keep(result[0], properties)
        return result

    def update(physical_id: str, old: dict, new: dict, stack_name: str, *rest: Any, **named: Any) -> Any:
        result = original_update(physical_id, old, new, stack_name, *rest, **named)
        keep(result[0], new)
        return result

    handlers |= {"create": create, "update": update}


def _keep_key(topic_arn: str, properties: dict) -> None:
    attributes = sns._topics[topic_arn]["attributes"]
    attributes.pop("KmsMasterKeyId", None)
    if key := properties.get("KmsMasterKeyId"):
        attributes["KmsMasterKeyId"] = key


def _keep_time_to_live_and_recovery(table: str, properties: dict) -> None:
    if ttl := properties.get("TimeToLiveSpecification"):
        dynamodb._update_ttl({"TableName": table, "TimeToLiveSpecification": ttl | {"Enabled": _true(ttl["Enabled"])}})
    for replica in properties.get("Replicas", []):
        if replica["Region"] == responses.get_region():
            recovery = replica.get("PointInTimeRecoverySpecification") or {}
            enabled = _true(recovery.get("PointInTimeRecoveryEnabled", False))
            dynamodb._update_continuous_backups(
                {"TableName": table, "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": enabled}}
            )


def _true(value: Any) -> bool:
    return str(value).lower() == "true"
