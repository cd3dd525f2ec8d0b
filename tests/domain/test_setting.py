"""What follows `settings` and `forget`."""

import pytest

from bot.domain.commands.meaning import (
    DigestsSetBy,
    ForgetDeactivated,
    ForgetMe,
    Give,
    KeepMonths,
    Meaning,
    NotUnderstood,
    Puzzle,
    Settings,
)
from bot.domain.commands.parsing import parse
from bot.domain.digest import SetBy
from bot.domain.values import FIRST_VALUES, Values

VALUES = Values(FIRST_VALUES)


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("settings", Settings()),
        ("Settings ", Settings()),
        ("settings keep 24 months", KeepMonths(24)),
        ("settings keep 1 month", KeepMonths(1)),
        ("settings keep 36", KeepMonths(36)),
        ("settings retention 2 years", KeepMonths(24)),
        ("settings keep 10 years", KeepMonths(120)),
        ("settings deactivated 90 days", ForgetDeactivated(90)),
        ("settings deactivated 0", ForgetDeactivated(0)),
        ("settings deactivated 3650 days", ForgetDeactivated(3_650)),
        ("settings digests admins", DigestsSetBy(SetBy.ADMINS)),
        ("settings digests by members", DigestsSetBy(SetBy.MEMBERS)),
        ("forget me", ForgetMe()),
        ("Forget  ME ", ForgetMe()),
    ],
)
def test_understood(typed: str, meaning: Meaning) -> None:
    assert parse(typed, VALUES) == meaning


@pytest.mark.parametrize(
    ("typed", "puzzle"),
    [
        ("settings keep", Puzzle.MONTHS),
        ("settings keep 0 months", Puzzle.MONTHS),
        ("settings keep 121", Puzzle.MONTHS),
        ("settings keep 11 years", Puzzle.MONTHS),
        ("settings keep -3", Puzzle.MONTHS),
        ("settings keep 99999999999999999999", Puzzle.MONTHS),
        ("settings deactivated", Puzzle.DEACTIVATED_DAYS),
        ("settings deactivated soon", Puzzle.DEACTIVATED_DAYS),
        ("settings deactivated 3651", Puzzle.DEACTIVATED_DAYS),
        ("settings digests", Puzzle.DIGESTS_SET_BY),
        ("settings digests nobody", Puzzle.DIGESTS_SET_BY),
        ("settings colour blue", Puzzle.SETTINGS),
        ("forget", Puzzle.SUBCOMMAND),
        ("forget you", Puzzle.SUBCOMMAND),
    ],
)
def test_asked_about(typed: str, puzzle: Puzzle) -> None:
    found = parse(typed, VALUES)
    assert isinstance(found, NotUnderstood)
    assert found.puzzle is puzzle
    assert found.closest


@pytest.mark.parametrize("typed", ["forget me not, <@U2>", "settings are so much clearer thanks to <@U2>"])
def test_with_a_person_named_it_is_thanks(typed: str) -> None:
    assert isinstance(parse(typed, VALUES), Give)
