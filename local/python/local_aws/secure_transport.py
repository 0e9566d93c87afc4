"""``aws:SecureTransport`` is true for every caller, and for what services do among themselves.

The server listens on the loopback alone, where plain HTTP is enough. Under AUTH a bucket or topic that enforces TLS
(CDK's bootstrap bucket among them) would refuse every request, and the stack could not be deployed unchanged. Outside a
request, as when an alarm publishes to a topic, MiniStack takes the transport to be insecure too.
"""

import contextvars

import ministack.app as app
import ministack.core.iam_evaluator as iam_evaluator

from local_aws.mending import replace


def install() -> None:
    replace(app, "pin_request_origin", lambda original: lambda source_ip, _secure: original(source_ip, True))
    replace(
        iam_evaluator,
        "_request_origin",
        lambda _original: contextvars.ContextVar("request_origin", default=("127.0.0.1", True)),
    )
