"""The language that a sentence is said in.

Sentences are written in English in the code and pass through gettext; a catalogue in `bot/locale`, one file
for each language, translates them. Dates and lists follow the locale, through Babel.
"""

import contextlib
import io
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from bot.domain.calendar import Period, Schedule, find_zone
from bot.settings import COMMANDS

CATALOGUES = Path(__file__).parents[2] / "locale"
ENGLISH = Locale("en")
HALF_A_DAY = timedelta(hours=12)
_SEPARATOR = re.compile("[-_]")


class Language:
    """One locale: its sentences, its dates and its lists."""

    def __init__(self, locale: Locale, command_name: str = COMMANDS[0]) -> None:
        """Load the catalogue, or do without where there is none: the sentences are English then."""
        self.locale = locale
        self.command_name = command_name
        self._catalogue = _catalogue(locale)

    def gettext(self, sentence: str) -> str:
        """The sentence in this language."""
        return self._catalogue.gettext(sentence)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The sentence in this language, in the form for this number."""
        return self._catalogue.ngettext(one, many, count)

    def pgettext(self, context: str, sentence: str) -> str:
        """The sentence in this language, where the same English means several things."""
        return str(self._catalogue.pgettext(context, sentence))

    def command(self, rest: str = "") -> str:
        """What to type, with the command's name as it is in this installation: "/kudos history"."""
        return f"{self.command_name} {rest}".rstrip()

    def join_items(self, items: Sequence[str]) -> str:
        """Items as in a sentence: "Ana, Li and Maya"."""
        return format_list(list(items), locale=self._format_locale())

    def _format_locale(self) -> Locale:
        """English lists without the comma before "and": they are names, and voices stay plain."""
        return Locale("en", "GB") if self.locale.language == "en" else self.locale

    def date(self, moment: datetime, zone: str) -> str:
        """A day as somebody in that zone would write it."""
        return format_date(
            moment.astimezone(ZoneInfo(find_zone(zone))), "medium", locale=self._format_locale()
        )

    def period(self, period: Period, zone: str) -> str:
        """Return the days of a period, "23–29 November": those whose noon is in it, and one at least."""
        first_day = _day(period.start + HALF_A_DAY, zone)
        last_day = max(_day(period.end + HALF_A_DAY, zone) - timedelta(days=1), first_day)
        if first_day == last_day:
            return format_skeleton("MMMMd", first_day, locale=self._format_locale())
        # CLDR has patterns for stretches of days with short names of months only.
        patterns = self._format_locale().interval_formats["MMMd"]
        begin, end = patterns["d" if first_day.month == last_day.month else "M"]
        return format_date(
            first_day, begin.replace("MMM", "MMMM"), locale=self._format_locale()
        ) + format_date(last_day, end.replace("MMM", "MMMM"), locale=self._format_locale())

    def language_name(self, tag: str) -> str:
        """What another language is called in this one, as in a sentence; the tag where nobody knows."""
        return _name(tag, self.locale)

    def weekdays(self) -> tuple[str, ...]:
        """The days of the week, from Monday on."""
        names = get_day_names("wide", "stand-alone", locale=self.locale)
        return tuple(names[day] for day in range(7))

    def schedule(self, schedule: Schedule) -> str:
        """A weekly hour: "Monday at 09:00 (Europe/Berlin)"."""
        day = get_day_names("wide", "stand-alone", locale=self.locale)[schedule.weekday]
        return self.gettext("{day} at {time} ({zone})").format(
            day=day, time=schedule.at.strftime("%H:%M"), zone=schedule.zone.replace("_", " ")
        )

    def hour_elsewhere(self, moment: datetime, zone: str) -> str:
        """What clocks show elsewhere at that moment: "Monday 03:00 in New York"."""
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


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(find_zone(zone))).date()


def _catalogue(locale: Locale) -> NullTranslations:
    """The translations for a locale; none for English and for what has no catalogue.

    They are compiled here, in some hundredths of a second for each language that somebody speaks: a compiled
    file beside its source would be one more thing that can be out of date.
    """
    source = CATALOGUES / f"{locale.language}.po"
    if not source.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale.language))
    compiled.seek(0)
    return Translations(compiled)


def available_languages() -> tuple[tuple[str, str], ...]:
    """The languages that there are (tag, own name)."""
    tags = [ENGLISH.language, *sorted(file.stem for file in CATALOGUES.glob("*.po"))]
    return tuple((tag, Locale.parse(tag).get_display_name() or tag) for tag in tags)


def own_name(tag: str) -> str:
    """What a language calls itself, as among others to choose from; the tag where nobody knows."""
    return _name(tag)


def _name(tag: str, said_in: Locale | None = None) -> str:
    try:
        return Locale.parse(tag, sep="-" if "-" in tag else "_").get_display_name(said_in) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def is_available(tag: str) -> bool:
    """Whether sentences can be said in this language."""
    return language(tag).locale.language == _SEPARATOR.split(tag)[0].casefold()


@cache
def first_weekday(tag: str) -> int:
    """Return the day on which weeks begin (Monday is 0) for a tag such as `en-US`; Monday if unknown."""
    try:
        return Locale.parse(tag, sep="-" if "-" in tag else "_").first_week_day
    except (UnknownLocaleError, ValueError):
        return 0


@cache
def language(tag: str, command_name: str = COMMANDS[0]) -> Language:
    """The language for a tag such as `en-US`; English, dates and lists too, where there is no catalogue.

    `command_name` is what sentences call the slash command.
    """
    parts = _SEPARATOR.split(tag)
    # A country that the library does not know is no reason for another language.
    for wanted in ("_".join(parts), parts[0]):
        with contextlib.suppress(UnknownLocaleError, ValueError):
            locale = Locale.parse(wanted)
            is_known = locale.language in {known for known, _ in available_languages()}
            return Language(locale if is_known else ENGLISH, command_name)
    return Language(ENGLISH, command_name)
