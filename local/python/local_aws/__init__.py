"""The local AWS: MiniStack, mended where it would answer differently from AWS in a way that matters to the responder.

``python -m local_aws`` starts it. Each module holds one mend; its docstring says what MiniStack does and why that is
not good enough. The mends fit exactly one version of MiniStack, and starting on another one is refused.
"""

MINISTACK_VERSION = "1.5.33"
