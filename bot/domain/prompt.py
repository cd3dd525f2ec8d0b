"""Weekly prompts: a question that reminds users of colleagues, a different one each week."""

from datetime import date
from enum import StrEnum


class WeeklyPrompt(StrEnum):
    """What is asked; the words are found where they are said."""

    EASIER = "easier"
    WENT_WRONG = "went wrong"
    TAUGHT = "taught"
    LIGHTER = "lighter"


def find_weekly_prompt(day: date) -> WeeklyPrompt:
    """Return the prompt of the week of a day; weeks begin on Monday, and prompts take turns."""
    questions = tuple(WeeklyPrompt)
    # Day 1 of the calendar was a Monday.
    return questions[(day.toordinal() - 1) // 7 % len(questions)]
