"""CloudWatch Logs: patterns of terms in FilterLogEvents.

MiniStack takes ``?ERROR ?Traceback`` (either of them) for two terms that must both be there, question marks and all,
and does not look at capitals. A log full of errors is then found to be clean.
"""

import re
import shlex
from collections.abc import Callable
from typing import Any

import ministack.services.cloudwatch_logs as logs

from local_aws.mending import replace

type Matcher = Callable[[str], bool]


def install() -> None:
    replace(logs, "_compile_filter_pattern", _with_alternatives)


def _with_alternatives(original: Any) -> Any:
    def compile_pattern(raw: str) -> Matcher:
        pattern = (raw or "").strip()
        return original(raw) if not pattern or pattern[0] in "{[" else compile_terms(pattern)

    return compile_pattern


def compile_terms(pattern: str) -> Matcher:
    """All plain terms must be there and no ``-term``; alternatives (``?term``) count where there is nothing else."""
    either: list[Matcher] = []
    wanted: list[Matcher] = []
    unwanted: list[Matcher] = []
    for word in _words(pattern):
        if word[0] == "?" and len(word) > 1:
            either.append(_term(word[1:]))
        elif word[0] == "-" and len(word) > 1:
            unwanted.append(_term(word[1:]))
        else:
            wanted.append(_term(word))
    if either and not wanted and not unwanted:
        return lambda message: any(matches(message) for matches in either)
    return lambda message: all(matches(message) for matches in wanted) and not any(
        matches(message) for matches in unwanted
    )


def _words(pattern: str) -> list[str]:
    splitter = shlex.shlex(pattern, posix=True)
    splitter.quotes = '"'
    splitter.whitespace_split = True
    splitter.commenters = ""
    return [word for word in splitter if word]


def _term(text: str) -> Matcher:
    if len(text) > 2 and text[0] == text[-1] == "%":
        expression = re.compile(text[1:-1])
        return lambda message: expression.search(message) is not None
    return lambda message: text in message
