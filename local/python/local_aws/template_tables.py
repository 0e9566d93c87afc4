"""A global table from a template keeps its time to live and its point-in-time recovery.

MiniStack's CloudFormation drops both. `responder doctor` reads them back, and must not find fault with the local AWS.
"""

from typing import Any

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.dynamodb as dynamodb
from ministack.core import responses

_TABLE = "AWS::DynamoDB::GlobalTable"


def install() -> None:
    handlers = provisioners._RESOURCE_HANDLERS[_TABLE]
    handlers["create"] = _creating(handlers["create"])
    handlers["update"] = _updating(handlers["update"])


def _creating(original: Any) -> Any:
    def create(logical_id: str, properties: dict, stack_name: str) -> Any:
        result = original(logical_id, properties, stack_name)
        _keep(result[0], properties)
        return result

    return create


def _updating(original: Any) -> Any:
    def update(physical_id: str, old: dict, new: dict, stack_name: str, *rest: Any) -> Any:
        result = original(physical_id, old, new, stack_name, *rest)
        _keep(result[0], new)
        return result

    return update


def _keep(table: str, properties: dict) -> None:
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
