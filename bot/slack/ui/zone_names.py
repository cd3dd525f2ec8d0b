"""Names of time zones: from CLDR, abbreviations, countries and large cities."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

from bot.domain.time_zones import ZoneFinder, ZoneNames, unique_clocks
from bot.domain.user import User
from bot.slack.ui.language import ENGLISH, available_tags, parse_language, parse_tag

_GLOBAL_LOCALES = ("en", "en_GB", "en_AU", "en_NZ", "en_ZA")
"""Locales whose abbreviations are understood everywhere, the most common first. India's is not among them:
`IST` is as much Ireland's and Israel's."""
_LOCAL_LOCALES = ("en_CA", "en_SG")
"""Locales with abbreviations for zones that have none in the time zone data."""
_NO_NAME = "∅∅∅"
"""CLDR's sign for "has none in this locale"."""
_COUNTRIES = {"usa": "US", "u.s.": "US", "u.s.a": "US", "america": "US", "amerika": "US", "holland": "NL"}


async def zone_finder(reader: User, *, in_all_languages: bool = False) -> ZoneFinder:
    """Return the finder for names that this user types, in English and their own language, or in all."""
    tags = available_tags() if in_all_languages else _choose_tags(reader.locale)
    # The first call reads CLDR, which takes long, so it runs in a thread.
    return ZoneFinder(await asyncio.to_thread(zone_names, tags), reader.timezone)


async def zone_finder_for(reader: User, typed: str) -> ZoneFinder:
    """Return the finder for one name: that for all languages, if the reader's own do not have it."""
    finder = await zone_finder(reader)
    return finder if finder.find(typed) else await zone_finder(reader, in_all_languages=True)


def _choose_tags(locale: str) -> tuple[str, ...]:
    """Return the available languages that the reader of a locale knows: English, and their own."""
    own = parse_language(locale)
    return tuple(tag for tag in available_tags() if parse_language(tag) in (ENGLISH.language, own))


@cache
def zone_names(tags: tuple[str, ...]) -> ZoneNames:
    """Return the names of zones in these languages."""
    all_zones = available_timezones()
    zones = sorted(zone for zone in get_global("zone_territories").keys() & all_zones if "Etc/" not in zone)
    candidates: dict[str, dict[str, None]] = defaultdict(dict)
    usual: dict[str, str] = {}
    for name, zone in (
        *_abbreviations(zones),
        *_country_names(zones, tags),
        *_city_names(all_zones, tags),
    ):
        candidates[name.casefold()][zone] = None
    for name, zone, is_usual in _region_names(zones, dict.fromkeys((*_GLOBAL_LOCALES, *tags))):
        candidates[name.casefold()][zone] = None
        if is_usual:
            usual.setdefault(name.casefold(), zone)
    understood = set(candidates)
    for name, zone, _ in _region_names(zones, _LOCAL_LOCALES):
        if name.casefold() not in understood:
            candidates[name.casefold()][zone] = None
    return ZoneNames(
        {name: tuple(zone_list) for name, zone_list in candidates.items()},
        usual,
        dict(get_global("zone_territories")),
    )


def _abbreviations(zones: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the abbreviations of a zone's winter and summer time in its own country."""
    for zone in zones:
        for month in (1, 7):
            name = datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).tzname() or ""
            if name.isalpha():
                yield name, zone


def _country_names(zones: list[str], tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    territories = get_global("zone_territories")
    by_country: dict[str, list[str]] = defaultdict(list)
    for zone in zones:
        by_country[territories[zone]].append(zone)
    names = list(_COUNTRIES.items())
    for tag in tags:
        names += [(name, country) for country, name in parse_tag(tag).territories.items()]
    for name, country in names:
        for zone in by_country.get(country, ()):
            yield name, zone


def _city_names(all_zones: Set[str], tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the cities of `cities.txt`, and CLDR's names of the zones' cities ("Kalkutta")."""
    for row in files("bot.slack.ui").joinpath("cities.txt").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            zone, names = row.split(": ")
            for name in names.split(", "):
                yield name, zone
    aliases = get_global("zone_aliases")
    for tag in tags:
        for zone, names_of_zone in parse_tag(tag).time_zones.items():
            canonical_zone = aliases.get(zone, zone)
            if (city := names_of_zone.get("city")) and canonical_zone in all_zones:
                yield city, canonical_zone


def _region_names(zones: list[str], locales: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield CLDR's names of the regions that share a clock ("PT", "Pacific Time"), with each of their zones.

    The last item is True for the zone that the name means by default.
    """
    regions = get_global("meta_zones")
    by_region: dict[str, list[str]] = defaultdict(list)
    for zone in zones:
        if region := regions.get(zone):
            by_region[region].append(zone)
    usual = {region: unique_clocks(region_zones)[0] for region, region_zones in by_region.items()}
    for locale in map(parse_tag, locales):
        for region, widths in locale.meta_zones.items():
            names = {name for width in ("short", "long") for name in dict(widths.get(width) or {}).values()}
            for name in names - {_NO_NAME}:
                for zone in by_region.get(region, ()):
                    yield name, zone, zone == usual[region]
