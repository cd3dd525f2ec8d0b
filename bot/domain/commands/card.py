"""The grammar of `card`: "@maya until friday 16:00 for your farewell"."""

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain.calendar import CalendarUnit
from bot.domain.card_deadline import Deadline
from bot.domain.commands.date_words import MONTHS, NUMBERS, SHORT_MONTHS, SHORT_WEEKDAYS, UNITS, WEEKDAYS
from bot.domain.commands.digest_schedule import parse_clock
from bot.domain.commands.digest_words import DAYS_AHEAD
from bot.domain.commands.spoken_times import write_as_clock
from bot.domain.commands.vocabulary import fold_text, merge_lists
from bot.domain.ids import UserId
from bot.domain.mentions import GroupMention, TextToken, UserMention, escape, parse_markup, write_markup
from bot.domain.time_zones import ZoneFinder

UNTIL = merge_lists({"en": "until, till, til, by", "de": "bis"})
_FOR = merge_lists({"en": "for, to", "de": "für, fuer"})
_AND = merge_lists({"en": "and, &", "de": "und"})
_PRIVATELY = merge_lists(
    {"en": "quietly, privately, secretly, private", "de": "privat, heimlich, vertraulich"}
)
_BEFORE_DAY = merge_lists({"en": "on, the, this, of", "de": "am, den, dem, zum, diesen"})
_BEFORE_TIME = merge_lists({"en": "at, around", "de": "um, gegen"})
_AFTER_TIME = merge_lists({"en": "o'clock, o’clock", "de": "uhr"})
_NOON = merge_lists({"en": "noon, midday", "de": "mittag, mittags"})
_MIDNIGHT = merge_lists({"en": "midnight", "de": "mitternacht"})
_IN = merge_lists({"en": "in", "de": "in"})
NAMES = frozenset({"card", *map(fold_text, ("karte", "carte", "tarjeta", "cartão", "カード", "寄せ書き"))})
"""What begins a card, in all languages: to know it, no file of a language is read."""
_DAYS = {CalendarUnit.DAY: 1, CalendarUnit.WEEK: 7}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)?")
_YEAR = re.compile(r"20\d\d")
_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d{2})(?:am|pm)?|\d{1,2}(?:am|pm|h)", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}")
_HALVES = {"am", "pm", "a.m.", "p.m."}
_ZONE = re.compile(r"[A-Za-z]/[A-Za-z]|\b[A-Z]{2,5}\b")
_MARKUP = re.compile(r"<[^<>]*>")
_MAX_DAYS = 1_000


class CardCommand(Struct, frozen=True):
    """Start a card for `users` and `groups` (ids). What is missing is asked for in a form.

    `occasion` is Slack markup.
    """

    users: tuple[UserId, ...] = ()
    groups: tuple[str, ...] = ()
    deadline: Deadline | None = None
    occasion: str = ""
    is_private: bool = False


class CardsCommand(Struct, frozen=True):
    """List the open cards that the user started, signed or was invited to."""


def may_name_zone(text: str) -> bool:
    """Return True if a command starts a card and may name a time zone: their names take long to read."""
    words = text.split(maxsplit=1)
    is_card = bool(words) and fold_text(words[0]) in NAMES
    return is_card and _ZONE.search(_MARKUP.sub(" ", text)) is not None


def parse_card(rest: str, zones: ZoneFinder | None = None) -> CardCommand | None:
    """Read what follows `card`, as Slack sends it; None if it is no card: "card games with @maya"."""
    if not rest.strip():
        return CardCommand()
    command, tokens = CardCommand(), list(parse_markup(rest))
    words: list[str] = []
    is_before_names = True
    for token in tokens:
        match token:
            case UserMention(user) if is_before_names:
                command = replace(command, users=tuple(dict.fromkeys((*command.users, user))))
            case GroupMention(group) if is_before_names:
                command = replace(command, groups=tuple(dict.fromkeys((*command.groups, group))))
            case TextToken(text):
                if not is_before_names or _FOR | _AND | _PRIVATELY | {""} >= set(_fold(text)):
                    typed = escape(text).split()
                    words += [one for one in typed if not is_before_names or fold_text(one) in _PRIVATELY]
                    continue
                is_before_names = False
                words += escape(text).split()
            case other:
                is_before_names = False
                words += write_markup([other]).split()
    if not (command.users or command.groups) and _fold(rest)[0] not in UNTIL and not rest.startswith("@"):
        return None
    if words and fold_text(words[0]) in _PRIVATELY:
        command, words = replace(command, is_private=True), words[1:]
    return _read_words(command, words, zones or ZoneFinder())


def _fold(text: str) -> list[str]:
    return [fold_text(word).strip(",;:") for word in text.split()] or [""]


def _read_words(command: CardCommand, words: Sequence[str], zones: ZoneFinder) -> CardCommand:
    for start, word in enumerate(words):
        if fold_text(word) not in UNTIL:
            continue
        # "half past three" becomes "15:30".
        after = write_as_clock(" ".join(words[start + 1 :])).split()
        reading = _Reading(after, zones)
        reading.read()
        if reading.deadline == Deadline():
            continue
        left = after[reading.position :]
        if left and left[0][0].isdecimal():
            # A time or a date that does not exist: "friday 25:00".
            continue
        is_private = bool(left) and fold_text(left[0]).strip(",") in _PRIVATELY
        occasion = " ".join([*words[:start], *left[int(is_private) :]]).strip(" ,;–—-")
        return replace(
            command,
            deadline=reading.deadline,
            occasion=occasion,
            is_private=command.is_private or is_private,
        )
    return replace(command, occasion=" ".join(words))


class _Reading(Struct):
    """The words behind "until", as far as they are a day, a time and a zone."""

    words: list[str]
    zones: ZoneFinder
    deadline: Deadline = field(default_factory=Deadline)
    position: int = 0

    def read(self) -> None:
        """Read until the first word that is none of these."""
        while self.position < len(self.words) and (taken := self._take()):
            self.position += taken

    def _word(self, ahead: int = 0) -> str:
        place = self.position + ahead
        return fold_text(self.words[place]).strip(",;") if place < len(self.words) else ""

    def _take(self) -> int:
        """Read what begins here; return how many words it has, 0 if it is something else."""
        word, following = self._word(), self._word(1)
        if (word in _BEFORE_DAY and not self.deadline.has_day) or (
            word in _BEFORE_TIME and not self.deadline.at
        ):
            was = self.deadline
            self.position += 1
            taken = self._take() if self.position < len(self.words) else 0
            self.position -= 1
            return taken + 1 if taken and self.deadline != was else 0
        return self._take_day(word, following) or self._take_time(word, following) or self._take_zone(word)

    def _take_day(self, word: str, following: str) -> int:
        if self.deadline.has_day:
            return 0
        if (weekday := WEEKDAYS.get(word, SHORT_WEEKDAYS.get(word.rstrip(".")))) is not None:
            self.deadline = replace(self.deadline, weekday=weekday)
            return 1
        if word in DAYS_AHEAD:
            self.deadline = replace(self.deadline, days_ahead=DAYS_AHEAD[word])
            return 1
        unit = UNITS.get(self._word(2))
        if word in _IN and unit in _DAYS:
            count = int(following) if following.isdecimal() else NUMBERS.get(following, 0)
            if 0 < count <= _MAX_DAYS:
                self.deadline = replace(self.deadline, days_ahead=count * _DAYS[unit])
                return 3
        if iso := _ISO.fullmatch(word):
            year, month, day = map(int, iso.groups())
            self.deadline = replace(self.deadline, year=year, month=month, day=day)
            return 1
        if dotted := _DOTTED.fullmatch(word):
            self.deadline = replace(
                self.deadline,
                year=int(dotted[3]) if dotted[3] else None,
                month=int(dotted[2]),
                day=int(dotted[1]),
            )
            return 1
        return self._take_named_date(word, following)

    def _take_named_date(self, word: str, following: str) -> int:
        """Read "4 December", "December 4th" or "4. Dezember 2026"."""
        # "4 of December".
        gap = int(following == "of")
        for day_word, month_word in ((word, self._word(1 + gap)), (following, word)):
            day, name = _DAY_OF_MONTH.fullmatch(day_word), month_word.rstrip(".")
            month = MONTHS.get(name, SHORT_MONTHS.get(name))
            if not (day and month):
                continue
            taken = 2 + (gap if day_word == word else 0)
            year = self._word(taken)
            has_year = bool(_YEAR.fullmatch(year))
            self.deadline = replace(
                self.deadline, day=int(day[1]), month=month, year=int(year) if has_year else None
            )
            return taken + has_year
        return 0

    def _take_time(self, word: str, following: str) -> int:
        if self.deadline.at is not None:
            return 0
        if word in _NOON | _MIDNIGHT:
            self.deadline = replace(self.deadline, at=parse_clock("12:00" if word in _NOON else "0:00"))
            return 1
        half = following.replace(".", "") if following in _HALVES else ""
        is_hour = bool(_HOUR.fullmatch(word)) and (
            bool(half) or following in _AFTER_TIME or self.deadline.has_day or self._follows_at()
        )
        if not (is_hour or _CLOCK.fullmatch(word)):
            return 0
        clock = parse_clock(word + half)
        if clock is None:
            return 0
        self.deadline = replace(self.deadline, at=clock)
        return 2 if half or following in _AFTER_TIME else 1

    def _follows_at(self) -> bool:
        return self.position > 0 and self._word(-1) in _BEFORE_TIME

    def _take_zone(self, word: str) -> int:
        """Read a zone that cannot be a word of a sentence: "Europe/Berlin", "CET", "UTC+1"."""
        typed = self.words[self.position].strip(",;")
        looks_like_zone = "/" in typed or (len(typed) > 1 and typed.isupper())
        if self.deadline.zone or not self.deadline.at or not looks_like_zone:
            return 0
        match self.zones.find(word):
            case (zone,):
                self.deadline = replace(self.deadline, zone=zone)
                return 1
            case _:
                return 0
