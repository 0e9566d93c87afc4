"""Times as CloudWatch writes them."""

from datetime import datetime, timezone


def precise(epoch: float) -> str:
    """``2026-11-24T21:00:00.000+0000``."""
    moment = datetime.fromtimestamp(epoch, tz=timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}+0000"


def day_first(epoch: float) -> str:
    """``24/11/26 21:00:00``, as in an alarm's reason."""
    return f"{datetime.fromtimestamp(epoch, tz=timezone.utc):%d/%m/%y %H:%M:%S}"
