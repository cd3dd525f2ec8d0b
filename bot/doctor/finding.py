"""The result of one check."""

from enum import StrEnum

from msgspec import Struct


class Status(StrEnum):
    """How a check ended."""

    OK = "ok"
    NOTE = "note"
    """Hearten works, and the operator should know something."""
    FAIL = "fail"


class Finding(Struct, frozen=True):
    """What one check found. `advice` says in a sentence what to do, or what to know; "" if all is well."""

    subject: str
    status: Status
    advice: str = ""


def well(subject: str) -> Finding:
    """Return a finding without advice."""
    return Finding(subject, Status.OK)


def note(subject: str, advice: str) -> Finding:
    """Return a finding that is no problem."""
    return Finding(subject, Status.NOTE, advice)


def failure(subject: str, advice: str) -> Finding:
    """Return a finding that the operator must mend."""
    return Finding(subject, Status.FAIL, advice)
