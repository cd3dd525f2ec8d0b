"""What holds for the grammar of giving, whatever is typed."""

from functools import partial

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.commands import vocabulary
from bot.domain.commands.addressed_text import extract_addressed_text, mentions_bot, normalize_addressed_text
from bot.domain.commands.command import (
    Command,
    DoubtfulGiveCommand,
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
)
from bot.domain.commands.discretion_words import ANONYMOUS, DISCREET, DISCREET_BEFORE_NAMES
from bot.domain.commands.parser import parse
from bot.domain.commands.thanks_words import THANKS
from bot.domain.ids import UserId
from bot.domain.mentions import ChannelMention, GroupMention, UserMention, escape, parse_markup, unescape
from bot.domain.message_text import clean_text
from tests.domain.commands.typing import VALUES, anything, everything
from tests.processor_time import is_slow

BOT = UserId("UBOT")


def gifts(command: Command) -> tuple[GiveCommand, ...]:
    match command:
        case GiveCommand():
            return (command,)
        case GiveSeveralCommand(several):
            return several
        case _:
            return ()


def phrases(words: vocabulary.WordList, language: str) -> list[str]:
    return [phrase.strip() for phrase in words.get(language, "").split(",") if phrase]


def is_public(command: Command) -> bool:
    """Whether anything would be posted."""
    return any(not gift.is_private and not gift.is_anonymous for gift in gifts(command))


@given(everything)
@example("<@U1> thanks for it. <@U1>")
def test_only_mentioned_users_are_thanked(text: str) -> None:
    for typed in (text, f"thanks <@U9> {text}", f"{text} <@U9>", f"thanks for {text} <@U9> for it"):
        parts = parse_markup(typed)
        users = {part.id for part in parts if isinstance(part, UserMention)}
        channels = {part.id for part in parts if isinstance(part, ChannelMention)}
        groups = {part.id for part in parts if isinstance(part, GroupMention)} | channels
        for gift in gifts(parse(typed, VALUES)):
            assert set(gift.users) <= users
            assert set(gift.groups) <= groups
            assert channels.intersection(gift.groups) <= gift.whole <= set(gift.groups)
            assert gift.users or gift.groups
            assert clean_text(gift.text) == gift.text
            assert {part.id for part in parse_markup(gift.text) if isinstance(part, UserMention)} <= users


@given(everything, everything)
def test_any_message_to_the_bot_can_be_parsed(before: str, after: str) -> None:
    text = f"{before}<@UBOT>{after}"
    mentions_bot(text, BOT)
    assert isinstance(parse(extract_addressed_text(text, BOT) or "", VALUES), Command)
    assert isinstance(parse(normalize_addressed_text(text), VALUES), Command)


@given(anything)
def test_letters_of_the_text_stay_in_order(typed: str) -> None:
    meaning = parse(f"<@U9> {escape(typed)}", VALUES)
    if isinstance(meaning, DoubtfulGiveCommand):
        meaning = meaning.command
    assume(isinstance(meaning, GiveCommand) and "#" not in typed and "@" not in typed)
    assert isinstance(meaning, GiveCommand)
    whole, kept = ("".join(filter(str.isalnum, clean_text(text))) for text in (typed, unescape(meaning.text)))
    # What asks for discretion is left out at either end.
    assert kept in whole
    if not meaning.is_private:
        assert whole == kept


@given(everything)
def test_recognition_text_is_parsed_to_the_same(text: str) -> None:
    meaning = parse(f"<@U9> {text}", VALUES)
    if isinstance(meaning, DoubtfulGiveCommand):
        meaning = meaning.command
    assume(isinstance(meaning, GiveCommand) and not meaning.is_private)
    assert isinstance(meaning, GiveCommand)
    again = parse(f"<@U9> {meaning.text}", VALUES)
    for gift in gifts(again):
        assert len(gift.text) <= len(meaning.text)


@pytest.mark.parametrize("language", vocabulary.JOINING_WORDS)
def test_each_joining_word_joins_names_and_nothing_else(language: str) -> None:
    for phrase in phrases(vocabulary.JOINING_WORDS, language):
        meaning = parse(f"<@U1> {phrase} <@U2> thanks for it", VALUES)
        assert meaning == GiveCommand((UserId("U1"), UserId("U2")), (), "thanks for it", ())
        alone = parse(f"<@U1> {phrase} wonderful, <@U2> agrees", VALUES)
        assert all(gift.users == ("U1",) for gift in gifts(alone))


@pytest.mark.parametrize("language", THANKS)
def test_each_word_of_thanks_leads_to_names(language: str) -> None:
    for phrase in phrases(THANKS, language):
        meaning = parse(f"{phrase} <@U1> for covering for <@U2>", VALUES)
        assert meaning == GiveCommand((UserId("U1"),), (), f"{phrase} for covering for <@U2>", ())


@pytest.mark.parametrize("language", DISCREET)
def test_wish_for_discretion_is_never_public(language: str) -> None:
    for phrase in [*phrases(DISCREET, language), *phrases(ANONYMOUS, language)]:
        around = (
            *(
                f"{phrase} <@U1> thanks for it",
                f"{phrase}: <@U1> thanks for it",
                f"({phrase}) <@U1> thanks for it",
            ),
            *(
                f"<@U1> {phrase} thanks for it",
                f"<@U1>, {phrase}, thanks for it",
                f"<@U1> ({phrase}) thanks for it",
            ),
            *(f"<@U1> {phrase}", f"<@U1> {phrase} you are great", f"thanks <@U1> {phrase} for it"),
            *(
                f"thanks {phrase} <@U1> for it",
                f"thanks for it {phrase} <@U1>",
                f"<@U1> {phrase} <@U2> thanks for it",
            ),
            *(
                f"{phrase.upper()} <@U1> thanks",
                f"<@U1> thanks for it ({phrase})",
                f"<@U1> thanks. {phrase} <@U2> thanks",
            ),
        )
        for typed in around:
            meaning = parse(escape(typed).replace("&lt;@", "<@").replace("&gt;", ">"), VALUES)
            assert not is_public(meaning), typed


@pytest.mark.parametrize("language", DISCREET_BEFORE_NAMES)
def test_discretion_phrases_that_count_before_names_only(language: str) -> None:
    for phrase in phrases(DISCREET_BEFORE_NAMES, language):
        assert not is_public(parse(f"{phrase} <@U1> thanks for it", VALUES))


_LONG_WORDS = [*vocabulary.merge_lists(DISCREET, ANONYMOUS)]


@given(
    st.sampled_from(
        sorted(word for word in _LONG_WORDS if word.isascii() and word.isalpha() and len(word) > 6)
    ),
    st.integers(1, 5),
)
def test_swapped_letters_are_understood(word: str, at: int) -> None:
    typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for text in (f"{typed} <@U1> thanks for it", f"<@U1> {typed} thanks for it", f"<@U1> {typed}"):
        assert not is_public(parse(text, VALUES)), text


PIECES = [
    *(
        "quietly ",
        "quitely ",
        "private, ",
        "(quietly) ",
        "thanks ",
        "thanks, ",
        "a big ",
        "for ",
        "and ",
        "さん",
    ),
    *(
        "(",
        ")",
        "(a",
        "*",
        "*a*",
        "_",
        '"',
        "“",
        "'",
        "-",
        "–",
        ".",
        ". ",
        "!",
        "\n",
        "\n- ",
        ",",
        ", ",
        "@a ",
    ),
    *(":", ":a:", "::", ":tada: ", "🎉", "\u200b", "\u3000", "#", "# ", "#a", "#collab", "#collab ", "＃"),
    *("<@U1> ", "<@U1> and ", "<@U1> for x. ", "thanks <@U1> for x. ", ", thanks <@U1> ", "\n<@U1> for x"),
    *("hi ", "1:1 ", "for your eyes only ", "😀 ", "'s ", "x", "x ", "#creativity#"),
]


def _parse_addressed(text: str) -> Command:
    return parse(extract_addressed_text(f"<@UBOT> {text}", BOT) or "", VALUES)


def _surround(before: str, piece: str, after: str, length: int) -> str:
    return f"{before}{piece * (length // len(piece))}{after}"


@pytest.mark.parametrize("piece", PIECES)
def test_forty_thousand_characters_are_parsed_quickly(piece: str) -> None:
    for before, after in (("<@U1> ", ""), ("thanks for the review ", " <@U2>"), ("", " <@U2> for it")):
        make = partial(_surround, before, piece, after)
        assert isinstance(_parse_addressed(make(40_000)), Command)
        assert not is_slow(_parse_addressed, make, 40_000), before


@given(st.sampled_from(["thanks everyone", "danke euch allen", "great week"]))
def test_without_names_there_are_no_recipients(text: str) -> None:
    assert isinstance(parse(text, VALUES), GiveWithoutNames)
