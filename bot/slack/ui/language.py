"""Languages of sentences, dates and lists.

Sentences are written in English in the code. Gettext translates them with the catalogues in `bot/locale`;
Babel formats dates and lists.
"""

import contextlib
import io
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from bot.domain.calendar import Period, Schedule, find_zone
from bot.domain.keepsake import DayPeriod
from bot.settings import COMMANDS

Day = date
"""A date, for methods of a class with one of that name."""
CATALOGUES = Path(__file__).parents[2] / "locale"
ENGLISH = Locale("en")
_LATIN_AMERICAN = "es_419"
"""CLDR's name of what Slack calls `es-LA`."""
HALF_A_DAY = timedelta(hours=12)
_SEPARATOR = re.compile("[-_]")
_MONTH = re.compile("M{3,4}")
_SOUNDS_LIKE_Y = re.compile(r"(?:h?i)(?![aeouáéóú])|h?í", re.IGNORECASE)
"""How words begin before which Spanish says "e" for "and": "Ana e Inés", but "agua y hielo"."""


class Language:
    """A locale, with its sentences, dates and lists."""

    def __init__(self, locale: Locale, command_name: str = COMMANDS[0]) -> None:
        """Load the locale's catalogue; sentences stay English if there is none."""
        self.locale = locale
        self.command_name = command_name
        self._catalogue = _catalogue(locale)
        self.gettext: Callable[[str], str] = self._catalogue.gettext
        """Translates a sentence."""
        self.honorific = self.pgettext("a name in a sentence", "{name}").partition("{name}")[2]
        """What follows a person's name in a sentence: "さん" in Japanese."""

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Translate a sentence, in the form for `count`."""
        return self._catalogue.ngettext(singular, plural, count)

    def pgettext(self, context: str, sentence: str) -> str:
        """Translate a sentence whose meaning depends on the context."""
        return str(self._catalogue.pgettext(context, sentence))

    def command(self, arguments: str = "") -> str:
        """Return a command with the name that it has in this installation: "/kudos history"."""
        return f"{self.command_name} {arguments}".rstrip()

    def join_items(self, items: Sequence[str], last: str = "") -> str:
        """Join items as in a sentence: "Ana, Li and Maya".

        `last` is what the last item reads as, if items stand for something else.
        """
        # Most lists have one item.
        if len(items) == 1:
            return items[0]
        joined = format_list(list(items), locale=self._format_locale())
        if self.locale.language == "es" and items and _SOUNDS_LIKE_Y.match(last or items[-1]):
            return f"{joined.removesuffix(f' y {items[-1]}')} e {items[-1]}"
        return joined

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart: "1,500"."""
        return format_decimal(number, locale=self._format_locale())

    def quote(self, text: str) -> str:
        """Return the text in the language's quotation marks."""
        return self.gettext("“{text}”").replace("{text}", text)

    def _format_locale(self) -> Locale:
        """Return the locale for formats: British for English, whose lists have no comma before "and"."""
        return _british() if self.locale.language == "en" else self.locale

    def date(self, moment: datetime, zone: str) -> str:
        """Return the day of a moment in a time zone."""
        return format_date(
            moment.astimezone(ZoneInfo(find_zone(zone))), "medium", locale=self._format_locale()
        )

    def period(self, period: Period, zone: str) -> str:
        """Return the days of a period, at least one: "23–29 November". A day counts if its noon is in the
        period.
        """
        first_day = _day(period.start + HALF_A_DAY, zone)
        last_day = max(_day(period.end + HALF_A_DAY, zone) - timedelta(days=1), first_day)
        if first_day == last_day:
            return format_skeleton("MMMMd", first_day, locale=self._format_locale())
        # CLDR has patterns with long names of months for few locales.
        formats = self._format_locale().interval_formats
        patterns = formats.get("MMMMd", formats["MMMd"])
        begin, end = patterns["d" if first_day.month == last_day.month else "M"]
        return format_date(first_day, _MONTH.sub("MMMM", begin), locale=self._format_locale()) + format_date(
            last_day, _MONTH.sub("MMMM", end), locale=self._format_locale()
        )

    def day(self, month: int, day: int) -> str:
        """Return a day of any year: "12 March"."""
        # Only leap years have all days.
        return format_skeleton("MMMMd", date(2024, month, day), locale=self._format_locale())

    def month(self, day: Day) -> str:
        """Return the month of a day, with its year: "March 2026"."""
        return format_skeleton("yMMMM", day, locale=self._format_locale())

    def days(self, days: DayPeriod) -> str:
        """Return days with their year, as short as they can be said: "2026", "March 2026"."""
        if days.is_year:
            return format_skeleton("y", days.first, locale=self._format_locale())
        if days.is_month:
            return self.month(days.first)
        if days.first == days.last:
            return format_date(days.first, "long", locale=self._format_locale())
        return format_interval(days.first, days.last, "yMMMd", locale=self._format_locale())

    def language_name(self, tag: str) -> str:
        """Return the name of a language, for the middle of a sentence; its tag if the name is unknown."""
        return _name(tag, self.locale)

    def weekdays(self) -> tuple[str, ...]:
        """Return the names of the weekdays, from Monday on."""
        names = get_day_names("wide", "stand-alone", locale=self.locale)
        return tuple(names[day] for day in range(7))

    def schedule(self, schedule: Schedule) -> str:
        """Return a weekly time: "Monday at 09:00 (Europe/Berlin)"."""
        day = get_day_names("wide", "stand-alone", locale=self.locale)[schedule.weekday]
        return self.gettext("{day} at {time} ({zone})").format(
            day=day, time=schedule.at.strftime("%H:%M"), zone=schedule.zone.replace("_", " ")
        )

    def hour_elsewhere(self, moment: datetime, zone: str) -> str:
        """Return the local time of a moment in another zone: "Monday 03:00 in New York"."""
        local = moment.astimezone(ZoneInfo(find_zone(zone)))
        return self.gettext("{day} {time} in {place}").format(
            day=get_day_names("wide", "stand-alone", locale=self.locale)[local.weekday()],
            time=format_time(local, "HH:mm", locale=self.locale),
            place=self._city(find_zone(zone)),
        )

    def _city(self, zone: str) -> str:
        """What the city of a zone is called: "New York", in German "Wien"."""
        # CLDR has some under a name that the zone had before.
        old = (name for name, new in get_global("zone_aliases").items() if new == zone)
        found = (self.locale.time_zones.get(name, {}).get("city") for name in (zone, *old))
        return next(filter(None, found), zone.rsplit("/", 1)[-1].replace("_", " "))


@cache
def _british() -> Locale:
    return Locale("en", "GB")


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(find_zone(zone))).date()


def _catalogue(locale: Locale) -> NullTranslations:
    """Return the translations of a locale, or none if it has no catalogue.

    Catalogues are compiled at run time, in some hundredths of a second, so that they can't be out of date.
    """
    source = find_catalogue(locale)
    if source is None:
        return NullTranslations()
    # A process whose users all read English needs no reader of catalogues.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale.language))
    compiled.seek(0)
    return Translations(compiled)


def find_catalogue(locale: Locale) -> Path | None:
    """Return the file with a locale's sentences: of its country, of no country, or of another country.

    Sentences of Brazil are nearer to readers of European Portuguese than English ones.
    """
    for pattern in (
        f"{locale.language}_{locale.territory}.po",
        f"{locale.language}.po",
        f"{locale.language}_*.po",
    ):
        if found := next(iter(sorted(CATALOGUES.glob(pattern))), None):
            return found
    return None


@cache
def available_tags() -> tuple[str, ...]:
    """Return the tags of the languages that sentences are available in: "de", "pt-BR"."""
    return (ENGLISH.language, *sorted(file.stem.replace("_", "-") for file in CATALOGUES.glob("*.po")))


def available_languages() -> tuple[tuple[str, str], ...]:
    """Return the languages that sentences are available in (tag, own name).

    It reads CLDR's data of each of them: two megabytes, which English sentences alone do not need.
    """
    return tuple((tag, own_name(tag)) for tag in available_tags())


def parse_tag(tag: str) -> Locale:
    """Return the locale for a tag with a hyphen or an underscore; `UnknownLocaleError` if there is none."""
    return Locale.parse(_SEPARATOR.sub("_", tag))


def parse_language(tag: str) -> str:
    """Return the language of a tag, without a country or script: "pt" for "pt-BR"."""
    return _SEPARATOR.split(tag)[0].casefold()


def own_name(tag: str) -> str:
    """Return what a language calls itself; its tag if that is unknown."""
    return _name(tag)


def _name(tag: str, display_locale: Locale | None = None) -> str:
    try:
        return parse_tag(tag).get_display_name(display_locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def is_available(tag: str) -> bool:
    """Return True if sentences are available in this language."""
    return language(tag).locale.language == parse_language(tag)


@cache
def first_weekday(tag: str) -> int:
    """Return the day on which weeks begin (Monday is 0) for a tag such as `en-US`; Monday if unknown."""
    try:
        return parse_tag(tag).first_week_day
    except (UnknownLocaleError, ValueError):
        return 0


@cache
def language(tag: str, command_name: str = COMMANDS[0]) -> Language:
    """Return the language for a tag such as `en-US`; English if there is no catalogue for it.

    `command_name` is the name of the slash command in sentences.
    """
    parts = _SEPARATOR.split(_LATIN_AMERICAN if tag.casefold() in ("es-la", "es_la") else tag)
    # An unknown country must not change the language.
    for identifier in ("_".join(parts), parts[0]):
        with contextlib.suppress(UnknownLocaleError, ValueError):
            locale = Locale.parse(identifier)
            is_known = locale.language == ENGLISH.language or find_catalogue(locale) is not None
            return Language(locale if is_known else ENGLISH, command_name)
    return Language(ENGLISH, command_name)
