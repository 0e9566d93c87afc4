"""Patterns of terms, as CloudWatch Logs reads them."""

import pytest

from local_aws.log_patterns import compile_terms


@pytest.mark.parametrize(
    ("pattern", "message", "matches"),
    [
        ("ERROR", "an ERROR came", True),
        ("ERROR", "an error came", False),
        ("ERROR timeout", "ERROR: timeout after 3 s", True),
        ("ERROR timeout", "ERROR: refused", False),
        ("ERROR -timeout", "ERROR: timeout after 3 s", False),
        ("ERROR -timeout", "ERROR: refused", True),
        ("?ERROR ?Traceback", "Traceback (most recent call last):", True),
        ("?ERROR ?Traceback", "answered in 120 ms", False),
        ("?ERROR timeout", "a timeout", True),
        ('"took too long"', "it took too long", True),
        ('"took too long"', "too long it took", False),
        ('?"took too long" ?ERROR', "it took too long", True),
        ("%4[0-9]{2}%", "status 429", True),
        ("%4[0-9]{2}%", "status 200", False),
        ("it's", "it's late", True),
    ],
)
def test_a_line_is_found_by_the_terms_that_it_holds(pattern: str, message: str, matches: bool) -> None:
    assert compile_terms(pattern)(message) is matches
