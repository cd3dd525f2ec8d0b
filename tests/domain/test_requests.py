"""Orders and questions that name nobody are understood by their nearest meaning."""

import pytest

from bot.domain.commands.configuring import Settings
from bot.domain.commands.meaning import (
    DigestStatus,
    Export,
    ForgetMe,
    Help,
    History,
    Leads,
    Meaning,
    NobodyNamed,
    NoRanking,
    NotUnderstood,
    Puzzle,
    ShowPrivacy,
    ShowValues,
    Undo,
)
from bot.domain.commands.order_words import Topic
from bot.domain.commands.parsing import parse
from bot.domain.commands.requests import is_thanks_to_bot
from bot.domain.date_ranges import RecentMonths, RecentWeekday
from tests.domain.typing import VALUES

MINE = History(people=("me",))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("last", History()),
        ("given launch", History(given=True, phrases=("launch",))),
        ("received sketches", History(phrases=("sketches",))),
        ("meine kudos", History()),
        ("when is the next digest?", DigestStatus()),
        ("wann kommt der rückblick", DigestStatus()),
        ("what values are there", ShowValues()),
        ("welche werte gibt es?", ShowValues()),
        ("who are the leads", Leads()),
        ("which values did I get", MINE),
        ("who looked at my data?", ShowPrivacy()),
        ("is this anonymous?", ShowPrivacy()),
        ("turn off dms", ShowPrivacy()),
        ("mes données", ShowPrivacy()),
        ("are you an AI?", Help(greets=True)),
        ("how is it going?", Help(greets=True)),
        ("bist du eine KI", Help(greets=True)),
        ("I want to thank someone", Help(asked=False)),
        ("ich möchte jemandem danken", Help(asked=False)),
        ("mach das weg", Help(topics=(Topic.UNDO, Topic.EDIT))),
        ("my latest thanks", History()),
        ("letzte", History()),
        ("oops", Help(topics=(Topic.UNDO, Topic.EDIT))),
        ("wrong person!", Help(topics=(Topic.UNDO, Topic.EDIT))),
        ("hoppla", Help(topics=(Topic.UNDO, Topic.EDIT))),
        ("oups", Help(topics=(Topic.UNDO, Topic.EDIT))),
        ("language deutsch", Help(topics=(Topic.LANGUAGE,))),
        ("sprache englisch", Help(topics=(Topic.LANGUAGE,))),
        ("auf deutsch bitte", Help(topics=(Topic.LANGUAGE,))),
        ("langue", Help(topics=(Topic.LANGUAGE,))),
        ("rewards", NoRanking()),
        ("redeem", NoRanking()),
        ("redeem my points", NoRanking()),
        ("shop", NoRanking()),
        ("gift cards", NoRanking()),
        ("Prämien", NoRanking()),
        ("Gutscheine einlösen", NoRanking()),
        ("classement", NoRanking()),
        ("recompensas", NoRanking()),
        ("me", MINE),
        ("my history", History()),
        ("my thanks", History()),
        ("show me my history", MINE),
        ("mein Verlauf", History()),
        ("verlauf", History()),
        ("given", History(given=True)),
        ("received", History()),
        ("gegeben", History(given=True)),
        ("given since monday", History(given=True, since=RecentWeekday(0))),
        ("november", History(stretch=RecentMonths(11))),
        ("what did I get?", MINE),
        ("what did I give", History(people=("me",), given=True)),
        ("who thanked me?", MINE),
        ("wer hat mir gedankt?", MINE),
        ("was habe ich bekommen", MINE),
        ("search launch", History(phrases=("launch",))),
        ("find the launch party", History(phrases=("launch", "party"))),
        ("suche nach Übergabe", History(phrases=("Übergabe",))),
        ("history <#C1|design>", History(channels=("C1",))),
        ("<#C1|design> history", History(channels=("C1",))),
        ("help me", Help()),
        ("hilf mir bitte", Help()),
        ("show values", ShowValues()),
        ("list my settings", ShowPrivacy()),
        ("wie lösche ich meine Daten", Help(topics=(Topic.FORGET,))),
        ("how do I delete my data?", Help(topics=(Topic.FORGET,))),
        ("I don't want to be thanked publicly", ShowPrivacy()),
        ("remove me from the digest", ShowPrivacy()),
        ("wer kann das lesen?", ShowPrivacy()),
        ("?", Help()),
        ("??", Help()),
        ("hello", Help(greets=True)),
        ("Hallo!", Help(greets=True)),
        ("good morning", Help(greets=True)),
        ("who are you?", Help(greets=True)),
        ("Hearten", Help(greets=True)),
        ("how are you, Hearten?", Help(greets=True)),
        ("wer bist du", Help(greets=True)),
        ("what can you do", Help(greets=True)),
        ("was kannst du?", Help(greets=True)),
        ("commands", Help()),
        ("help please", Help()),
        ("hilfe", Help()),
        ("Hilfe!", Help()),
        ("what can I type?", Help()),
        ("how does this work?", Help()),
        ("how do I undo", Help(topics=(Topic.UNDO,))),
        ("how do I thank somebody?", Help(topics=(Topic.GIVE,))),
        ("how can I delete my thanks", Help(topics=(Topic.REMOVE,))),
        ("how to export my data", Help(topics=(Topic.EXPORT,))),
        ("how do I give thanks privately", Help(topics=(Topic.QUIETLY,))),
        ("wie kann ich danken?", Help(topics=(Topic.GIVE,))),
        ("wie mache ich etwas rückgängig", Help(topics=(Topic.UNDO,))),
        ("help with the digest", Help(topics=(Topic.DIGEST,))),
        ("help history", Help(topics=(Topic.HISTORY,))),
        ("undo please", Undo()),
        ("take it back", Undo()),
        ("undo my last kudos", Undo()),
        ("rückgängig machen", Undo()),
        ("delete my last thanks", Undo()),
        ("lösche meinen letzten Dank", Undo()),
        ("delete", Help(topics=(Topic.UNDO, Topic.FORGET))),
        ("löschen", Help(topics=(Topic.UNDO, Topic.FORGET))),
        ("delete my data", ForgetMe()),
        ("delete me", ForgetMe()),
        ("erase all my data please", ForgetMe()),
        ("meine daten löschen", ForgetMe()),
        ("Lösche alle meine Daten!", ForgetMe()),
        ("vergiss mich", ForgetMe()),
        ("remove my account", ForgetMe()),
        ("export my data", Export()),
        ("meine Daten exportieren", Export()),
        ("download all my data", Export()),
        ("stop", ShowPrivacy()),
        ("STOP!", ShowPrivacy()),
        ("stopp", ShowPrivacy()),
        ("unsubscribe", ShowPrivacy()),
        ("leave me alone", ShowPrivacy()),
        ("lass mich in Ruhe", ShowPrivacy()),
        ("please stop messaging me", ShowPrivacy()),
        ("no more messages", ShowPrivacy()),
        ("preferences", ShowPrivacy()),
        ("my settings", ShowPrivacy()),
        ("meine Daten", ShowPrivacy()),
        ("Datenschutz", ShowPrivacy()),
        ("einstellungen", Settings()),
        ("werte", ShowValues()),
        ("wochenrückblick", DigestStatus()),
        ("leitung", Leads()),
        ("report", Help(topics=(Topic.REPORT,))),
        ("edit my last thanks", Help(topics=(Topic.EDIT,))),
        ("thank someone", Help(asked=False)),
        ("kudos", Help(asked=False)),
        ("leaderboard", NoRanking()),
        ("show me the leaderboard", NoRanking()),
        ("leaderbord", NoRanking()),
        ("top", NoRanking()),
        ("top 10", NoRanking()),
        ("top givers this month", NoRanking()),
        ("stats", NoRanking()),
        ("my points", NoRanking()),
        ("score", NoRanking()),
        ("Rang", NoRanking()),
        ("Rangliste", NoRanking()),
        ("statistik", NoRanking()),
        ("meine Punkte?", NoRanking()),
        ("how many thanks did I get", NoRanking()),
        ("how many points do I have?", NoRanking()),
        ("wie viele habe ich bekommen", NoRanking()),
        ("who got most", NoRanking()),
        ("who has the most kudos?", NoRanking()),
        ("wer hat die meisten?", NoRanking()),
    ],
)
def test_the_nearest_meaning(text: str, meaning: Meaning) -> None:
    assert parse(text, VALUES) == meaning


@pytest.mark.parametrize(
    ("text", "command"),
    [("hsitory", "history"), ("setings", "settings"), ("verluaf", "history"), ("einstelungen", "settings")],
)
def test_a_misspelt_order_is_asked_about(text: str, command: str) -> None:
    assert parse(text, VALUES) == NotUnderstood(Puzzle.SUBCOMMAND, text, (command,))


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
def test_words_of_thanks_to_nobody_go_on_in_the_form(text: str) -> None:
    assert isinstance(parse(text, VALUES), NobodyNamed)


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
    assert parse("history @maya", VALUES) == NotUnderstood(Puzzle.HISTORY, "@maya")
    assert parse("undo @maya", VALUES) == NotUnderstood(Puzzle.ORDER, "undo", ("undo",))
