"""What is said to the bot in a message, and what only speaks of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands.addressed_text import extract_addressed_text, mentions_bot, normalize_addressed_text
from bot.domain.commands.command import (
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
    HelpCommand,
    HistoryQuery,
    UndoCommand,
)
from bot.domain.commands.parser import parse
from bot.domain.ids import UserId
from tests.domain.commands.typing import VALUES, everything

BOT = UserId("UBOT")


@pytest.mark.parametrize(
    ("text", "people", "words"),
    [
        ("<@UBOT> <@U1> thanks for the review", ("U1",), "thanks for the review"),
        ("<@UBOT> thanks <@U1> for the review", ("U1",), "thanks for the review"),
        ("<@UBOT>: thanks <@U1>, you saved the day", ("U1",), "thanks, you saved the day"),
        ("<@UBOT> thanks <@U1> and <@U2> for it", ("U1", "U2"), "thanks for it"),
        ("<@UBOT> thanks <@U1> for helping <@U2>", ("U1",), "thanks for helping <@U2>"),
        ("<@UBOT> Thank you so much <@U1> for it", ("U1",), "Thank you so much for it"),
        ("<@UBOT> kudos to <@U1> for it", ("U1",), "kudos for it"),
        ("<@UBOT> a big thank you to <@U1> for it", ("U1",), "a big thank you for it"),
        ("<@UBOT> please thank <@U1> for it", ("U1",), "for it"),
        ("<@UBOT> say thanks to <@U1> for it", ("U1",), "for it"),
        ("<@UBOT> vielen Dank an <@U1> für alles", ("U1",), "vielen Dank für alles"),
        ("Hey <@UBOT>, thanks <@U1> for it", ("U1",), "thanks for it"),
        ("thanks <@UBOT> <@U1> for it", ("U1",), "thanks for it"),
        ("<@UBOT> <@UBOT> <@U1> thanks for it", ("U1",), "thanks for it"),
        ("<@U1> <@UBOT> thanks for it", ("U1",), "thanks for it"),
        ("thanks <@U1> and <@UBOT> for it", ("U1",), "thanks for it"),
        ("<@UBOT> thanks for the review <@U1>", ("U1",), "thanks for the review <@U1>"),
        ("<@UBOT> the review was great, <@U1>", ("U1",), "the review was great, <@U1>"),
        ("thanks <@U1> for the review <@UBOT>", ("U1",), "thanks for the review"),
        ("thanks <@U1> for the review, cc <@UBOT>!", ("U1",), "thanks for the review"),
        ("thanks for the review <@U1>, <@UBOT>", ("U1",), "thanks for the review <@U1>"),
        ("<@U1> thanks for the review /cc <@UBOT>", ("U1",), "thanks for the review"),
        ("thanks <@U1> for setting up <@UBOT>", ("U1",), "thanks for setting up <@UBOT>"),
        ("thanks <@U1> for bringing <@UBOT> to us", ("U1",), "thanks for bringing <@UBOT> to us"),
        ("<@UBOT> thanks <@U1> for <@UBOT> itself", ("U1",), "thanks for <@UBOT> itself"),
        ("&gt; as you said\n<@UBOT> thanks <@U1> for it", ("U1",), "thanks for it"),
        ("<@UBOT> thanks <@U1> for &lt;that&gt; &amp; more", ("U1",), "thanks for &lt;that&gt; &amp; more"),
        ("<@UBOT> thanks <@U1>", ("U1",), ""),
        ("<@UBOT> thanks <@U1>!", ("U1",), ""),
        ("<@UBOT> thanks <@U1> #collaboration", ("U1",), ""),
        ("<@UBOT>\nthanks <@U1>\nfor all of it", ("U1",), "thanks\nfor all of it"),
    ],
)
def test_recipients_and_text_of_a_message(text: str, people: tuple[str, ...], words: str) -> None:
    assert mentions_bot(text, BOT)
    command = extract_addressed_text(text, BOT)
    assert command is not None
    meaning = parse(command, VALUES)
    assert isinstance(meaning, GiveCommand)
    assert (meaning.users, meaning.text, meaning.is_private) == (people, words, False)


@pytest.mark.parametrize(
    "text",
    [
        "<@UBOT> <@U1> thanks for the map <@UBOT> <@U2> thanks for the key",
        "<@UBOT> thanks <@U1> for the map. <@UBOT> thanks <@U2> for the key",
        "<@UBOT> <@U1> thanks for the map <@UBOT>, <@U2> thanks for the key",
    ],
)
def test_each_thanks_after_the_bots_name_is_a_recognition(text: str) -> None:
    meaning = parse(extract_addressed_text(text, BOT) or "", VALUES)
    assert isinstance(meaning, GiveSeveralCommand)
    assert [gift.users for gift in meaning.commands] == [("U1",), ("U2",)]
    assert BOT not in str(meaning)


def test_user_group_is_thanked_like_a_user() -> None:
    command = extract_addressed_text("<@UBOT> thanks <!subteam^S1|@backend> for the night", BOT)
    assert parse(command or "", VALUES) == GiveCommand((), ("S1",), "thanks for the night", ())


def test_value_is_found() -> None:
    meaning = parse(extract_addressed_text("<@UBOT> thanks <@U1> for it #collaboration", BOT) or "", VALUES)
    assert isinstance(meaning, GiveCommand)
    assert (meaning.text, meaning.values) == ("thanks for it", ("collaboration",))


@pytest.mark.parametrize("text", ["<@UBOT> quietly thank <@U1> for it", "<@UBOT> quietly <@U1> for it"])
def test_private_recognition_is_understood(text: str) -> None:
    meaning = parse(extract_addressed_text(text, BOT) or "", VALUES)
    assert meaning == GiveCommand((UserId("U1"),), (), "for it", (), is_private=True)


@pytest.mark.parametrize(
    "text",
    [
        "I told <@U1> that <@UBOT> is nice",
        "<@U1> do you know <@UBOT>?",
        "what does <@UBOT> do?",
        "thanks, I'll ask <@U1> about <@UBOT>",
        "<@U1> <@U2> lunch? <@UBOT>",
    ],
)
def test_message_about_the_bot_is_not_addressed_to_it(text: str) -> None:
    assert mentions_bot(text, BOT)
    assert extract_addressed_text(text, BOT) is None


@pytest.mark.parametrize(
    "text",
    [
        "&gt; <@UBOT> thanks <@U1> for it",
        "&gt; <@UBOT> thanks\nwhat a nice quote",
        "`<@UBOT> thanks <@U1>`",
        "```\n<@UBOT> thanks <@U1>\n```",
        "nothing at all",
        "<@UBOTHER> thanks",
    ],
)
def test_quotes_and_code_are_ignored(text: str) -> None:
    assert not mentions_bot(text, BOT)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("<@UBOT>", HelpCommand(is_requested=False)),
        ("hello <@UBOT>!", HelpCommand(is_requested=False)),
        ("<@UBOT> help", HelpCommand()),
        ("<@UBOT> Help!", HelpCommand()),
        ("<@UBOT> undo", UndoCommand()),
        ("<@UBOT>, history", HistoryQuery()),
        ("<@UBOT> thanks!", GiveWithoutNames("", "thanks", ())),
    ],
)
def test_subcommands_are_understood(text: str, meaning: object) -> None:
    assert parse(extract_addressed_text(text, BOT) or "", VALUES) == meaning


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("who thanked <@U1>?", True),
        ("can you show me what <@U1> got? ", True),
        ("thanks <@U1>, what would we do without you?", False),
        ("the review was great, <@U1>", False),
    ],
)
def test_question_is_no_recognition(text: str, is_asked: bool) -> None:
    meaning = parse(normalize_addressed_text(text), VALUES)
    assert isinstance(meaning, GiveCommand) is not is_asked


@given(everything, everything)
def test_any_message_can_be_parsed(before: str, after: str) -> None:
    text = f"{before}<@UBOT>{after}"
    mentions_bot(text, BOT)
    parse(extract_addressed_text(text, BOT) or "", VALUES)
    parse(normalize_addressed_text(text), VALUES)


@given(st.sampled_from(["hi", "Hey", "good morning", "dear", "ok"]), st.sampled_from(["", ",", "!", " –"]))
def test_greeting_is_for_the_bot(greeting: str, sign: str) -> None:
    assert normalize_addressed_text(f"{greeting}{sign} <@U1> thanks for it") == "<@U1> thanks for it"
