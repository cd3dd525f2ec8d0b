"""The parts of the table. Each measures on databases of its own, and returns its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import uvloop

from tests.bench.commands import QUICK, Effort, measure_commands
from tests.bench.databases import OpenEmpty, measure_size
from tests.bench.due_digests import measure_due_digests
from tests.bench.fake_slack import PEOPLE
from tests.bench.growth import MANY_PEOPLE, measure_people, measure_processes
from tests.bench.outbox import measure_outbox
from tests.bench.queries import measure_queries
from tests.bench.reactions import measure_reactions
from tests.bench.statements import count_statements
from tests.bench.table import Row


@dataclass(frozen=True)
class Scale:
    """How much is measured, and on which kind of database."""

    effort: Effort
    reactions: int
    outbox: int
    few: int
    many: int
    """Recognitions of the small and of the large database."""
    digests: int
    grown: int
    """Thanks that are given to see how cost grows."""
    people: tuple[int, ...]
    processes: tuple[int, ...]
    is_postgresql: bool = False


FULL = Scale(
    Effort(),
    reactions=5_000,
    outbox=3_000,
    few=20_000,
    many=1_000_000,
    digests=10_000,
    grown=5_000,
    people=(PEOPLE, MANY_PEOPLE),
    processes=(1, 2, 4),
)
LITTLE = Scale(
    QUICK,
    reactions=100,
    outbox=100,
    few=200,
    many=400,
    digests=50,
    grown=50,
    people=(PEOPLE,),
    processes=(2,),
)

Part = Callable[[OpenEmpty, Scale], list[Row]]


def _measure_statements(open_empty: OpenEmpty, _: Scale) -> list[Row]:
    with open_empty() as (_folder, url):
        until_answer, whole_way = uvloop.run(count_statements(url))
    return [
        Row("SQL statements of one thanks, until the answer", until_answer, 12),
        Row("SQL statements of one thanks, whole way", whole_way, 35),
    ]


def _measure_commands(open_empty: OpenEmpty, scale: Scale) -> list[Row]:
    with open_empty() as (folder, url):
        figures = uvloop.run(measure_commands(folder, url, scale.effort))
    on_postgresql = scale.is_postgresql
    ratio = figures.per_second / figures.bare_per_second
    return [
        Row("first start until ready, which makes the tables", figures.first_start_seconds, unit="s"),
        Row("start until ready", figures.start_seconds, None if on_postgresql else 0.9, "s"),
        Row("memory when idle", figures.idle_mb, 85, "MB"),
        Row("memory after the commands", figures.busy_mb, 95, "MB"),
        Row("commands a second, bare Bolt", figures.bare_per_second),
        Row("durable commands a second", figures.per_second),
        Row("durable commands a second ÷ bare Bolt", ratio, 0.15 if on_postgresql else 0.25, is_minimum=True),
        Row("steady: answer, median", figures.answer_ms[0], 10, "ms"),
        Row("steady: answer, 99th percentile", figures.answer_ms[1], 40, "ms"),
        Row("steady: command to shout-out, median", figures.shout_out_ms[0], 25, "ms"),
        Row("steady: command to shout-out, 99th percentile", figures.shout_out_ms[1], 100, "ms"),
        Row("processor time of one thanks, whole way", figures.processor_ms, 8 if on_postgresql else 6, "ms"),
    ]


def _measure_reactions(open_empty: OpenEmpty, scale: Scale) -> list[Row]:
    with open_empty() as (folder, url):
        bare, bot = uvloop.run(measure_reactions(folder, url, scale.reactions))
    return [
        Row("reactions a second by Socket Mode, bare Bolt", bare),
        Row("reactions a second by Socket Mode", bot),
        Row("reactions a second by Socket Mode ÷ bare Bolt", bot / bare, 0.3, is_minimum=True),
    ]


def _measure_outbox(open_empty: OpenEmpty, scale: Scale) -> list[Row]:
    with open_empty() as (folder, url):
        posts = uvloop.run(measure_outbox(folder, url, scale.outbox))
    return [Row("posts a second to 1,000 channels, each taking 100 ms", posts, 150, is_minimum=True)]


def _measure_digests(open_empty: OpenEmpty, scale: Scale) -> list[Row]:
    with open_empty() as (_folder, url):
        figures = uvloop.run(measure_due_digests(url, scale.digests))
    return [
        Row(f"{scale.digests:,} digests due at once, made and queued", figures.seconds, 60, "s"),
        Row("the longest that a thanks waits for them", figures.longest_ms, unit="ms"),
        Row("memory for them", figures.megabytes, 100, "MB"),
    ]


def _measure_queries(open_empty: OpenEmpty, scale: Scale) -> list[Row]:
    with open_empty() as (_folder, url):
        few = uvloop.run(measure_queries(url, scale.few))
    with open_empty() as (folder, url):
        many = uvloop.run(measure_queries(url, scale.many))
        gigabytes = measure_size(folder, url)
    rows = []
    for name, milliseconds in many.items():
        target = 20 if "word" in name else 10 if scale.is_postgresql else 5
        rows += [
            Row(f"{name}, at {scale.many:,}", milliseconds, target, "ms"),
            Row(f"{name}, ÷ the same at {scale.few:,}", milliseconds / few[name], 2),
        ]
    disk_target = None if scale.is_postgresql else 0.6
    return [*rows, Row("disk for a million thanks", gigabytes * 1_000_000 / scale.many, disk_target, "GB")]


def _measure_growth(open_empty: OpenEmpty, scale: Scale) -> list[Row]:
    rows = []
    for people in scale.people:
        with open_empty() as (folder, url):
            grown = uvloop.run(measure_people(folder, url, people, scale.grown))
        rows += [
            Row(f"{people:,} people: processor time of one thanks, full load", grown.processor_ms, unit="ms"),
            Row(f"{people:,} people: memory afterwards", grown.megabytes, unit="MB"),
        ]
    # A file of SQLite is served by one process.
    for number in scale.processes if scale.is_postgresql else ():
        with open_empty() as (folder, url):
            grown = uvloop.run(measure_processes(folder, url, number, scale.grown))
        name = f"processes on one processor: {number}"
        rows += [
            Row(f"{name}: commands a second", grown.per_second),
            Row(f"{name}: processor time of one thanks", grown.processor_ms, unit="ms"),
            Row(f"{name}: memory of the largest", grown.megabytes, unit="MB"),
        ]
    return rows


PARTS: dict[str, Part] = {
    "statements": _measure_statements,
    "commands": _measure_commands,
    "reactions": _measure_reactions,
    "outbox": _measure_outbox,
    "digests": _measure_digests,
    "queries": _measure_queries,
    "growth": _measure_growth,
}
