"""Times of day as people say them, rewritten as a clock shows them: "half past three", "halb vier"."""

import re

_ENGLISH = "one two three four five six seven eight nine ten eleven twelve"
_GERMAN = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
_NUMBERS = {
    word: number for words in (_ENGLISH, _GERMAN) for number, word in enumerate(words.split(), start=1)
} | {"ein": 1}
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_HALF_OF_DAY = (
    r"(?:\s*(?:o['’]?clock|uhr))?(?:\s+(?:in\s+the\s+|in\s+der\s+|am\s+)?"
    r"(?P<half>am|pm|morning|afternoon|evening|früh|morgens|vormittags?|nachmittags?|abends?)\b)?"
)
_AFTERNOON = ("pm", "afternoon", "evening", "nachmittag", "nachmittags", "abend", "abends")
MAX_HOUR_MEANT_AFTER_NOON = 6
"""A digest at "half past six" comes in the evening: no one reads it at night."""
_MINUTES = {"half past": 30, "quarter past": 15, "viertel nach": 15, "quarter to": -15, "viertel vor": -15}
_MINUTES |= {"dreiviertel": -15, "halb": -30, "quarter after": 15, "quarter of": -15}
_PART = "|".join(_MINUTES).replace(" ", r"\s+")
_PAST = re.compile(rf"\b(?:(?:a|at|um)\s+)?(?P<part>{_PART})\s+{_HOUR}\b{_HALF_OF_DAY}", re.IGNORECASE)
_WORD_HOUR = re.compile(
    rf"\b(?:at|um|gegen|around)\s+(?P<hour>{'|'.join(_NUMBERS)})\b{_HALF_OF_DAY}", re.IGNORECASE
)
_HOUR_OF_HALF = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:\s*(?:o['’]?clock|uhr))?\s+(?:in\s+the|in\s+der|am)\s+"
    r"(?P<half>morning|afternoon|evening|früh|vormittag|nachmittag|abend)\b"
    r"|(?<![\d:.])(?P<bare>\d{1,2})(?:\s*uhr)?\s+(?P<when>morgens|früh|vormittags|nachmittags|abends)\b",
    re.IGNORECASE,
)
_WEEKDAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sonnabend"
_WEEKDAY_AND_PART = re.compile(
    rf"\b({_WEEKDAYS})s?(morgen|früh|vormittag|mittag|nachmittag|abend)s?\b", re.IGNORECASE
)
_WEEKDAY_MORNING = re.compile(rf"\b({_WEEKDAYS})s?\s+morgen\b", re.IGNORECASE)
_HAS_TIME = re.compile(
    r"\d{1,2}[:.h]\d{2}\b|\d\s?(?:am|pm)\b|\d\s?uhr\b|(?<=at )\d{1,2}\b|(?<=um )\d{1,2}\b", re.IGNORECASE
)
_PARTS_OF_DAY = {
    **dict.fromkeys(("morning", "mornings", "vormittag", "vormittags", "früh", "morgens"), "9:00"),
    **dict.fromkeys(("lunch", "lunchtime", "mittag", "mittags"), "12:00"),
    **dict.fromkeys(("afternoon", "afternoons", "nachmittag", "nachmittags"), "15:00"),
    **dict.fromkeys(("evening", "evenings", "abend", "abends"), "18:00"),
}
_PART_OF_DAY = re.compile(rf"\b(?:in\s+the\s+|in\s+der\s+)?({'|'.join(_PARTS_OF_DAY)})\b", re.IGNORECASE)


def write_as_clock(text: str) -> str:
    """Return the text with times in words as a clock shows them. Without a half of the day, 1 to 6 is pm."""
    text = _WEEKDAY_AND_PART.sub(lambda m: f"{m[1]} {'früh' if m[2] == 'morgen' else m[2]}", text)
    text = _WEEKDAY_MORNING.sub(r"\1 früh", text)
    text = _PAST.sub(_read_past, text)
    text = _WORD_HOUR.sub(lambda m: _format_clock(_parse_number(m["hour"]), 0, m["half"]), text)
    text = _HOUR_OF_HALF.sub(
        lambda m: _format_clock(_parse_number(m["hour"] or m["bare"]), 0, m["half"] or m["when"]), text
    )
    if _HAS_TIME.search(text):
        return _PART_OF_DAY.sub(" ", text)
    return _PART_OF_DAY.sub(lambda m: _PARTS_OF_DAY[m[1].casefold()], text, count=1)


def _read_past(match: re.Match[str]) -> str:
    minutes = _MINUTES[" ".join(match["part"].casefold().split())]
    return _format_clock(_parse_number(match["hour"]), minutes, match["half"])


def _parse_number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.casefold()]


def _format_clock(hour: int, minutes: int, half: str | None) -> str:
    """Return a time, so many minutes after the hour, on the half of the day that is named or meant."""
    total = hour * 60 + minutes
    is_afternoon = half is not None and half.casefold() in _AFTERNOON
    is_meant = half is None and total < (MAX_HOUR_MEANT_AFTER_NOON + 1) * 60
    if total < 12 * 60 and (is_afternoon or is_meant):
        total += 12 * 60
    return f"{total // 60 % 24}:{total % 60:02}"
