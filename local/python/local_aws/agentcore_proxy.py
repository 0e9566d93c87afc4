"""AgentCore stands behind the gateway: MiniStack checks signature and IAM, the simulated AgentCore answers.

MiniStack's own AgentCore is READY at once and echoes what it is invoked with. Calls for ``bedrock-agentcore`` go to
AGENTCORE_URL instead. The path arrives decoded once.
"""

import asyncio
import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, urlencode

import ministack.services.bedrock_agentcore as bedrock_agentcore

from local_aws.mending import replace

# The longest that AgentCore lets a synchronous invocation run is 15 minutes.
_TIMEOUT_SECONDS = 900
_HOP_HEADERS = ("content-length", "transfer-encoding", "connection", "date", "server")


def install(url: str) -> None:
    replace(bedrock_agentcore, "handle_request", lambda _original: _proxy_to(url))


def _proxy_to(base_url: str) -> Any:
    async def handle(method: str, path: str, headers: dict, body: bytes, query: dict) -> Any:
        url = base_url + quote(path, safe="/%") + ("?" + urlencode(query, doseq=True) if query else "")
        kept = {
            name: value
            for name, value in headers.items()
            if name in ("content-type", "accept", "authorization") or name.startswith("x-amz")
        }
        request = urllib.request.Request(url, data=body or None, headers=kept, method=method)
        return await asyncio.to_thread(_send, request)

    return handle


def _send(request: urllib.request.Request) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            return answer.status, _end_to_end(answer.headers), answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, _end_to_end(answer.headers), answer.read()
    except OSError as error:
        message = f"The simulated AgentCore at {request.full_url} does not answer: {error}"
        headers = {"Content-Type": "application/json", "x-amzn-ErrorType": "ServiceUnavailableException"}
        return 503, headers, json.dumps({"message": message}).encode()


def _end_to_end(headers: Any) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in _HOP_HEADERS}
