"""The metric math that alarms of the responder's stack use: one aggregate over the alarm's metrics.

``MAX(METRICS())``, ``SUM(METRICS())``, ``MIN(…)`` and ``AVG(…)``, over METRICS() or a list such as ``[m1, m2]``.
Anything else is refused when the alarm is put, since an alarm that is silently never evaluated is worse than none.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Aggregate = Callable[[Sequence[float]], float]

_AGGREGATES: dict[str, Aggregate] = {
    "AVG": lambda values: sum(values) / len(values),
    "MAX": max,
    "MIN": min,
    "SUM": sum,
}
_EXPRESSION = re.compile(r"\s*([A-Z]+)\s*\(\s*(METRICS\(\s*\)|\[[^\]]*\])\s*\)\s*")


class UnsupportedExpression(ValueError):
    """An expression that the local AWS cannot evaluate."""


@dataclass(frozen=True)
class Expression:
    """An aggregate over metrics, by their ids."""

    aggregate: Aggregate
    metric_ids: tuple[str, ...]

    def value(self, values: Mapping[str, float | None]) -> float | None:
        """The expression's value in one period; None when no metric has a datapoint in it."""
        present = [value for metric_id in self.metric_ids if (value := values[metric_id]) is not None]
        return self.aggregate(present) if present else None


def parse(text: str, metric_ids: Sequence[str]) -> Expression:
    """Reads an expression over metrics with these ids. Raises UnsupportedExpression."""
    match = _EXPRESSION.fullmatch(text)
    if not match or match.group(1) not in _AGGREGATES:
        raise UnsupportedExpression(
            f"The local AWS evaluates {', '.join(sorted(_AGGREGATES))} over METRICS() or a list of metrics,"
            f" and not the expression '{text}'. Add it to local_aws/alarms/metric_math.py."
        )
    operand = match.group(2)
    chosen = tuple(metric_ids)
    if operand.startswith("["):
        chosen = tuple(part.strip() for part in operand[1:-1].split(","))
    unknown = [metric_id for metric_id in chosen if metric_id not in metric_ids]
    if unknown or not chosen:
        raise UnsupportedExpression(f"The expression '{text}' names no metric of the alarm: {', '.join(unknown)}")
    return Expression(_AGGREGATES[match.group(1)], chosen)
