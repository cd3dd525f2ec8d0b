"""The grammar of `privacy`, and what can be chosen."""

from itertools import combinations

import pytest
from hypothesis import given

from bot.domain.commands.command import Command, GiveCommand, PreferenceCommand, PrivacyCommand
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.commands.privacy import parse_privacy
from bot.domain.preferences import (
    TOPICS,
    DigestPreference,
    MessagePreference,
    Preference,
    Preferences,
    PromptPreference,
    ReactionPreference,
    find_preference,
    find_topic,
    list_options,
)
from bot.domain.visibility import ThanksPreference
from tests.domain.commands.typing import VALUES, everything

ALL = [choice for about in TOPICS for choice in list_options(about)]


@pytest.mark.parametrize(
    ("rest", "meaning"),
    [
        ("thanks privat", PreferenceCommand(ThanksPreference.PRIVATELY)),
        ("Dank öffentlich", PreferenceCommand(ThanksPreference.PUBLICLY)),
        ("dank gar nicht", PreferenceCommand(ThanksPreference.NEVER)),
        ("Nachrichten einmal am Tag", PreferenceCommand(MessagePreference.DAILY)),
        ("Reaktionen aus", PreferenceCommand(ReactionPreference.OFF)),
        ("gracias nunca", PreferenceCommand(ThanksPreference.NEVER)),
        ("", PrivacyCommand()),
        ("  \n", PrivacyCommand()),
        ("thanks publicly", PreferenceCommand(ThanksPreference.PUBLICLY)),
        ("thanks privately", PreferenceCommand(ThanksPreference.PRIVATELY)),
        ("THANKS  Never ", PreferenceCommand(ThanksPreference.NEVER)),
        ("messages at once", PreferenceCommand(MessagePreference.AT_ONCE)),
        ("messages at\nonce", PreferenceCommand(MessagePreference.AT_ONCE)),
        ("messages daily", PreferenceCommand(MessagePreference.DAILY)),
        ("messages never", PreferenceCommand(MessagePreference.NEVER)),
        ("digests on", PreferenceCommand(DigestPreference.ON)),
        ("digests off", PreferenceCommand(DigestPreference.OFF)),
        ("reactions on", PreferenceCommand(ReactionPreference.ON)),
        ("reactions OFF", PreferenceCommand(ReactionPreference.OFF)),
        ("prompts on", PreferenceCommand(PromptPreference.ON)),
        ("prompts off", PreferenceCommand(PromptPreference.OFF)),
    ],
)
def test_preferences_that_can_be_typed(rest: str, meaning: Command) -> None:
    assert parse(f"privacy {rest}", VALUES) == meaning


@pytest.mark.parametrize(
    ("rest", "closest"),
    [
        ("thanks privatly", ("thanks privately",)),
        ("thanks public", ("thanks publicly",)),
        ("thanks off", ("thanks never",)),
        ("thanks on", ("thanks publicly",)),
        ("messages off", ("messages never",)),
        ("messages on", ("messages at once",)),
        ("messages once", ("messages at once",)),
        ("digests never", ("digests off",)),
        ("reactions yes", ("reactions on",)),
        ("digests", ("digests on", "digests off")),
        ("digests sometimes", ("digests on", "digests off")),
        ("thank privately", ("thanks privately",)),
        ("mesages daily", ("messages daily",)),
        ("message", ("messages at once", "messages daily", "messages never")),
        ("digest off", ("digests off",)),
        ("privatly", ("thanks privately",)),
        ("daily", ("messages daily",)),
        ("prompts yes", ("prompts on",)),
        ("prompts never", ("prompts off",)),
        ("off", ("digests off", "reactions off", "prompts off")),
        ("never", ("thanks never", "messages never")),
        ("frobnicate", ()),
        ("&lt;&amp;", ()),
    ],
)
def test_near_misses(rest: str, closest: tuple[str, ...]) -> None:
    meaning = parse(f"privacy {rest}", VALUES)
    assert isinstance(meaning, ParseError)
    assert (meaning.kind, meaning.suggestions) == (ParseErrorKind.PRIVACY, closest)


def test_parse_error_quotes_the_typed_text() -> None:
    assert parse_privacy("Thanks Off ") == ParseError(ParseErrorKind.PRIVACY, "Thanks Off", ("thanks never",))


@pytest.mark.parametrize(
    "text",
    [
        "privacy was great <@U1>",
        "privacy thanks <@U1>",
        "privacy messages were clear, thanks <@U1>",
        "privacy <@U1> never forgot it",
    ],
)
def test_subcommand_word_can_begin_a_recognition(text: str) -> None:
    meaning = parse(text, VALUES)
    assert isinstance(meaning, GiveCommand)
    assert (meaning.users, meaning.text) == (("U1",), text)


@pytest.mark.parametrize(
    "rest", ["thanks never from <@U1>", "messages at once by <@U1>", "digests off <@U1>"]
)
def test_preference_is_no_recognition(rest: str) -> None:
    meaning = parse(f"privacy {rest}", VALUES)
    assert isinstance(meaning, ParseError)
    assert meaning.kind is ParseErrorKind.PRIVACY


@given(everything)
def test_nothing_typed_raises(text: str) -> None:
    for command in (text, f"thanks {text}", f"messages {text}", f"digests {text}"):
        meaning = parse_privacy(command)
        assert isinstance(meaning, PrivacyCommand | PreferenceCommand | ParseError)
        assert isinstance(parse(f"privacy {command}", VALUES), Command)
        if isinstance(meaning, ParseError):
            for phrase in meaning.suggestions:
                assert isinstance(parse_privacy(phrase), PreferenceCommand)


@pytest.mark.parametrize(("one", "other"), [*combinations(ALL, 2)])
def test_preferences_are_not_confused(one: Preference, other: Preference) -> None:
    assert one != other
    assert PreferenceCommand(one) != PreferenceCommand(other)


@pytest.mark.parametrize("choice", ALL)
def test_preference_changes_one_thing(choice: Preference) -> None:
    assert find_preference(find_topic(choice), str(choice.value)) is choice
    before = Preferences()
    changed = [new for old, new in zip(before, before.replace_preference(choice), strict=True) if old != new]
    assert changed == ([] if choice in before else [choice])


def test_defaults_are_the_first_of_each() -> None:
    assert list(Preferences()) == [list_options(about)[0] for about in TOPICS]
    assert [find_topic(choice) for choice in Preferences()] == list(TOPICS)
