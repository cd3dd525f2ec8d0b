"""What follows `settings` and `forget`."""

import pytest

from bot.domain.commands.command import ForgetMe, Give, Meaning, NotUnderstood, Puzzle
from bot.domain.commands.parser import parse
from bot.domain.commands.settings_command import (
    AdminsChange,
    DigestsSetBy,
    ForgetDeactivated,
    KeepMonths,
    PublicLanguage,
    Settings,
    SettingsChanged,
    ShoutOutsIn,
    ValuesAsked,
)
from bot.domain.digest import DigestEditors
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
        ("settings digests admins", DigestsSetBy(DigestEditors.ADMINS)),
        ("settings digests by members", DigestsSetBy(DigestEditors.MEMBERS)),
        ("settings language de", PublicLanguage("de")),
        ("settings Language pt-BR", PublicLanguage("pt-br")),
        ("settings values asked", ValuesAsked(are_asked=True)),
        ("settings values asked for", ValuesAsked(are_asked=True)),
        ("settings values open", ValuesAsked(are_asked=False)),
        ("settings values left open", ValuesAsked(are_asked=False)),
        ("settings shoutouts here", ShoutOutsIn("")),
        ("settings Shout-Outs Here ", ShoutOutsIn("")),
        ("settings shoutouts <#C0KUDOS|kudos>", ShoutOutsIn("C0KUDOS")),
        ("settings shoutouts in  <#C0KUDOS|>", ShoutOutsIn("C0KUDOS")),
        ("settings admins add <@U2|maya>", AdminsChange(is_added=True, people=("U2",))),
        ("settings Admin Add <@U2>, <@U3> and <@U2>", AdminsChange(is_added=True, people=("U2", "U3"))),
        ("settings admins remove <@U2>", AdminsChange(is_added=False, people=("U2",))),
        ("settings changes", SettingsChanged()),
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
        ("settings langauge de", Puzzle.SETTINGS),
        ("settings admin5 add", Puzzle.SETTINGS),
        ("settings values", Puzzle.VALUES_ASKED),
        ("settings values maybe", Puzzle.VALUES_ASKED),
        ("settings shoutouts", Puzzle.SHOUT_OUTS),
        ("settings shoutouts #kudos", Puzzle.SHOUT_OUTS),
        ("settings shoutouts <#C1> <#C2>", Puzzle.SHOUT_OUTS),
        ("settings admins", Puzzle.ADMINS),
        ("settings admins add", Puzzle.ADMINS),
        ("settings admins add maya", Puzzle.ADMINS),
        ("settings admins add <@U2> for <#C1>", Puzzle.ADMINS),
        ("forget", Puzzle.SUBCOMMAND),
        ("forget you", Puzzle.SUBCOMMAND),
    ],
)
def test_asked_about(typed: str, puzzle: Puzzle) -> None:
    found = parse(typed, VALUES)
    assert isinstance(found, NotUnderstood)
    assert found.puzzle is puzzle
    assert found.closest


@pytest.mark.parametrize(
    ("typed", "puzzle"),
    [
        ("settings colour blue", Puzzle.SETTINGS),
        ("settings language", Puzzle.LANGUAGE),
        ("settings language klingon please", Puzzle.LANGUAGE),
    ],
)
def test_nothing_is_near(typed: str, puzzle: Puzzle) -> None:
    found = parse(typed, VALUES)
    assert isinstance(found, NotUnderstood)
    assert (found.puzzle, found.closest) == (puzzle, ())


@pytest.mark.parametrize(
    "typed",
    [
        "forget me not, great <@U2>",
        "settings are so much clearer thanks to <@U2>",
        "settings values are so much clearer thanks to <@U2>",
        "settings language is so kind, <@U2>",
        "settings admins love you <@U2>",
    ],
)
def test_with_a_person_named_it_is_thanks(typed: str) -> None:
    assert isinstance(parse(typed, VALUES), Give)
