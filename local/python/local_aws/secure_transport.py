"""``aws:SecureTransport`` is true for every caller.

The server listens on the loopback alone, where plain HTTP is enough. Under AUTH a bucket or topic that enforces TLS
(CDK's bootstrap bucket among them) would refuse every request, and the stack could not be deployed unchanged.
"""

import ministack.app as app

from local_aws.mending import replace


def install() -> None:
    replace(app, "pin_request_origin", lambda original: lambda source_ip, _secure: original(source_ip, True))
