"""Time zones by the names that users give them: `EST`, `Mumbai`, `Pacific time`, `UTC+1`."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Struct, field

MAX_CHOICES = 4
"""Zones that are offered where a name can mean several."""

_OFFSET = re.compile(r"(?:utc|gmt|z)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_PREFERRED = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Istanbul", "Asia/Dubai", "Asia/Kolkata"),
    *("Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Australia/Brisbane"),
    *("Australia/Adelaide", "Australia/Perth", "Pacific/Auckland", "America/Toronto", "America/Vancouver"),
    *("America/Edmonton", "America/Winnipeg", "America/Halifax", "America/St_Johns", "America/Sao_Paulo"),
    *("America/Argentina/Buenos_Aires", "America/Bogota", "America/Mexico_City", "America/Anchorage"),
    *("Pacific/Honolulu", "Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Karachi"),
    *("Asia/Dhaka", "Asia/Bangkok", "Asia/Jakarta", "Asia/Kathmandu", "Europe/Lisbon"),
    *("Europe/Madrid", "America/Santiago", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk"),
    *("America/Manaus", "Asia/Ulaanbaatar"),
)
"""The zone named first among several with the same clock: the one with the most inhabitants in offices."""


class ZoneNames(Struct, frozen=True):
    """What people call zones, beside the IANA names.

    `candidates` maps a name (lower case, words joined by one blank) to the zones that it can mean,
    `usual` an abbreviation to the zone that it means where the reader's own country says nothing else,
    `countries` a zone to its country (ISO 3166).
    """

    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)


class ZoneFinder(Struct, frozen=True):
    """Finds zones for a user who lives in the zone `home` ("" if unknown)."""

    names: ZoneNames = ZoneNames()
    home: str = ""

    def find(self, typed: str) -> tuple[str, ...]:
        """Return the zone that `typed` means, several if only the author can tell, none if it is no zone."""
        name = _fold_name(typed)
        if name in ("utc", "z"):
            return ("UTC",)
        # `EST` is also the IANA name of a zone that is five hours behind UTC in summer, too.
        if (exact := _list_iana_names().get(name)) and ("/" in exact or name not in self.names.candidates):
            return (exact,)
        if offset := _OFFSET.fullmatch(name.replace(" ", "").replace("−", "-")):
            return self._find_offset(offset)
        city = _list_cities().get(name)
        found = self.names.candidates.get(name) or ((city,) if city else ())
        if not found and "/" in name:
            return self._find_either(name)
        return self._choose(found, self.names.usual.get(name, ""))

    def find_closest(self, typed: str, cutoff: float = 0.6) -> tuple[str, ...]:
        """Return up to three zones whose names resemble `typed` (1.0 is the same), best first."""
        known = {**_list_cities(), **_list_iana_names()}
        names = [*known, *self.names.candidates]
        near = difflib.get_close_matches(_fold_name(typed), names, n=3, cutoff=cutoff)
        zones = [known[one] if one in known else self.names.candidates[one][0] for one in near]
        return tuple(dict.fromkeys(zones))

    def _find_either(self, name: str) -> tuple[str, ...]:
        """Return the zone of which a text names the clocks in winter and in summer: "CET/CEST"."""
        found = {self._find_abbreviation(part) for part in name.split("/")}
        return found.pop() if len(found) == 1 else ()

    def _find_abbreviation(self, name: str) -> tuple[str, ...]:
        return self._choose(
            self.names.candidates.get(name.strip(), ()), self.names.usual.get(name.strip(), "")
        )

    def _choose(self, candidates: Sequence[str], usual: str) -> tuple[str, ...]:
        if self.home in candidates:
            return (self.home,)
        country = self.names.countries.get(self.home)
        at_home = [one for one in candidates if country and self.names.countries.get(one) == country]
        for some in (at_home, candidates):
            clocks = unique_clocks(some)
            if len(clocks) == 1:
                return clocks
            if usual in some:
                return (usual,)
        return unique_clocks(at_home or candidates)[:MAX_CHOICES]

    def _find_offset(self, typed: re.Match[str]) -> tuple[str, ...]:
        """Return the zones that are so far from UTC in winter or summer; an offset alone knows no summer."""
        minutes = int(typed[2]) * 60 + int(typed[3] or 0)
        offset = timedelta(minutes=minutes if typed[1] == "+" else -minutes)
        if not offset:
            return ("UTC",)
        if self.home in _list_iana_names().values() and offset in find_clock(self.home):
            return (self.home,)
        return unique_clocks(one for one in _PREFERRED if offset in find_clock(one))[:MAX_CHOICES]


@cache
def find_clock(zone: str) -> tuple[timedelta, timedelta]:
    """Return how far the zone is ahead of UTC in January and in July."""
    january, july = (datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))
    return january or timedelta(), july or timedelta()


def unique_clocks(zones: Iterable[str]) -> tuple[str, ...]:
    """Return one zone for each clock, the best known first."""
    rank = {zone: position for position, zone in enumerate(_PREFERRED)}
    found: dict[tuple[timedelta, timedelta], str] = {}
    for zone in sorted(zones, key=lambda one: rank.get(one, len(rank))):
        found.setdefault(find_clock(zone), zone)
    return tuple(found.values())


def _fold_name(typed: str) -> str:
    return " ".join(typed.casefold().replace("_", " ").strip(" ,.;").split())


@cache
def _list_iana_names() -> dict[str, str]:
    return {_fold_name(zone): zone for zone in available_timezones()}


@cache
def _list_cities() -> dict[str, str]:
    """Return the IANA zones by their city alone.

    `Etc/GMT+2` is two hours behind UTC, the opposite of what users mean by `GMT+2`: only in full.
    """
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return {_fold_name(zone.rsplit("/", 1)[-1]): zone for zone in zones}
