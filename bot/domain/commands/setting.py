"""The grammar of `settings`."""

import re

from bot.domain.commands.meaning import (
    DigestsSetBy,
    ForgetDeactivated,
    KeepMonths,
    NotUnderstood,
    Puzzle,
    Settings,
)
from bot.domain.digest import SetBy

FEWEST_MONTHS, MOST_MONTHS = 1, 120
"""How long recognitions can be kept."""
MOST_DAYS = 3_650
"""How long the name of somebody who left can stay."""

_KEEP = re.compile(r"(?:keep|retention)(?:\s+(?P<number>\d+)(?:\s+(?P<unit>months?|years?))?|(?P<other>.*))")
_DEACTIVATED = re.compile(r"deactivated(?:\s+(?P<number>\d+)(?:\s+days?)?|(?P<other>.*))")

_DIGESTS = re.compile(r"digests?(?:\s+by)?(?:\s+(?P<by>.*))?")


def settings(rest: str) -> Settings | KeepMonths | ForgetDeactivated | DigestsSetBy | NotUnderstood:
    """Read what follows `settings`, as plain text."""
    text = " ".join(rest.casefold().split())
    if not text:
        return Settings()
    if match := _KEEP.fullmatch(text):
        return _months(match, text)
    if match := _DEACTIVATED.fullmatch(text):
        days = int(match["number"][:6]) if match["number"] else -1
        if 0 <= days <= MOST_DAYS:
            return ForgetDeactivated(days)
        return NotUnderstood(Puzzle.DEACTIVATED_DAYS, text, ("deactivated 90 days",), meant=True)
    if match := _DIGESTS.fullmatch(text):
        if match["by"] in set(SetBy):
            return DigestsSetBy(SetBy(match["by"]))
        return NotUnderstood(Puzzle.DIGESTS_SET_BY, text, ("digests members", "digests admins"), meant=True)
    return NotUnderstood(Puzzle.SETTINGS, rest.strip(), ("keep 24 months", "deactivated 90 days"))


def _months(match: re.Match[str], text: str) -> KeepMonths | NotUnderstood:
    months = int(match["number"][:6]) if match["number"] else 0
    if (match["unit"] or "").startswith("year"):
        months *= 12
    if FEWEST_MONTHS <= months <= MOST_MONTHS:
        return KeepMonths(months)
    return NotUnderstood(Puzzle.MONTHS, text, ("keep 24 months",), meant=True)
