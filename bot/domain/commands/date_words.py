"""Words for dates, by language: plain data, folded as in `vocabulary`.

German abbreviations of two letters ("so", "do") are words, too: they are weekdays only after a preposition.
"""

from collections.abc import Mapping

from bot.domain.calendar import CalendarUnit
from bot.domain.commands.vocabulary import WordList, merge_lists

_UNITS: dict[CalendarUnit, WordList] = {
    CalendarUnit.DAY: {"en": "day, days", "de": "tag, tage, tagen, tages"},
    CalendarUnit.WEEK: {"en": "week, weeks, wk, wks", "de": "woche, wochen"},
    CalendarUnit.MONTH: {"en": "month, months", "de": "monat, monate, monaten, monats"},
    CalendarUnit.QUARTER: {
        "en": "quarter, quarters",
        "de": "quartal, quartale, quartalen, vierteljahr, quartals",
    },
    CalendarUnit.YEAR: {"en": "year, years, yr, yrs", "de": "jahr, jahre, jahren, jahres"},
}

_WEEKDAYS: tuple[WordList, ...] = (
    {"en": "monday, mondays", "de": "montag, montags"},
    {"en": "tuesday, tuesdays", "de": "dienstag, dienstags"},
    {"en": "wednesday, wednesdays", "de": "mittwoch, mittwochs"},
    {"en": "thursday, thursdays", "de": "donnerstag, donnerstags"},
    {"en": "friday, fridays", "de": "freitag, freitags"},
    {"en": "saturday, saturdays", "de": "samstag, samstags, sonnabend, sonnabends"},
    {"en": "sunday, sundays", "de": "sonntag, sonntags"},
)

_SHORT_WEEKDAYS: tuple[WordList, ...] = (
    {"en": "mon", "de": "mo"},
    {"en": "tue, tues", "de": "di"},
    {"en": "wed, weds", "de": "mi"},
    {"en": "thu, thur, thurs", "de": "do"},
    {"en": "fri", "de": "fr"},
    {"en": "sat", "de": "sa"},
    {"en": "sun", "de": "so"},
)

_MONTHS: tuple[WordList, ...] = (
    {"en": "january", "de": "januar, jänner, jaenner"},
    {"en": "february", "de": "februar, feber"},
    {"en": "march", "de": "märz, maerz"},
    {"en": "april", "de": "april"},
    {"en": "may", "de": "mai"},
    {"en": "june", "de": "juni"},
    {"en": "july", "de": "juli"},
    {"en": "august", "de": "august"},
    {"en": "september", "de": "september"},
    {"en": "october", "de": "oktober"},
    {"en": "november", "de": "november"},
    {"en": "december", "de": "dezember"},
)

_SHORT_MONTHS: tuple[WordList, ...] = (
    {"en": "jan", "de": "jän"},
    {"en": "feb", "de": "febr"},
    {"en": "mar", "de": "mrz"},
    {"en": "apr"},
    {},
    {"en": "jun"},
    {"en": "jul"},
    {"en": "aug"},
    {"en": "sep, sept"},
    {"en": "oct", "de": "okt"},
    {"en": "nov"},
    {"en": "dec", "de": "dez"},
)

_NUMBERS: tuple[WordList, ...] = (
    {"en": "one, a, an", "de": "ein, eine, einen, einem, einer, eins"},
    {"en": "two, couple", "de": "zwei"},
    {"en": "three, few", "de": "drei, paar"},
    {"en": "four", "de": "vier"},
    {"en": "five", "de": "fünf, fuenf"},
    {"en": "six", "de": "sechs"},
    {"en": "seven", "de": "sieben"},
    {"en": "eight", "de": "acht"},
    {"en": "nine", "de": "neun"},
    {"en": "ten", "de": "zehn"},
    {"en": "eleven", "de": "elf"},
    {"en": "twelve", "de": "zwölf, zwoelf"},
)
"""Numbers from one on."""


def _number_words(lists: tuple[WordList, ...]) -> Mapping[str, int]:
    """Return the place in the list of each word."""
    return {word: number for number, words in enumerate(lists) for word in merge_lists(words)}


UNITS: Mapping[str, CalendarUnit] = {
    word: unit for unit, words in _UNITS.items() for word in merge_lists(words)
}
WEEKDAYS = _number_words(_WEEKDAYS)
"""Weekdays from Monday (0) on."""
SHORT_WEEKDAYS = _number_words(_SHORT_WEEKDAYS)
MONTHS: Mapping[str, int] = {word: number + 1 for word, number in _number_words(_MONTHS).items()}
SHORT_MONTHS: Mapping[str, int] = {word: number + 1 for word, number in _number_words(_SHORT_MONTHS).items()}
NUMBERS: Mapping[str, int] = {word: number + 1 for word, number in _number_words(_NUMBERS).items()}

TODAY = merge_lists({"en": "today, now, tonight, present", "de": "heute, jetzt"})
YESTERDAY = merge_lists({"en": "yesterday", "de": "gestern"})
BEFORE_YESTERDAY = merge_lists({"de": "vorgestern"})
WEEKEND = merge_lists({"en": "weekend, weekends", "de": "wochenende, wochenenden"})
TIMES_OF_DAY = merge_lists(
    {"en": "morning, afternoon, evening, night, noon", "de": "morgen, früh, mittag, abend, nachmittag, nacht"}
)
RECENTLY = merge_lists({"en": "recently, lately, recent", "de": "kürzlich, neulich, zuletzt, neuerdings"})
AGO = merge_lists({"en": "ago, back, before"})

LAST = merge_lists(
    {
        "en": "last, previous, prior, latest",
        "de": (
            "letzte, letzten, letztes, letzter, letztem, vorige, vorigen, voriges, voriger, vergangene, "
            "vergangenen, vergangenes, vergangener"
        ),
    }
)
BEFORE_LAST = merge_lists({"de": "vorletzte, vorletzten, vorletztes, vorletzter"})
PAST = merge_lists({"en": "past"})
"""What makes a stretch of days up to now: "the past week"."""
THIS = merge_lists(
    {
        "en": "this, current",
        "de": "diese, diesen, dieses, dieser, diesem, aktuelle, aktuellen, aktuelles, laufende, laufenden",
    }
)

SINCE = merge_lists({"en": "since, from, starting, as of", "de": "seit, ab, von, vom, seitdem"})
AFTER = merge_lists({"en": "after", "de": "nach"})
UNTIL = merge_lists({"en": "until, till, til, through, to, up to, thru", "de": "bis, bis zum"})
BEFORE = merge_lists({"en": "before", "de": "vor"})
BETWEEN = merge_lists({"en": "between", "de": "zwischen"})
ON = merge_lists({"en": "in, on, at, during, over, within, of", "de": "im, in, am, während, über, ueber"})
DASHES = frozenset("-–—")
AND = merge_lists({"en": "and", "de": "und"})
ARTICLES = merge_lists({"en": "the", "de": "der, die, das, dem, den, des, zum, zur"})
PARTS = merge_lists(
    {"en": "start, beginning, begin, early, mid, middle, end, late, of", "de": "anfang, mitte, ende, beginn"}
)
"""What names a part of a stretch, which is taken for all of it."""
STRICT = merge_lists({"en": "since, until, till, til", "de": "seit, bis"})
"""What a date must follow: these words have no other meaning in a question."""
ALL = frozenset(
    [
        *(UNITS.keys() | WEEKDAYS.keys() | MONTHS.keys() | SHORT_MONTHS.keys() | NUMBERS.keys()),
        *(
            TODAY
            | YESTERDAY
            | BEFORE_YESTERDAY
            | WEEKEND
            | TIMES_OF_DAY
            | RECENTLY
            | AGO
            | LAST
            | BEFORE_LAST
        ),
        *(PAST | THIS | SINCE | AFTER | UNTIL | BEFORE | BETWEEN | ON | AND | ARTICLES | PARTS),
    ]
)
"""Every word of a date."""
