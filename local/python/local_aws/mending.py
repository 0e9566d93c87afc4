"""How a mend takes hold of MiniStack: it replaces a function by name, and never silently misses.

MiniStack offers no extension points for what is mended here, so the mends replace module-level functions. A function
that is no longer there must stop the start: a mend that quietly does nothing brings back the behaviour it was made for.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any


class MendDoesNotFit(RuntimeError):
    """A mend expects something of MiniStack that this version of it does not have."""


def replace(module: ModuleType | type, name: str, make: Callable[[Any], Any]) -> None:
    """Replaces ``module.name`` by what ``make`` builds from the original."""
    original = getattr(module, name, None)
    if original is None:
        raise MendDoesNotFit(
            f"{module.__name__}.{name} does not exist. The mends fit the MiniStack version pinned in"
            " requirements.txt: install that one, or adapt local_aws to the installed one."
        )
    setattr(module, name, make(original))
