"""The grammar of `history`."""

from datetime import date

import pytest
from msgspec.structs import replace

from bot.domain.calendar import CalendarUnit
from bot.domain.commands.command import ME, HistoryQuery
from bot.domain.commands.history import match_phrases, resolve_days
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.date_ranges import RecentDate, UnitsAgo
from bot.domain.ids import ChannelId, UserId
from tests.domain.commands.typing import VALUES

ANA, MAYA = UserId("U1"), UserId("U2")
DESIGN = ChannelId("C1")


@pytest.mark.parametrize(
    ("rest", "meaning"),
    [
        ("", HistoryQuery()),
        ("me", HistoryQuery(users=(ME,))),
        ("ME given", HistoryQuery(users=(ME,), is_given=True)),
        ("given", HistoryQuery(is_given=True)),
        ("received", HistoryQuery()),
        ("<@U1|maya>", HistoryQuery(users=(ANA,))),
        ("<@U1> <@U1> given", HistoryQuery(users=(ANA,), is_given=True)),
        ("<#C1|design>", HistoryQuery(channels=(DESIGN,))),
        ("<#C1|collaboration>", HistoryQuery(channels=(DESIGN,))),
        ("<#C1|>", HistoryQuery(channels=(DESIGN,))),
        ("<#C1|design> <@U1>", HistoryQuery(users=(ANA,), channels=(DESIGN,))),
        ("<!subteam^S1|@backend>", HistoryQuery(groups=("S1",))),
        ("collaboration", HistoryQuery(values=("collaboration",))),
        ("#collaboration", HistoryQuery(values=("collaboration",))),
        ("value:collaboration", HistoryQuery(values=("collaboration",))),
        ("value:<#C1|collaboration>", HistoryQuery(values=("collaboration",))),
        ("value: teamwork", HistoryQuery(values=("collaboration",))),
        ("problem solving given", HistoryQuery(values=("problem-solving",), is_given=True)),
        ("value:problem-solving creativity", HistoryQuery(values=("problem-solving", "creativity"))),
        (":handshake::skin-tone-2:", HistoryQuery(values=("collaboration",))),
        ("🤝🏿", HistoryQuery(values=("collaboration",))),
        ("since 2026-09-01", HistoryQuery(since=date(2026, 9, 1))),
        ("since 2026-9-1 until 2026-09-01", HistoryQuery(since=date(2026, 9, 1), until=date(2026, 9, 1))),
        ("until 2026-09-30", HistoryQuery(until=date(2026, 9, 30))),
        *(
            (typed, HistoryQuery(since=RecentDate(11, 1), until=RecentDate(11, 15)))
            for typed in (
                *("1.11.-15.11.", "1.11.–15.11.", "vom 1. bis 15. November", "1.-15. november"),
                *("1-15 november", "Nov 1-15", "from november 1 to november 15"),
            )
        ),
        ("3.-7. März", HistoryQuery(since=RecentDate(3, 3), until=RecentDate(3, 7))),
        ("2026-11-01..2026-11-15", HistoryQuery(since=date(2026, 11, 1), until=date(2026, 11, 15))),
        ('"1.11.-15.11."', HistoryQuery(phrases=("1.11.-15.11.",))),
        ("10-12", HistoryQuery(phrases=("10-12",))),
        ("last 30 days", HistoryQuery(last_days=30)),
        ("last 1 day", HistoryQuery(last_days=1)),
        ("last week", HistoryQuery(stretch=UnitsAgo(CalendarUnit.WEEK, 1))),
        ("last 2 weeks", HistoryQuery(last_days=14)),
        ("past fortnight", HistoryQuery(last_days=14)),
        ("the last fortnight", HistoryQuery(last_days=14)),
        ("latest", HistoryQuery()),
        ("newest thanks", HistoryQuery()),
        ("neueste", HistoryQuery()),
        ("latest week", HistoryQuery(stretch=UnitsAgo(CalendarUnit.WEEK, 1))),
        ("last 1 quarter", HistoryQuery(last_days=91)),
        ("last month", HistoryQuery(stretch=UnitsAgo(CalendarUnit.MONTH, 1))),
        ("Last Quarter", HistoryQuery(stretch=UnitsAgo(CalendarUnit.QUARTER, 1))),
        ("this quarter", HistoryQuery(stretch=UnitsAgo(CalendarUnit.QUARTER, 0))),
        ("this year", HistoryQuery(stretch=UnitsAgo(CalendarUnit.YEAR, 0))),
        ("last 10 years", HistoryQuery(last_days=3_650)),
        ('"slow query"', HistoryQuery(phrases=("slow query",))),
        ("“slow query” „Danke“ «merci»", HistoryQuery(phrases=("slow query", "Danke", "merci"))),
        ('""', HistoryQuery()),
        ('"AND OR NOT * ( ^"', HistoryQuery(phrases=("AND OR NOT * ( ^",))),
        ('"the" "!"', HistoryQuery(phrases=("the", "!"))),
        (
            "<@U1> <@U2> <!subteam^S1|@backend> <#C1|a> <#C2|b>",
            HistoryQuery(
                users=(ANA, MAYA),
                groups=("S1",),
                channels=(DESIGN, ChannelId("C2")),
            ),
        ),
        (
            'given since 2026-09-01 #collab "bug"',
            HistoryQuery(is_given=True, since=date(2026, 9, 1), values=("collaboration",), phrases=("bug",)),
        ),
    ],
)
def test_questions(rest: str, meaning: HistoryQuery) -> None:
    assert parse(f"history {rest}", VALUES) == meaning


MINE_TO_MAYA = HistoryQuery(is_given=True, counterparts=(ANA,))
MINE_FROM_MAYA = HistoryQuery(counterparts=(ANA,))
ABOUT_MAYA = HistoryQuery(users=(ANA,))
GIVEN_BY_MAYA = HistoryQuery(users=(ANA,), is_given=True)


@pytest.mark.parametrize(
    ("rest", "meaning"),
    [
        ("given <@U1>", MINE_TO_MAYA),
        ("given to <@U1|maya>", MINE_TO_MAYA),
        ("to <@U1>", MINE_TO_MAYA),
        ("an <@U1>", MINE_TO_MAYA),
        ("what did I give <@U1>", replace(MINE_TO_MAYA, users=(ME,))),
        ("my thanks to <@U1>", replace(MINE_TO_MAYA, users=(ME,))),
        ("I thanked <@U1> for", replace(MINE_TO_MAYA, users=(ME,))),
        ("von mir an <@U1>", replace(MINE_TO_MAYA, users=(ME,))),
        ("from me to <@U1>", replace(MINE_TO_MAYA, users=(ME,))),
        ("was habe ich <@U1> gegeben", replace(MINE_TO_MAYA, users=(ME,))),
        ("gegeben an <@U1>", MINE_TO_MAYA),
        ("given <@U1> and <@U2>", HistoryQuery(is_given=True, counterparts=(ANA, MAYA))),
        ("given to <!subteam^S1|@backend>", HistoryQuery(is_given=True, counterpart_groups=("S1",))),
        (
            "given <@U1> launch since 2026-09-01",
            replace(MINE_TO_MAYA, since=date(2026, 9, 1), phrases=("launch",)),
        ),
        ("from <@U1>", MINE_FROM_MAYA),
        ("received from <@U1>", MINE_FROM_MAYA),
        ("received <@U1>", MINE_FROM_MAYA),
        ("what did <@U1> give me", replace(MINE_FROM_MAYA, users=(ME,))),
        ("erhalten von <@U1>", MINE_FROM_MAYA),
        ("von <@U1> an mich", replace(MINE_FROM_MAYA, users=(ME,))),
        ("was hat mir <@U1> gegeben", replace(MINE_FROM_MAYA, users=(ME,))),
        ("<@U1>", ABOUT_MAYA),
        ("of <@U1>", ABOUT_MAYA),
        ("von <@U1>", ABOUT_MAYA),
        ("about <@U1>", ABOUT_MAYA),
        ("<@U1> received", ABOUT_MAYA),
        ("received by <@U1>", ABOUT_MAYA),
        ("who thanked <@U1>", ABOUT_MAYA),
        ("wer dankte <@U1>", ABOUT_MAYA),
        ("wer hat <@U1> gedankt", ABOUT_MAYA),
        ("what did <@U1> get", ABOUT_MAYA),
        ("was hat <@U1> bekommen", ABOUT_MAYA),
        ("<@U1> given", GIVEN_BY_MAYA),
        ("given by <@U1>", GIVEN_BY_MAYA),
        ("by <@U1>", GIVEN_BY_MAYA),
        ("who did <@U1> thank", GIVEN_BY_MAYA),
        ("<@U1> gegeben", GIVEN_BY_MAYA),
        (
            "from <@U1> to <@U2>",
            HistoryQuery(users=(ANA,), is_given=True, counterparts=(MAYA,)),
        ),
        (
            "<@U1> given to <@U2>",
            HistoryQuery(users=(ANA,), is_given=True, counterparts=(MAYA,)),
        ),
        ("given me", HistoryQuery(users=(ME,), is_given=True)),
        ("given to me", HistoryQuery(users=(ME,))),
        ("given by me", HistoryQuery(users=(ME,), is_given=True)),
        ("who thanked me", HistoryQuery(users=(ME,))),
        ("who did I thank", HistoryQuery(users=(ME,), is_given=True)),
        ("von mir gegeben", HistoryQuery(users=(ME,), is_given=True)),
        ("an mich", HistoryQuery(users=(ME,))),
        ("wer dankte mir", HistoryQuery(users=(ME,))),
        ("wem habe ich gedankt", HistoryQuery(users=(ME,), is_given=True)),
        ("was wurde mir gegeben", HistoryQuery(users=(ME,))),
    ],
)
def test_direction_before_a_name_means_the_reader_and_that_user(rest: str, meaning: HistoryQuery) -> None:
    assert parse(f"history {rest}", VALUES) == meaning


@pytest.mark.parametrize(
    ("rest", "phrases"),
    [
        ("launch", ("launch",)),
        ("the launch party", ("launch", "party")),
        ("thanks for the launch, please", ("launch",)),
        ("frobnicate", ("frobnicate",)),
        ("Übergabe", ("Übergabe",)),
        ("R&amp;D", ("R&amp;D",)),
        ("launch in november", ("launch",)),
        ("unit tests", ("unit", "tests")),
        ("rust", ("rust",)),
        ("this fortnight", ("fortnight",)),
        ("the last deploy", ("deploy",)),
        ("sun", ("sun",)),
        ("<https://a.example/x>", ("<https://a.example/x>",)),
        ("launch launch", ("launch",)),
        ("- ?", ()),
    ],
)
def test_word_that_narrows_nothing_is_searched_for(rest: str, phrases: tuple[str, ...]) -> None:
    meaning = parse(f"history {rest}", VALUES)
    assert isinstance(meaning, HistoryQuery)
    assert meaning.phrases == phrases


def test_phrase_is_markup_like_the_text() -> None:
    """What is typed in quotes is looked for as it was typed in a thanks."""
    asked = parse('history "R&amp;D &lt;3 <@U2|li>"', VALUES)
    assert asked == HistoryQuery(phrases=("R&amp;D &lt;3 <@U2>",))


@pytest.mark.parametrize(
    ("rest", "puzzle", "got", "closest"),
    [
        ("since 2026-02-30", ParseErrorKind.DATE, "2026-02-30", ("2026-02-28",)),
        ("since 2026-13-01", ParseErrorKind.DATE, "2026-13-01", ("2026-12-01",)),
        ("until 2027-00-00", ParseErrorKind.DATE, "2027-00-00", ("2027-01-01",)),
        ("since 0000-01-01", ParseErrorKind.DATE, "0000-01-01", ("2000-01-01",)),
        ("since 03/04/2026", ParseErrorKind.DATE, "03/04/2026", ("2026-03-04", "2026-04-03")),
        ("since 31/31/2026", ParseErrorKind.DATE, "31/31/2026", ("2026-12-31",)),
        ("since 31.11.2026", ParseErrorKind.DATE, "31.11.2026", ("2026-11-30",)),
        ("since 31 november", ParseErrorKind.DATE, "31 november", ("30 November",)),
        ("since forever", ParseErrorKind.DATE, "forever", ()),
        ("since novmber", ParseErrorKind.DATE, "novmber", ("november",)),
        ("seit freitga", ParseErrorKind.DATE, "freitga", ("freitag",)),
        ("since", ParseErrorKind.DATE, "", ()),
        ("since 2026-09-02 until 2026-09-01", ParseErrorKind.DATES_REVERSED, "2026-09-02 … 2026-09-01", ()),
        ("since 2026-09-01 last month", ParseErrorKind.DATES_TWICE, "since 2026-09-01 last month", ()),
        ("last 30 days until 2026-09-01", ParseErrorKind.DATES_TWICE, "last 30 days until 2026-09-01", ()),
        ('"* ( ^"', ParseErrorKind.NO_PHRASE, "* ( ^", ()),
        ('"&lt;&amp;" "🎉"', ParseErrorKind.NO_PHRASE, "<&", ()),
        ('":tada:"', ParseErrorKind.NO_PHRASE, ":tada:", ()),
        ("last", ParseErrorKind.DAYS, "last", ("last 30 days", "last month")),
        ("this", ParseErrorKind.DAYS, "this", ("last 30 days", "this month")),
        ("last 30", ParseErrorKind.DAYS, "last 30", ("last 30 days",)),
        ("last 0 days", ParseErrorKind.DAYS, "last 0 days", ("last 30 days",)),
        ("last 11 years", ParseErrorKind.DAYS, "last 11 years", ("last 30 days",)),
        ("last 999999999999 days", ParseErrorKind.DAYS, "last 999999999999 days", ("last 30 days",)),
        ("#creativty", ParseErrorKind.VALUE, "creativty", ("creativity",)),
        (
            "value:nothing",
            ParseErrorKind.VALUE,
            "nothing",
            ("creativity", "collaboration", "problem-solving"),
        ),
        ("value:", ParseErrorKind.VALUE, "", ("creativity", "collaboration", "problem-solving")),
        ("gievn", ParseErrorKind.HISTORY, "gievn", ("given",)),
        ("sinc 2026-09-01", ParseErrorKind.HISTORY, "sinc", ("since",)),
        ("creativty", ParseErrorKind.HISTORY, "creativty", ("creativity",)),
        ("untill 2026-09-01", ParseErrorKind.HISTORY, "untill", ("until",)),
        ("ocotber", ParseErrorKind.HISTORY, "ocotber", ("october",)),
        (":tada:", ParseErrorKind.HISTORY, ":tada:", ()),
        ("🎉", ParseErrorKind.HISTORY, "🎉", ()),
        ("october november", ParseErrorKind.DATES_TWICE, "october november", ()),
        ("<!here>", ParseErrorKind.HISTORY, "<!here>", ()),
    ],
)
def test_texts_that_are_no_question(
    rest: str, puzzle: ParseErrorKind, got: str, closest: tuple[str, ...]
) -> None:
    meaning = parse(f"history {rest}", VALUES)
    assert isinstance(meaning, ParseError)
    assert (meaning.kind, meaning.typed, meaning.suggestions) == (puzzle, got, closest)


@pytest.mark.parametrize("rest", ["<@U1> since 2026-13-01", "<@U1> #creativty", "<@U1> last 0 days"])
def test_misspelt_question_about_a_user_is_not_posted(rest: str) -> None:
    assert isinstance(parse(f"history {rest}", VALUES), ParseError)


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("", ()),
        ("  ", ()),
        ("slow query", ("slow query",)),
        ("“slow query” „Danke“", ("slow query", "Danke")),
        ('R&D "a < b"', ("a &lt; b",)),
        ("R&D", ("R&amp;D",)),
        ('""', ()),
    ],
)
def test_search_text_of_the_form_is_quoted_or_whole(typed: str, phrases: tuple[str, ...]) -> None:
    assert match_phrases(typed) == phrases


WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("rest", "first", "last"),
    [
        ("today", "2026-11-25", "2026-11-25"),
        ("heute", "2026-11-25", "2026-11-25"),
        ("yesterday", "2026-11-24", "2026-11-24"),
        ("gestern", "2026-11-24", "2026-11-24"),
        ("the day before yesterday", "2026-11-23", "2026-11-23"),
        ("vorgestern", "2026-11-23", "2026-11-23"),
        ("monday", "2026-11-23", "2026-11-23"),
        ("on monday", "2026-11-23", "2026-11-23"),
        ("on wed", "2026-11-25", "2026-11-25"),
        ("last friday", "2026-11-20", "2026-11-20"),
        ("last wednesday", "2026-11-18", "2026-11-18"),
        ("letzten Freitag", "2026-11-20", "2026-11-20"),
        ("Montag", "2026-11-23", "2026-11-23"),
        ("am Montag", "2026-11-23", "2026-11-23"),
        ("last weekend", "2026-11-21", "2026-11-22"),
        ("am wochenende", "2026-11-21", "2026-11-22"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("diese Woche", "2026-11-23", "2026-11-29"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("in der letzten woche", "2026-11-16", "2026-11-22"),
        ("vorletzte woche", "2026-11-09", "2026-11-15"),
        ("2 weeks ago", "2026-11-09", "2026-11-15"),
        ("a week ago", "2026-11-16", "2026-11-22"),
        ("vor drei Tagen", "2026-11-22", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("letzten Monat", "2026-10-01", "2026-10-31"),
        ("vor zwei monaten", "2026-09-01", "2026-09-30"),
        ("this quarter", "2026-10-01", "2026-12-31"),
        ("q3", "2026-07-01", "2026-09-30"),
        ("Q1 2025", "2025-01-01", "2025-03-31"),
        ("november", "2026-11-01", "2026-11-30"),
        ("in November", "2026-11-01", "2026-11-30"),
        ("im november", "2026-11-01", "2026-11-30"),
        ("november 2025", "2025-11-01", "2025-11-30"),
        ("in november of 2025", "2025-11-01", "2025-11-30"),
        ("nov", "2026-11-01", "2026-11-30"),
        ("in may", "2026-05-01", "2026-05-31"),
        ("december", "2025-12-01", "2025-12-31"),
        ("im Dezember", "2025-12-01", "2025-12-31"),
        ("last november", "2025-11-01", "2025-11-30"),
        ("last october", "2026-10-01", "2026-10-31"),
        ("märz", "2026-03-01", "2026-03-31"),
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("1 oct", "2026-10-01", "2026-10-01"),
        ("october 1st", "2026-10-01", "2026-10-01"),
        ("on the 1st of October", "2026-10-01", "2026-10-01"),
        ("1. Oktober", "2026-10-01", "2026-10-01"),
        ("am 1. Oktober 2025", "2025-10-01", "2025-10-01"),
        ("friday, november 20", "2026-11-20", "2026-11-20"),
        ("30 november", "2025-11-30", "2025-11-30"),
        ("29 feb", "2024-02-29", "2024-02-29"),
        ("2026-09-01", "2026-09-01", "2026-09-01"),
        ("31.12.2025", "2025-12-31", "2025-12-31"),
        ("1.10.", "2026-10-01", "2026-10-01"),
        ("am 1.10.25", "2025-10-01", "2025-10-01"),
        ("31/12/2025", "2025-12-31", "2025-12-31"),
        ("since monday", "2026-11-23", None),
        ("seit Montag", "2026-11-23", None),
        ("since last week", "2026-11-16", None),
        ("since last friday", "2026-11-20", None),
        ("since 1 oct", "2026-10-01", None),
        ("since oct 1, 2025", "2025-10-01", None),
        ("since yesterday", "2026-11-24", None),
        ("since 3 weeks ago", "2026-11-04", None),
        ("since 3 weeks", "2026-11-04", None),
        ("seit drei Wochen", "2026-11-04", None),
        ("seit vor 3 wochen", "2026-11-04", None),
        ("since november", "2026-11-01", None),
        ("since december", "2025-12-01", None),
        ("since the start of the year", "2026-01-01", None),
        ("seit Anfang Oktober", "2026-10-01", None),
        ("ab 1.10.", "2026-10-01", None),
        ("from monday", "2026-11-23", None),
        ("since 31.12.2025", "2025-12-31", None),
        ("since 2026", "2026-01-01", None),
        ("after november 20", "2026-11-21", None),
        ("until friday", None, "2026-11-20"),
        ("until the end of october", None, "2026-10-31"),
        ("bis gestern", None, "2026-11-24"),
        ("before november", None, "2026-10-31"),
        ("vor dem 1. Oktober", None, "2026-09-30"),
        ("between 1 oct and 15 oct", "2026-10-01", "2026-10-15"),
        ("between monday and wednesday", "2026-11-23", "2026-11-25"),
        ("between friday and monday", "2026-11-20", "2026-11-23"),
        ("zwischen Montag und Mittwoch", "2026-11-23", "2026-11-25"),
        ("from october to november", "2026-10-01", "2026-11-30"),
        ("from november to january", "2025-11-01", "2026-01-31"),
        ("vom 1.10. bis zum 15.10.", "2026-10-01", "2026-10-15"),
        ("von Oktober bis heute", "2026-10-01", "2026-11-25"),
        ("october - november", "2026-10-01", "2026-11-30"),
        ("between 1 nov and 26 nov", "2026-11-01", "2026-11-26"),
        ("until 26 november", None, "2026-11-26"),
        ("until 26 december", None, "2025-12-26"),
        ("monday to tuesday", "2026-11-23", "2026-11-24"),
        ("since october until yesterday", "2026-10-01", "2026-11-24"),
        ("since last monday until 2027-01-01", "2026-11-23", "2027-01-01"),
    ],
)
def test_spoken_dates(rest: str, first: str, last: str | None) -> None:
    meaning = parse(f"history {rest}", VALUES)
    assert isinstance(meaning, HistoryQuery)
    assert not meaning.phrases
    expected = tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert resolve_days(meaning, WEDNESDAY, 0) == expected


@pytest.mark.parametrize(
    ("rest", "days"),
    [
        ("last 3 weeks", 21),
        ("past week", 7),
        ("in the past 2 months", 60),
        ("in den letzten drei Wochen", 21),
        ("letzte 30 Tage", 30),
        ("30 days", 30),
        ("recently", 30),
        ("the last couple of weeks", 14),
    ],
)
def test_number_of_days_until_now(rest: str, days: int) -> None:
    assert parse(f"history {rest}", VALUES) == HistoryQuery(last_days=days)


def test_week_begins_in_the_readers_time_zone() -> None:
    this_week = parse("history this week", VALUES)
    assert isinstance(this_week, HistoryQuery)
    assert resolve_days(this_week, WEDNESDAY, 6) == (date(2026, 11, 22), date(2026, 11, 28))


def test_reversed_dates_are_swapped() -> None:
    asked = parse("history since yesterday until 2026-01-01", VALUES)
    assert isinstance(asked, HistoryQuery)
    reversed_dates = resolve_days(asked, WEDNESDAY, 0)
    assert isinstance(reversed_dates, ParseError)
    assert (reversed_dates.kind, reversed_dates.typed) == (
        ParseErrorKind.DATES_REVERSED,
        "2026-11-24 … 2026-01-01",
    )


@pytest.mark.parametrize(
    "rest",
    [
        "me <@U1>",
        "me and <@U1>",
        "between me and <@U1>",
        "<@U1> and me",
        "zwischen mir und <@U1>",
        "<@U1> &amp; I",
    ],
)
def test_question_about_two_users_needs_an_answer(rest: str) -> None:
    meaning = parse(f"history {rest}", VALUES)
    assert isinstance(meaning, ParseError)
    assert meaning.kind is ParseErrorKind.BOTH_WAYS
