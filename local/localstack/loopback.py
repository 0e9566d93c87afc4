"""Runs a module with every TCP server of Twisted on the loopback interface alone.

LocalStack's server binds all interfaces whatever GATEWAY_LISTEN says.
Usage: loopback.py MODULE [ARGUMENT...]
"""

import runpy
import sys

from twisted.internet import endpoints

LOOPBACK = "127.0.0.1"


class LoopbackEndpoint(endpoints.TCP4ServerEndpoint):
    """Listens on 127.0.0.1, whichever interface it is asked for."""

    def __init__(self, reactor, port, backlog=50, interface=LOOPBACK):
        super().__init__(reactor, port, backlog, LOOPBACK)


def main() -> None:
    endpoints.TCP4ServerEndpoint = LoopbackEndpoint
    module = sys.argv[1]
    sys.argv = sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
