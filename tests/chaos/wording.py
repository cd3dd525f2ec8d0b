"""Words that are known again wherever they appear."""

from __future__ import annotations

import re

_LONG = " " + "夜遅くまでありがとう" * 15
_NUMBER = re.compile(r"\bno\. (\d+) of many\b")


def wording(number: int) -> str:
    """The words of a thanks; every third one is long in bytes, as a lot is where people write Japanese."""
    return f"thanks no. {number} of many{_LONG if number % 3 == 0 else ''}"


def number_in(text: str) -> int | None:
    """The number of the thanks whose words a text holds."""
    found = _NUMBER.search(text)
    return int(found.group(1)) if found else None
