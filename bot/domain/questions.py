"""Questions that invite a thought of somebody: a different one each week."""

from datetime import date
from enum import StrEnum


class Question(StrEnum):
    """What is asked; the words are found where they are said."""

    EASIER = "easier"
    WENT_WRONG = "went wrong"
    TAUGHT = "taught"
    LIGHTER = "lighter"


def of_week(day: date) -> Question:
    """The question of the week that a day lies in, which begins on Monday; the next week has the next one."""
    questions = tuple(Question)
    # Day 1 of the calendar was a Monday.
    return questions[(day.toordinal() - 1) // 7 % len(questions)]
