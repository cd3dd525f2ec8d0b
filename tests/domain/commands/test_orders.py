"""Orders and questions that name a user are answered or asked about, never posted as recognitions."""

import pytest

from bot.domain.calendar import CalendarUnit
from bot.domain.commands.command import (
    ME,
    Command,
    GiveCommand,
    HelpCommand,
    HistoryQuery,
    RankingQuestion,
    UndoCommand,
)
from bot.domain.commands.order_topics import Topic
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.date_ranges import RecentWeekday, UnitsAgo
from bot.domain.ids import UserId
from tests.domain.commands.typing import VALUES

ANA = UserId("U1")

ABOUT_MAYA = HistoryQuery(users=(ANA,))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("<@U1> history", ABOUT_MAYA),
        ("kudos history <@U1>", ABOUT_MAYA),
        ("/kudos history <@U1>", ABOUT_MAYA),
        ("thanks <@U1> history", ABOUT_MAYA),
        ("thanks received by <@U1>", ABOUT_MAYA),
        ("thanks given by <@U1>", HistoryQuery(users=(ANA,), is_given=True)),
        (
            "meine Kudos an <@U1>",
            HistoryQuery(users=(ME,), is_given=True, counterparts=(ANA,)),
        ),
        (
            "my thanks to <@U1> last week",
            HistoryQuery(
                users=(ME,),
                is_given=True,
                counterparts=(ANA,),
                stretch=UnitsAgo(CalendarUnit.WEEK, 1),
            ),
        ),
        ("nimm meinen Dank an <@U1> zurück", UndoCommand((ANA,))),
        ("ich ziehe den Dank an <@U1> zurück", UndoCommand((ANA,))),
        ("mach den Dank an <@U1> rückgängig", UndoCommand((ANA,))),
        ("streiche den Dank an <@U1>", UndoCommand((ANA,))),
        ("I take my thanks to <@U1> back", UndoCommand((ANA,))),
        ("kudos count <@U1>", RankingQuestion()),
        ("<@U1>'s kudos count", RankingQuestion()),
        ("<@U1|maya>'s history", ABOUT_MAYA),
        ("<@U1|maya>'s last thanks", ABOUT_MAYA),
        ("<@U1>’s latest kudos?", ABOUT_MAYA),
        ("<@U1>s Lob", ABOUT_MAYA),
        (
            "<@U1>'s thanks last week",
            HistoryQuery(users=(ANA,), stretch=UnitsAgo(CalendarUnit.WEEK, 1)),
        ),
        ("<!subteam^S1|@backend>'s shoutouts", HistoryQuery(groups=("S1",))),
        ("wofür hat mir <@U1> gedankt", HistoryQuery(users=(ME,), counterparts=(ANA,))),
        ("<@U1> History!", ABOUT_MAYA),
        ("<@U1> verlauf", ABOUT_MAYA),
        ("verlauf <@U1>", ABOUT_MAYA),
        ("Verlauf von <@U1>", ABOUT_MAYA),
        ("the history of <@U1>", ABOUT_MAYA),
        ("please show me the history of <@U1>", ABOUT_MAYA),
        ("show <@U1>", ABOUT_MAYA),
        ("show me what <@U1> got", ABOUT_MAYA),
        ("can you show me <@U1>'s thanks?", ABOUT_MAYA),
        ("zeig mir den Verlauf von <@U1>", ABOUT_MAYA),
        ("list all thanks of <@U1>", ABOUT_MAYA),
        ("who thanked <@U1>", ABOUT_MAYA),
        ("who thanked <@U1>?", ABOUT_MAYA),
        ("wer dankte <@U1>", ABOUT_MAYA),
        ("Wer hat <@U1> gedankt?", ABOUT_MAYA),
        ("what did <@U1> get", ABOUT_MAYA),
        ("was hat <@U1> bekommen?", ABOUT_MAYA),
        ("<@U1> received", ABOUT_MAYA),
        ("<@U1> given", HistoryQuery(users=(ANA,), is_given=True)),
        ("given <@U1>", HistoryQuery(is_given=True, counterparts=(ANA,))),
        (
            "what did I give <@U1>?",
            HistoryQuery(users=(ME,), is_given=True, counterparts=(ANA,)),
        ),
        (
            "von mir an <@U1>",
            HistoryQuery(users=(ME,), is_given=True, counterparts=(ANA,)),
        ),
        (
            "history <@U1> since last month",
            HistoryQuery(users=(ANA,), since=UnitsAgo(CalendarUnit.MONTH, 1)),
        ),
        (
            "<@U1> history since last month",
            HistoryQuery(users=(ANA,), since=UnitsAgo(CalendarUnit.MONTH, 1)),
        ),
        ("<@U1> last week", HistoryQuery(users=(ANA,), stretch=UnitsAgo(CalendarUnit.WEEK, 1))),
        ("<@U1> seit montag", HistoryQuery(users=(ANA,), since=RecentWeekday(0))),
        ("history <@U1> launch party", HistoryQuery(users=(ANA,), phrases=("launch", "party"))),
        ("history launch <@U1>", HistoryQuery(users=(ANA,), phrases=("launch",))),
        ("search launch <@U1>", HistoryQuery(users=(ANA,), phrases=("launch",))),
        ("<!subteam^S1|@backend> history", HistoryQuery(groups=("S1",))),
        (
            "who thanked <@U1> for the great launch?",
            HistoryQuery(users=(ANA,), phrases=("great", "launch")),
        ),
        ("“history” <@U1>", ABOUT_MAYA),
        ("hist <@U1>", ABOUT_MAYA),
        ("give <@U1> 5 points", RankingQuestion()),
        ("gib <@U1> 10 Punkte", RankingQuestion()),
        ("wie lösche ich meinen Dank an <@U1>?", HelpCommand(topics=(Topic.REMOVE,))),
        ("undo <@U1>", UndoCommand((ANA,))),
        ("<@U1> undo", UndoCommand((ANA,))),
        ("UNDO <@U1>!", UndoCommand((ANA,))),
        ("undo my thanks to <@U1> please", UndoCommand((ANA,))),
        ("please undo my last kudos for <@U1> and <@U2>", UndoCommand((ANA, UserId("U2")))),
        ("undo <!subteam^S1|@backend>", UndoCommand((), ("S1",))),
        ("take back my thanks to <@U1>", UndoCommand((ANA,))),
        ("delete my thanks to <@U1>", UndoCommand((ANA,))),
        ("rückgängig <@U1>", UndoCommand((ANA,))),
        ("lösche meinen Dank an <@U1>", UndoCommand((ANA,))),
        ("<@U1> zurücknehmen", UndoCommand((ANA,))),
        ("meinen letzten Dank an <@U1> löschen", UndoCommand((ANA,))),
        ("how do I undo my thanks to <@U1>?", HelpCommand(topics=(Topic.UNDO,))),
        ("wie kann ich <@U1> danken", HelpCommand(topics=(Topic.GIVE,))),
        ("leaderboard <@U1>", RankingQuestion()),
        ("<@U1> points", RankingQuestion()),
        ("<@U1> 10 points", RankingQuestion()),
        ("points for <@U1>", RankingQuestion()),
        ("show me the score of <@U1>", RankingQuestion()),
        ("how many thanks did <@U1> get", RankingQuestion()),
        ("wie viele Punkte hat <@U1>?", RankingQuestion()),
        ("who got the most, <@U1> or <@U2>?", RankingQuestion()),
        ("<@U1> rang", RankingQuestion()),
        ("top <@U1>", RankingQuestion()),
        ("stats <!subteam^S1|@backend>", RankingQuestion()),
    ],
)
def test_answerable_orders(text: str, meaning: Command) -> None:
    assert parse(text, VALUES) == meaning


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("report <@U1>", Topic.REPORT),
        ("REPORT <@U1>.", Topic.REPORT),
        ("<@U1> report", Topic.REPORT),
        ("please report <@U1> for being rude to me", Topic.REPORT),
        ("report rude behaviour of <@U1>", Topic.REPORT),
        ("Meldung <@U1>", Topic.REPORT),
        ("Meldung über <@U1>", Topic.REPORT),
        ("melde <@U1>", Topic.REPORT),
        ("<@U1> melden", Topic.REPORT),
        ("forget <@U1>", Topic.FORGET),
        ("forget me <@U1>", Topic.FORGET),
        ("erase all about <@U1>", Topic.FORGET),
        ("vergiss <@U1>", Topic.FORGET),
        ("settings <@U1>", Topic.SETTINGS),
        ("<@U1> settings", Topic.SETTINGS),
        ("Einstellungen <@U1>", Topic.SETTINGS),
        ("delete <@U1>", Topic.REMOVE),
        ("remove <@U1> from the team", Topic.REMOVE),
        ("cancel <@U1>", Topic.REMOVE),
        ("lösche <@U1>", Topic.REMOVE),
        ("<@U1> löschen", Topic.REMOVE),
        ("stop <@U1>", Topic.PRIVACY),
        ("stop <@U1> from seeing my thanks", Topic.PRIVACY),
        ("block <@U1>", Topic.PRIVACY),
        ("mute <!subteam^S1|@backend>", Topic.PRIVACY),
        ("privacy <@U1>", Topic.PRIVACY),
        ("<@U1> datenschutz", Topic.PRIVACY),
        ("export <@U1>", Topic.EXPORT),
        ("help <@U1>", Topic.HELP),
        ("hilfe <@U1>", Topic.HELP),
        ("values <@U1>", Topic.VALUES),
        ("digest <@U1>", Topic.DIGEST),
        ("leads <@U1>", Topic.LEADS),
        ("edit <@U1>", Topic.EDIT),
        ("bearbeiten <@U1>", Topic.EDIT),
        ("test <@U1>", Topic.HELP),
        ("undo the deploy that <@U1> did", Topic.UNDO),
        ("which servers crashed near <@U1>?", Topic.HISTORY),
        ("change my thanks to <@U1>", Topic.EDIT),
        ("change <@U1>'s thanks to <@U2>", Topic.EDIT),
    ],
)
def test_orders_that_need_an_answer(text: str, topic: Topic) -> None:
    meaning = parse(text, VALUES)
    assert isinstance(meaning, ParseError)
    assert (meaning.kind, meaning.suggestions) == (ParseErrorKind.ORDER, (topic.value,))


@pytest.mark.parametrize(
    ("text", "got", "command"),
    [
        ("histroy <@U1>", "histroy", "history"),
        ("<@U1> Hsitory", "Hsitory", "history"),
        ("undoo <@U1>", "undoo", "undo"),
        ("setings <@U1>", "setings", "settings"),
        ("exprot <@U1>", "exprot", "export"),
        ("verluaf <@U1>", "verluaf", "history"),
        ("histroy <@U1> taught", "histroy", "history"),
    ],
)
def test_misspelt_order_needs_an_answer(text: str, got: str, command: str) -> None:
    assert parse(text, VALUES) == ParseError(ParseErrorKind.SUBCOMMAND, got, (command,))


@pytest.mark.parametrize(
    "text",
    [
        "history was great <@U1>",
        "thanks <@U1> export was a lifesaver",
        "my thanks to <@U1> for the help",
        "<@U1>'s kudos count for a lot",
        "undo was your best idea <@U1>",
        "<@U1> thanks for the report",
        "<@U1> report was great",
        "<@U1> great report",
        "<@U1> thanks for showing me how to delete it",
        "thanks <@U1> for the history",
        "top work <@U1>",
        "<@U1> top job",
        "<@U1> top Arbeit",
        "<@U1> for yesterday",
        "<@U1> for your help",
        "<@U1> für das Löschen",
        "<@U1> thanks for last week",
        "for november <@U1>",
        "what a great week <@U1>",
        "how kind of <@U1>",
        "wie toll, <@U1>",
        "when the server broke <@U1> stayed",
        "help <@U1> gave me",
        "help me thank <@U1> for the sketches",
        "help with the release from <@U1> saved my week",
        "help from <@U1> when prod was down",
        "stop worrying, <@U1> saved us",
        "digest on the way, <@U1> carried it",
        "settings page redesigned by <@U1>",
        "10 points to <@U1> for the rescue",
        "ranking first in helping others: <@U1>",
        "<@U1>",
        "<@U1> thank you",
        "<@U1> history lessons are more fun with you",
        "<@U1> you scored the points that mattered, thanks",
        "great ask me anything session by <@U1>",
        "<@U1>, who saved the day",
        "<@U1> who stayed late",
        "wie immer ein Vergnügen, <@U1>",
        "change of plans kept us afloat <@U1>",
        "change by <@U1> was great, thanks",
        "<@U1>'s thanks for the help were kind",
        "<@U1>'s help, thanks",
    ],
)
def test_thanks_with_words_of_orders_are_recognitions(text: str) -> None:
    assert isinstance(parse(text, VALUES), GiveCommand)
