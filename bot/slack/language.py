"""The language that a sentence is said in.

Sentences are written in English in the code and pass through gettext; a catalogue in `bot/locale`
translates them. Dates and lists follow the locale, through Babel.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list
from babel.support import NullTranslations, Translations

from bot.domain.calendar import Period, Schedule, known_zone

CATALOGUES = Path(__file__).parent.parent / "locale"
ENGLISH = Locale("en")


class Language:
    """One locale: its sentences, its dates and its lists."""

    def __init__(self, locale: Locale) -> None:
        """Load the catalogue, or do without where there is none: the sentences are English then."""
        self.locale = locale
        self._catalogue: NullTranslations = Translations.load(str(CATALOGUES), [str(locale), locale.language])

    def gettext(self, sentence: str) -> str:
        """The sentence in this language."""
        return self._catalogue.gettext(sentence)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The sentence in this language, in the form for this number."""
        return self._catalogue.ngettext(one, many, count)

    def listed(self, items: Sequence[str]) -> str:
        """Items as in a sentence: "Ana, Li and Maya"."""
        return format_list(list(items), locale=self._short())

    def _short(self) -> Locale:
        """English lists without the comma before "and": they are names, and voices stay plain."""
        return Locale("en", "GB") if self.locale.language == "en" else self.locale

    def date(self, moment: datetime, zone: str) -> str:
        """A day as somebody in that zone would write it."""
        return format_date(moment.astimezone(ZoneInfo(known_zone(zone))), "medium", locale=self._short())

    def period(self, period: Period, zone: str) -> str:
        """The days of a period, "23–29 November". The day on which it ends belongs to the next one."""
        first_day = _day(period.start, zone)
        last_day = max(_day(period.end, zone) - timedelta(days=1), first_day)
        # CLDR has patterns for stretches of days with short names of months only.
        patterns = self._short().interval_formats["MMMd"]
        begin, end = patterns["d" if first_day.month == last_day.month else "M"]
        return format_date(first_day, begin.replace("MMM", "MMMM"), locale=self._short()) + format_date(
            last_day, end.replace("MMM", "MMMM"), locale=self._short()
        )

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
        local = moment.astimezone(ZoneInfo(known_zone(zone)))
        return self.gettext("{day} {time} in {place}").format(
            day=get_day_names("wide", "stand-alone", locale=self.locale)[local.weekday()],
            time=format_time(local, "HH:mm", locale=self.locale),
            place=known_zone(zone).rsplit("/", 1)[-1].replace("_", " "),
        )


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(known_zone(zone))).date()


def spoken() -> tuple[tuple[str, str], ...]:
    """The languages that there are (tag, own name)."""
    catalogues = sorted(each.name for each in CATALOGUES.iterdir()) if CATALOGUES.is_dir() else []
    tags = [ENGLISH.language, *(tag for tag in catalogues if Locale.parse(tag))]
    return tuple((tag, Locale.parse(tag).get_display_name() or tag) for tag in tags)


def is_spoken(tag: str) -> bool:
    """Whether sentences can be said in this language."""
    return language(tag).locale.language == re.split("[-_]", tag)[0].casefold()


@cache
def language(tag: str) -> Language:
    """The language for a tag such as `en-US`; English, dates and lists too, where there is no catalogue."""
    try:
        locale = Locale.parse(tag, sep="-" if "-" in tag else "_")
    except (UnknownLocaleError, ValueError):
        return Language(ENGLISH)
    is_spoken = locale.language == ENGLISH.language or (CATALOGUES / locale.language).is_dir()
    return Language(locale if is_spoken else ENGLISH)
