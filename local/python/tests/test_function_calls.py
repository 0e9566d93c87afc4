"""A call is described so that the same one is known again about another agent."""

import pytest

from local_aws import function_calls


@pytest.mark.parametrize(
    ("target", "known"),
    [
        ("backups/coach_a/INCIDENT.json", "backups/AGENT/INCIDENT.json"),
        ("cto@example.com [P1] Service Outage - coach a", "cto@example.com [P1] Service Outage - AGENT"),
        ("version#N", "version#N"),
    ],
)
def test_whom_it_is_about_is_left_out(target, known):
    assert function_calls.without(target, "coach_a") == known
