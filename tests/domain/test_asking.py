"""The grammar of `history`."""

from datetime import date

import pytest

from bot.domain.calendar import Unit
from bot.domain.commands.asking import sought
from bot.domain.commands.meaning import ME, History, NotUnderstood, Puzzle
from bot.domain.commands.parsing import parse
from tests.domain.typing import VALUES


@pytest.mark.parametrize(
    ("rest", "meaning"),
    [
        ("", History()),
        ("me", History(people=(ME,))),
        ("ME given", History(people=(ME,), given=True)),
        ("given", History(given=True)),
        ("received", History()),
        ("<@U1|maya>", History(people=("U1",))),
        ("<@U1> <@U1> given", History(people=("U1",), given=True)),
        ("<#C1|design>", History(channels=("C1",))),
        ("<#C1|collaboration>", History(channels=("C1",))),
        ("<#C1|>", History(channels=("C1",))),
        ("<#C1|design> <@U1>", History(people=("U1",), channels=("C1",))),
        ("<!subteam^S1|@backend>", History(groups=("S1",))),
        ("collaboration", History(values=("collaboration",))),
        ("#collaboration", History(values=("collaboration",))),
        ("value:collaboration", History(values=("collaboration",))),
        ("value:<#C1|collaboration>", History(values=("collaboration",))),
        ("value: teamwork", History(values=("collaboration",))),
        ("problem solving given", History(values=("problem-solving",), given=True)),
        ("value:problem-solving creativity", History(values=("problem-solving", "creativity"))),
        (":handshake::skin-tone-2:", History(values=("collaboration",))),
        ("🤝🏿", History(values=("collaboration",))),
        ("since 2026-09-01", History(since=date(2026, 9, 1))),
        ("since 2026-9-1 until 2026-09-01", History(since=date(2026, 9, 1), until=date(2026, 9, 1))),
        ("until 2026-09-30", History(until=date(2026, 9, 30))),
        ("last 30 days", History(last_days=30)),
        ("last 1 day", History(last_days=1)),
        ("last week", History(stretch=(Unit.WEEK, 1))),
        ("last 2 weeks", History(last_days=14)),
        ("last 1 quarter", History(last_days=91)),
        ("last month", History(stretch=(Unit.MONTH, 1))),
        ("Last Quarter", History(stretch=(Unit.QUARTER, 1))),
        ("this quarter", History(stretch=(Unit.QUARTER, 0))),
        ("this year", History(stretch=(Unit.YEAR, 0))),
        ("last 10 years", History(last_days=3_650)),
        ('"slow query"', History(phrases=("slow query",))),
        ("“slow query” „Danke“ «merci»", History(phrases=("slow query", "Danke", "merci"))),
        ('""', History()),
        ('"AND OR NOT * ( ^"', History(phrases=("AND OR NOT * ( ^",))),
        ('"the" "!"', History(phrases=("the", "!"))),
        (
            "<@U1> <@U2> <!subteam^S1|@backend> <#C1|a> <#C2|b>",
            History(people=("U1", "U2"), groups=("S1",), channels=("C1", "C2")),
        ),
        (
            'given since 2026-09-01 #collab "bug"',
            History(given=True, since=date(2026, 9, 1), values=("collaboration",), phrases=("bug",)),
        ),
    ],
)
def test_questions(rest: str, meaning: History) -> None:
    assert parse(f"history {rest}", VALUES) == meaning


def test_a_phrase_is_markup_as_words_are() -> None:
    """What is typed in quotes is looked for as it was typed in a thanks."""
    asked = parse('history "R&amp;D &lt;3 <@U2|li>"', VALUES)
    assert asked == History(phrases=("R&amp;D &lt;3 <@U2>",))


@pytest.mark.parametrize(
    ("rest", "puzzle", "got", "closest"),
    [
        ("since 2026-02-30", Puzzle.DATE, "2026-02-30", ("2026-02-28",)),
        ("since 2026-13-01", Puzzle.DATE, "2026-13-01", ("2026-12-01",)),
        ("until 2027-00-00", Puzzle.DATE, "2027-00-00", ("2027-01-01",)),
        ("since 0000-01-01", Puzzle.DATE, "0000-01-01", ("2000-01-01",)),
        ("since 31.12.2026", Puzzle.DATE, "31.12.2026", ("2026-12-31",)),
        ("since 03/04/2026", Puzzle.DATE, "03/04/2026", ("2026-03-04", "2026-04-03")),
        ("since 31/31/2026", Puzzle.DATE, "31/31/2026", ("2026-12-31",)),
        ("since yesterday", Puzzle.DATE, "yesterday", ()),
        ("since 2026", Puzzle.DATE, "2026", ()),
        ("since", Puzzle.DATE, "", ()),
        ("since 2026-09-02 until 2026-09-01", Puzzle.DATES_REVERSED, "2026-09-02 … 2026-09-01", ()),
        ("since 2026-09-01 last month", Puzzle.DATES_TWICE, "since 2026-09-01 last month", ()),
        ("last 30 days until 2026-09-01", Puzzle.DATES_TWICE, "last 30 days until 2026-09-01", ()),
        ('"* ( ^"', Puzzle.NO_PHRASE, "* ( ^", ()),
        ('"&lt;&amp;" "🎉"', Puzzle.NO_PHRASE, "<&", ()),
        ('":tada:"', Puzzle.NO_PHRASE, ":tada:", ()),
        ("last", Puzzle.DAYS, "last", ("last 30 days", "last month")),
        ("this", Puzzle.DAYS, "this", ("last 30 days", "this month")),
        ("this fortnight", Puzzle.DAYS, "this fortnight", ("last 30 days", "this month")),
        ("last 30", Puzzle.DAYS, "last 30", ("last 30 days",)),
        ("last 0 days", Puzzle.DAYS, "last 0 days", ("last 30 days",)),
        ("last 11 years", Puzzle.DAYS, "last 11 years", ("last 30 days",)),
        ("last 999999999999 days", Puzzle.DAYS, "last 999999999999 days", ("last 30 days",)),
        ("#creativty", Puzzle.VALUE, "creativty", ("creativity",)),
        ("value:nothing", Puzzle.VALUE, "nothing", ("creativity", "collaboration", "problem-solving")),
        ("value:", Puzzle.VALUE, "", ("creativity", "collaboration", "problem-solving")),
        ("gievn", Puzzle.HISTORY, "gievn", ("given",)),
        ("sinc 2026-09-01", Puzzle.HISTORY, "sinc", ("since",)),
        ("creativty", Puzzle.HISTORY, "creativty", ("creativity",)),
        ("frobnicate", Puzzle.HISTORY, "frobnicate", ()),
        ("<!here>", Puzzle.HISTORY, "<!here>", ()),
    ],
)
def test_what_is_no_question(rest: str, puzzle: Puzzle, got: str, closest: tuple[str, ...]) -> None:
    meaning = parse(f"history {rest}", VALUES)
    assert isinstance(meaning, NotUnderstood)
    assert (meaning.puzzle, meaning.got, meaning.closest) == (puzzle, got, closest)


@pytest.mark.parametrize("rest", ["<@U1> since 2026-13-01", "<@U1> #creativty", "<@U1> last 0 days"])
def test_a_slip_in_a_question_about_a_person_is_not_posted_as_thanks(rest: str) -> None:
    assert isinstance(parse(f"history {rest}", VALUES), NotUnderstood)


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
def test_what_is_looked_for_by_form_is_in_quotes_or_all_of_it(typed: str, phrases: tuple[str, ...]) -> None:
    assert sought(typed) == phrases
