"""The table of figures and targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.bench.commands import CommandFigures


@dataclass(frozen=True)
class Row:
    """One figure: its name, what was measured, and what it must be at least or at most."""

    name: str
    measured: float
    target: float
    unit: str = ""
    is_minimum: bool = False

    @property
    def is_reached(self) -> bool:
        """Return True if the target is met."""
        return self.measured >= self.target if self.is_minimum else self.measured <= self.target

    def __str__(self) -> str:
        """Return the row as a line of the table."""
        sign = "≥" if self.is_minimum else "≤"
        mark = "yes" if self.is_reached else "no"
        return f"{self.name:<62} {self.measured:>9.3g} {self.unit:<4} {sign} {self.target:<7g} {mark}"


@dataclass
class Figures:
    """All that is measured on one kind of database."""

    is_postgresql: bool
    commands: CommandFigures
    statements: tuple[int, int]
    """Until the answer, and on the whole way."""
    reactions: tuple[float, float]
    """A second: the bare Bolt app's, and the bot's."""
    posts_per_second: float
    queries_few: dict[str, float] = field(default_factory=dict)
    queries_many: dict[str, float] = field(default_factory=dict)
    """The median milliseconds of each query, by its name."""
    megabytes_many: float = 0
    """What the database takes on disk; 0 if not measured."""
    many: int = 0
    """Recognitions of `queries_many`."""
    digests_seconds: float = 0
    digests_megabytes: float = 0

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table."""
        commands, is_pg = self.commands, self.is_postgresql
        ratio = commands.per_second / commands.bare_per_second
        yield Row("durable commands a second ÷ bare Bolt", ratio, 0.15 if is_pg else 0.25, is_minimum=True)
        yield Row("steady: answer, median", commands.answer_ms[0], 10, "ms")
        yield Row("steady: answer, 99th percentile", commands.answer_ms[1], 40, "ms")
        yield Row("steady: command to shout-out, median", commands.shout_out_ms[0], 25, "ms")
        yield Row("steady: command to shout-out, 99th percentile", commands.shout_out_ms[1], 100, "ms")
        yield Row("processor time of one thanks, whole way", commands.processor_ms, 8 if is_pg else 6, "ms")
        yield Row("SQL statements of one thanks, until the answer", self.statements[0], 12)
        yield Row("SQL statements of one thanks, whole way", self.statements[1], 35)
        bare, bot = self.reactions
        yield Row("reactions a second by Socket Mode ÷ bare Bolt", bot / bare, 0.3, is_minimum=True)
        yield Row("posts a second to 1,000 channels", self.posts_per_second, 150, is_minimum=True)
        for name, many in self.queries_many.items():
            is_text = "word" in name
            yield Row(f"{name}, at {self.many:,}", many, 20 if is_text else 10 if is_pg else 5, "ms")
            yield Row(f"{name}, ÷ the same at few", many / self.queries_few[name], 2)
        yield Row("digests due at once, made and queued", self.digests_seconds, 60, "s")
        yield Row("memory for them", self.digests_megabytes, 100, "MB")
        yield Row("memory when idle", commands.idle_mb, 85, "MB")
        yield Row("memory after the commands", commands.busy_mb, 95, "MB")
        yield Row("start until ready", commands.ready_seconds, 0.9, "s")
        if self.megabytes_many:
            a_million = self.megabytes_many * 1_000_000 / self.many / 1_000
            yield Row("disk for a million thanks", a_million, 0.6, "GB")
