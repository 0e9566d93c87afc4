"""A topic from a template keeps its key.

MiniStack's CloudFormation drops ``KmsMasterKeyId``. Whether CloudWatch can publish to the responder's topics hangs on
that key's policy: without it the local AWS would deliver what AWS refuses.
"""

from typing import Any

import ministack.services.cloudformation.provisioners as provisioners
import ministack.services.sns as sns

_TOPIC = "AWS::SNS::Topic"


def install() -> None:
    handlers = provisioners._RESOURCE_HANDLERS[_TOPIC]
    handlers["create"] = _creating(handlers["create"])
    handlers["update"] = _updating(handlers["update"])


def _creating(original: Any) -> Any:
    def create(logical_id: str, properties: dict, stack_name: str) -> Any:
        result = original(logical_id, properties, stack_name)
        _keep_key(result[0], properties)
        return result

    return create


def _updating(original: Any) -> Any:
    def update(physical_id: str, old: dict, new: dict, stack_name: str, logical_id: str | None = None) -> Any:
        result = original(physical_id, old, new, stack_name, logical_id)
        _keep_key(result[0], new)
        return result

    return update


def _keep_key(topic_arn: str, properties: dict) -> None:
    attributes = sns._topics[topic_arn]["attributes"]
    attributes.pop("KmsMasterKeyId", None)
    if key := properties.get("KmsMasterKeyId"):
        attributes["KmsMasterKeyId"] = key
