"""What follows `settings` and `forget`."""

import pytest

from bot.domain.commands.command import Command, ForgetMeCommand, GiveCommand
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.commands.settings_command import (
    AdminsCommand,
    DeactivatedDaysCommand,
    DigestEditorsCommand,
    PublicLanguageCommand,
    RetentionCommand,
    SettingsCommand,
    SettingsHistoryCommand,
    TargetChannelCommand,
    ValuesInFormCommand,
)
from bot.domain.digest import DigestEditors
from bot.domain.ids import NO_CHANNEL, ChannelId, UserId
from bot.domain.values import FIRST_VALUES, Values

VALUES = Values(FIRST_VALUES)


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("settings", SettingsCommand()),
        ("Settings ", SettingsCommand()),
        ("settings keep 24 months", RetentionCommand(24)),
        ("settings keep 1 month", RetentionCommand(1)),
        ("settings keep 36", RetentionCommand(36)),
        ("settings retention 2 years", RetentionCommand(24)),
        ("settings keep 10 years", RetentionCommand(120)),
        ("settings deactivated 90 days", DeactivatedDaysCommand(90)),
        ("settings deactivated 0", DeactivatedDaysCommand(0)),
        ("settings deactivated 3650 days", DeactivatedDaysCommand(3_650)),
        ("settings digests admins", DigestEditorsCommand(DigestEditors.ADMINS)),
        ("settings digests by members", DigestEditorsCommand(DigestEditors.MEMBERS)),
        ("settings language de", PublicLanguageCommand("de")),
        ("settings Language pt-BR", PublicLanguageCommand("pt-br")),
        ("settings values asked", ValuesInFormCommand(are_asked=True)),
        ("settings values asked for", ValuesInFormCommand(are_asked=True)),
        ("settings values open", ValuesInFormCommand(are_asked=False)),
        ("settings values left open", ValuesInFormCommand(are_asked=False)),
        ("settings shoutouts here", TargetChannelCommand(NO_CHANNEL)),
        ("settings Shout-Outs Here ", TargetChannelCommand(NO_CHANNEL)),
        ("settings shoutouts <#C0KUDOS|kudos>", TargetChannelCommand(ChannelId("C0KUDOS"))),
        ("settings shoutouts in  <#C0KUDOS|>", TargetChannelCommand(ChannelId("C0KUDOS"))),
        ("settings admins add <@U2|maya>", AdminsCommand(is_added=True, users=(UserId("U2"),))),
        (
            "settings Admin Add <@U2>, <@U3> and <@U2>",
            AdminsCommand(is_added=True, users=(UserId("U2"), UserId("U3"))),
        ),
        ("settings admins remove <@U2>", AdminsCommand(is_added=False, users=(UserId("U2"),))),
        ("settings changes", SettingsHistoryCommand()),
        ("forget me", ForgetMeCommand()),
        ("Forget  ME ", ForgetMeCommand()),
    ],
)
def test_understood_commands(typed: str, meaning: Command) -> None:
    assert parse(typed, VALUES) == meaning


@pytest.mark.parametrize(
    ("typed", "puzzle"),
    [
        ("settings keep", ParseErrorKind.MONTHS),
        ("settings keep 0 months", ParseErrorKind.MONTHS),
        ("settings keep 121", ParseErrorKind.MONTHS),
        ("settings keep 11 years", ParseErrorKind.MONTHS),
        ("settings keep -3", ParseErrorKind.MONTHS),
        ("settings keep 99999999999999999999", ParseErrorKind.MONTHS),
        ("settings deactivated", ParseErrorKind.DEACTIVATED_DAYS),
        ("settings deactivated soon", ParseErrorKind.DEACTIVATED_DAYS),
        ("settings deactivated 3651", ParseErrorKind.DEACTIVATED_DAYS),
        ("settings digests", ParseErrorKind.DIGESTS_SET_BY),
        ("settings digests nobody", ParseErrorKind.DIGESTS_SET_BY),
        ("settings langauge de", ParseErrorKind.SETTINGS),
        ("settings admin5 add", ParseErrorKind.SETTINGS),
        ("settings values", ParseErrorKind.VALUES_ASKED),
        ("settings values maybe", ParseErrorKind.VALUES_ASKED),
        ("settings shoutouts", ParseErrorKind.SHOUT_OUTS),
        ("settings shoutouts #kudos", ParseErrorKind.SHOUT_OUTS),
        ("settings shoutouts <#C1> <#C2>", ParseErrorKind.SHOUT_OUTS),
        ("settings admins", ParseErrorKind.ADMINS),
        ("settings admins add", ParseErrorKind.ADMINS),
        ("settings admins add maya", ParseErrorKind.ADMINS),
        ("settings admins add <@U2> for <#C1>", ParseErrorKind.ADMINS),
        ("forget", ParseErrorKind.SUBCOMMAND),
        ("forget you", ParseErrorKind.SUBCOMMAND),
    ],
)
def test_commands_that_need_an_answer(typed: str, puzzle: ParseErrorKind) -> None:
    found = parse(typed, VALUES)
    assert isinstance(found, ParseError)
    assert found.kind is puzzle
    assert found.suggestions


@pytest.mark.parametrize(
    ("typed", "puzzle"),
    [
        ("settings colour blue", ParseErrorKind.SETTINGS),
        ("settings language", ParseErrorKind.LANGUAGE),
        ("settings language klingon please", ParseErrorKind.LANGUAGE),
    ],
)
def test_texts_without_near_miss(typed: str, puzzle: ParseErrorKind) -> None:
    found = parse(typed, VALUES)
    assert isinstance(found, ParseError)
    assert (found.kind, found.suggestions) == (puzzle, ())


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
def test_text_with_a_name_is_a_recognition(typed: str) -> None:
    assert isinstance(parse(typed, VALUES), GiveCommand)
