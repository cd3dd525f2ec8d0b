"""A different question each week."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.questions import Question, of_week


@given(st.dates(date(2000, 1, 3), date(2100, 1, 1)))
def test_one_for_all_of_a_week_and_another_one_for_the_next(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    week = [of_week(monday + timedelta(days=number)) for number in range(7)]
    assert len(set(week)) == 1
    assert of_week(monday + timedelta(days=7)) != week[0]
    months = {of_week(monday + timedelta(weeks=number)) for number in range(len(Question))}
    assert months == set(Question)
