"""What a shorter time of keeping would erase."""

from datetime import UTC, datetime

import pytest

from bot.domain.retention import DAYS, MONTHS, SettingErasure, find_setting_erasures

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
SET = {MONTHS: 24, DAYS: 90}


@pytest.mark.parametrize(
    "wished", [{}, SET, {MONTHS: 24}, {MONTHS: 25}, {DAYS: 91}, {MONTHS: 120, DAYS: 3_650}], ids=str
)
def test_unshortened_setting_erases_nothing(wished: dict[str, int]) -> None:
    assert find_setting_erasures(SET, wished, NOW) == ()


def test_shortened_setting_erases_older_rows() -> None:
    months = SettingErasure(MONTHS, 24, 3, datetime(2026, 8, 28, 9, tzinfo=UTC))
    days = SettingErasure(DAYS, 90, 0, NOW)
    assert find_setting_erasures(SET, {MONTHS: 3}, NOW) == (months,)
    assert find_setting_erasures(SET, {DAYS: 0}, NOW) == (days,)
    assert find_setting_erasures(SET, {MONTHS: 3, DAYS: 0}, NOW) == (months, days)
