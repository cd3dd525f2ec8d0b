"""A different question each week."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.prompt import WeeklyPrompt, find_weekly_prompt


@given(st.dates(date(2000, 1, 3), date(2100, 1, 1)))
def test_prompt_changes_with_the_week(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    week = [find_weekly_prompt(monday + timedelta(days=number)) for number in range(7)]
    assert len(set(week)) == 1
    assert find_weekly_prompt(monday + timedelta(days=7)) != week[0]
    months = {find_weekly_prompt(monday + timedelta(weeks=number)) for number in range(len(WeeklyPrompt))}
    assert months == set(WeeklyPrompt)
