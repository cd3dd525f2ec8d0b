"""Orders and questions that name nobody are understood by their nearest meaning."""

import pytest

from bot.domain.commands.command import (
    Command,
    ExportCommand,
    ForgetMeCommand,
    GiveWithoutNames,
    HelpCommand,
    HistoryQuery,
    LeadsCommand,
    PrivacyCommand,
    RankingQuestion,
    UndoCommand,
    ValuesCommand,
)
from bot.domain.commands.digest_command import DigestOffCommand, DigestStatusCommand
from bot.domain.commands.order_words import Topic
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.commands.requests import is_thanks_to_bot
from bot.domain.commands.settings_command import SettingsCommand
from bot.domain.date_ranges import RecentMonths, RecentWeekday
from tests.domain.commands.typing import VALUES

MINE = HistoryQuery(users=("me",))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("last", HistoryQuery()),
        ("given launch", HistoryQuery(is_given=True, phrases=("launch",))),
        ("received sketches", HistoryQuery(phrases=("sketches",))),
        ("meine kudos", HistoryQuery()),
        ("when is the next digest?", DigestStatusCommand()),
        ("wann kommt der rückblick", DigestStatusCommand()),
        ("what values are there", ValuesCommand()),
        ("welche werte gibt es?", ValuesCommand()),
        ("who are the leads", LeadsCommand()),
        ("which values did I get", MINE),
        ("who looked at my data?", PrivacyCommand()),
        ("is this anonymous?", PrivacyCommand()),
        ("turn off dms", PrivacyCommand()),
        ("no digest for me", PrivacyCommand()),
        ("unsubscribe me from the digest", PrivacyCommand()),
        ("digest off for me", PrivacyCommand()),
        ("kein Rückblick für mich", PrivacyCommand()),
        ("turn off the digest", DigestOffCommand()),
        ("i only want private thanks", PrivacyCommand()),
        ("bitte danke mir nur privat", PrivacyCommand()),
        ("mes données", PrivacyCommand()),
        ("are you an AI?", HelpCommand(has_greeting=True)),
        ("how is it going?", HelpCommand(has_greeting=True)),
        ("bist du eine KI", HelpCommand(has_greeting=True)),
        ("I want to thank someone", HelpCommand(is_requested=False)),
        ("ich möchte jemandem danken", HelpCommand(is_requested=False)),
        ("mach das weg", HelpCommand(topics=(Topic.UNDO, Topic.EDIT))),
        ("my latest thanks", HistoryQuery()),
        ("letzte", HistoryQuery()),
        ("oops", HelpCommand(topics=(Topic.UNDO, Topic.EDIT))),
        ("wrong person!", HelpCommand(topics=(Topic.UNDO, Topic.EDIT))),
        ("hoppla", HelpCommand(topics=(Topic.UNDO, Topic.EDIT))),
        ("oups", HelpCommand(topics=(Topic.UNDO, Topic.EDIT))),
        ("language deutsch", HelpCommand(topics=(Topic.LANGUAGE,))),
        ("sprache englisch", HelpCommand(topics=(Topic.LANGUAGE,))),
        ("auf deutsch bitte", HelpCommand(topics=(Topic.LANGUAGE,))),
        ("langue", HelpCommand(topics=(Topic.LANGUAGE,))),
        ("rewards", RankingQuestion()),
        ("redeem", RankingQuestion()),
        ("redeem my points", RankingQuestion()),
        ("shop", RankingQuestion()),
        ("gift cards", RankingQuestion()),
        ("Prämien", RankingQuestion()),
        ("Gutscheine einlösen", RankingQuestion()),
        ("classement", RankingQuestion()),
        ("recompensas", RankingQuestion()),
        ("me", MINE),
        ("my history", HistoryQuery()),
        ("my thanks", HistoryQuery()),
        ("show me my history", MINE),
        ("mein Verlauf", HistoryQuery()),
        ("verlauf", HistoryQuery()),
        ("given", HistoryQuery(is_given=True)),
        ("received", HistoryQuery()),
        ("gegeben", HistoryQuery(is_given=True)),
        ("given since monday", HistoryQuery(is_given=True, since=RecentWeekday(0))),
        ("november", HistoryQuery(stretch=RecentMonths(11))),
        ("what did I get?", MINE),
        ("what did I give", HistoryQuery(users=("me",), is_given=True)),
        ("who thanked me?", MINE),
        ("wer hat mir gedankt?", MINE),
        ("was habe ich bekommen", MINE),
        ("search launch", HistoryQuery(phrases=("launch",))),
        ("find the launch party", HistoryQuery(phrases=("launch", "party"))),
        ("suche nach Übergabe", HistoryQuery(phrases=("Übergabe",))),
        ("history <#C1|design>", HistoryQuery(channels=("C1",))),
        ("<#C1|design> history", HistoryQuery(channels=("C1",))),
        ("help me", HelpCommand()),
        ("hilf mir bitte", HelpCommand()),
        ("show values", ValuesCommand()),
        ("list my settings", PrivacyCommand()),
        ("wie lösche ich meine Daten", HelpCommand(topics=(Topic.FORGET,))),
        ("how do I delete my data?", HelpCommand(topics=(Topic.FORGET,))),
        ("I don't want to be thanked publicly", PrivacyCommand()),
        ("remove me from the digest", PrivacyCommand()),
        ("wer kann das lesen?", PrivacyCommand()),
        ("?", HelpCommand()),
        ("??", HelpCommand()),
        ("hello", HelpCommand(has_greeting=True)),
        ("Hallo!", HelpCommand(has_greeting=True)),
        ("good morning", HelpCommand(has_greeting=True)),
        ("who are you?", HelpCommand(has_greeting=True)),
        ("Hearten", HelpCommand(has_greeting=True)),
        ("how are you, Hearten?", HelpCommand(has_greeting=True)),
        ("wer bist du", HelpCommand(has_greeting=True)),
        ("what can you do", HelpCommand(has_greeting=True)),
        ("was kannst du?", HelpCommand(has_greeting=True)),
        ("commands", HelpCommand()),
        ("help please", HelpCommand()),
        ("hilfe", HelpCommand()),
        ("Hilfe!", HelpCommand()),
        ("what can I type?", HelpCommand()),
        ("how does this work?", HelpCommand()),
        ("how do I undo", HelpCommand(topics=(Topic.UNDO,))),
        ("how do I thank somebody?", HelpCommand(topics=(Topic.GIVE,))),
        ("how can I delete my thanks", HelpCommand(topics=(Topic.REMOVE,))),
        ("how to export my data", HelpCommand(topics=(Topic.EXPORT,))),
        ("how do I give thanks privately", HelpCommand(topics=(Topic.QUIETLY,))),
        ("wie kann ich danken?", HelpCommand(topics=(Topic.GIVE,))),
        ("wie mache ich etwas rückgängig", HelpCommand(topics=(Topic.UNDO,))),
        ("help with the digest", HelpCommand(topics=(Topic.DIGEST,))),
        ("help history", HelpCommand(topics=(Topic.HISTORY,))),
        ("undo please", UndoCommand()),
        ("take it back", UndoCommand()),
        ("undo my last kudos", UndoCommand()),
        ("rückgängig machen", UndoCommand()),
        ("delete my last thanks", UndoCommand()),
        ("lösche meinen letzten Dank", UndoCommand()),
        ("delete", HelpCommand(topics=(Topic.UNDO, Topic.FORGET))),
        ("löschen", HelpCommand(topics=(Topic.UNDO, Topic.FORGET))),
        ("delete my data", ForgetMeCommand()),
        ("delete me", ForgetMeCommand()),
        ("erase all my data please", ForgetMeCommand()),
        ("meine daten löschen", ForgetMeCommand()),
        ("Lösche alle meine Daten!", ForgetMeCommand()),
        ("vergiss mich", ForgetMeCommand()),
        ("remove my account", ForgetMeCommand()),
        ("export my data", ExportCommand()),
        ("meine Daten exportieren", ExportCommand()),
        ("download all my data", ExportCommand()),
        ("stop", PrivacyCommand()),
        ("STOP!", PrivacyCommand()),
        ("stopp", PrivacyCommand()),
        ("unsubscribe", PrivacyCommand()),
        ("leave me alone", PrivacyCommand()),
        ("lass mich in Ruhe", PrivacyCommand()),
        ("please stop messaging me", PrivacyCommand()),
        ("no more messages", PrivacyCommand()),
        ("preferences", PrivacyCommand()),
        ("my settings", PrivacyCommand()),
        ("meine Daten", PrivacyCommand()),
        ("Datenschutz", PrivacyCommand()),
        ("einstellungen", SettingsCommand()),
        ("werte", ValuesCommand()),
        ("wochenrückblick", DigestStatusCommand()),
        ("leitung", LeadsCommand()),
        ("report", HelpCommand(topics=(Topic.REPORT,))),
        ("edit my last thanks", HelpCommand(topics=(Topic.EDIT,))),
        ("thank someone", HelpCommand(is_requested=False)),
        ("kudos", HelpCommand(is_requested=False)),
        ("leaderboard", RankingQuestion()),
        ("show me the leaderboard", RankingQuestion()),
        ("leaderbord", RankingQuestion()),
        ("top", RankingQuestion()),
        ("top 10", RankingQuestion()),
        ("top givers this month", RankingQuestion()),
        ("stats", RankingQuestion()),
        ("my points", RankingQuestion()),
        ("score", RankingQuestion()),
        ("Rang", RankingQuestion()),
        ("Rangliste", RankingQuestion()),
        ("statistik", RankingQuestion()),
        ("meine Punkte?", RankingQuestion()),
        ("how many thanks did I get", RankingQuestion()),
        ("how many points do I have?", RankingQuestion()),
        ("wie viele habe ich bekommen", RankingQuestion()),
        ("who got most", RankingQuestion()),
        ("who has the most kudos?", RankingQuestion()),
        ("wer hat die meisten?", RankingQuestion()),
    ],
)
def test_the_nearest_meaning(text: str, meaning: Command) -> None:
    assert parse(text, VALUES) == meaning


@pytest.mark.parametrize(
    ("text", "command"),
    [("hsitory", "history"), ("setings", "settings"), ("verluaf", "history"), ("einstelungen", "settings")],
)
def test_a_misspelt_order_is_asked_about(text: str, command: str) -> None:
    assert parse(text, VALUES) == ParseError(ParseErrorKind.SUBCOMMAND, text, (command,))


@pytest.mark.parametrize(
    "text",
    [
        "thanks everyone",
        "thanks for the launch",
        "thank you for yesterday",
        "for the lovely sketches",
        "top work from everybody in the team",
        "undo was a great idea of the editor team",
        "what a great week",
        "what a value you bring",
        "danke für gestern",
        "given the circumstances a wonderful job",
        "maya thanks for the review",
        "stop worrying, you were brilliant",
        "help from the night shift when prod was down",
    ],
)
def test_thanks_without_names_open_the_form(text: str) -> None:
    assert isinstance(parse(text, VALUES), GiveWithoutNames)


@pytest.mark.parametrize(
    "text",
    [
        "bye",
        "Good night!",
        "schönes Wochenende",
        "thank you!",
        "thanks",
        "Thanks a lot!",
        "thanks so much, Hearten",
        "danke!",
        "Danke dir",
        "vielen Dank für die Hilfe",
        "merci",
        "good bot",
        "you're great",
        "Super, danke!",
        "👍",
        ":heart:",
        "thx :slightly_smiling_face:",
    ],
)
def test_thanks_to_the_bot(text: str) -> None:
    assert is_thanks_to_bot(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "thanks everyone",
        "thanks for the sketches",
        "thank the team",
        "danke an alle",
        "maya is great",
        "Hearten",
        "ok",
        "what",
    ],
)
def test_what_is_no_thanks_to_the_bot(text: str) -> None:
    assert not is_thanks_to_bot(text)


def test_a_name_that_slack_did_not_resolve_is_asked_about() -> None:
    assert parse("history @maya", VALUES) == ParseError(ParseErrorKind.HISTORY, "@maya")
    assert parse("undo @maya", VALUES) == ParseError(ParseErrorKind.ORDER, "undo", ("undo",))
