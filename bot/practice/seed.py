"""Seeds: texts that tell a company's past line by line, and perhaps who is in it and what they prefer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.practice.rehearsal import LONGEST_AGO, rehearse
from bot.practice.scenes import Command, Scene
from bot.practice.seed_lines import Naming, founded, naming, preference_commands
from bot.practice.story import scene
from bot.practice.workspace import Workspace


class SeedError(ValueError):
    """A seed that cannot be played. The message has a line for each wrong one: its number, and why."""

    def __init__(self, problems: Sequence[tuple[int, str]]) -> None:
        """Each problem is the number of a line, from 1, and a sentence about it."""
        super().__init__("\n".join(f"line {number}: {words}" for number, words in sorted(problems)))


@dataclass(frozen=True, slots=True)
class Seed:
    """A company to begin with, and its past."""

    text: str
    names: tuple[Naming, ...]
    scenes: tuple[Scene, ...]

    def founded(self) -> Workspace:
        """A new workspace of this company, in which nothing has happened yet."""
        return founded(self.names)


def read(text: str, commands: Collection[str], today: date) -> Seed:
    """Read a seed, and see that all of it could happen, seen from `today`; `SeedError`.

    `commands` are those that the app has ("/kudos").
    """
    problems: list[tuple[int, str]] = []
    named: list[tuple[int, Naming]] = []
    scenes: list[tuple[int, Scene]] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        told = line.strip()
        if not told or told.startswith("#"):
            continue
        try:
            if found := naming(told):
                named.append((number, found))
            else:
                scenes.append((number, scene(told)))
        except ValueError as error:
            problems.append((number, str(error)))
    names: list[Naming] = []
    # People first: whether there are any of its own decides which company it is.
    for number, found in sorted(named, key=lambda each: each[1].kind != "person"):
        try:
            founded([*names, found])
            names.append(found)
        except ValueError as error:
            problems.append((number, str(error)))
    scenes += _preference_scenes(named, names, next(iter(commands)), scenes)
    problems += rehearse(scenes, founded(names), commands, today)
    if problems:
        raise SeedError(problems)
    return Seed(text, tuple(names), tuple(told for _, told in scenes))


def _preference_scenes(
    named: Sequence[tuple[int, Naming]],
    names: Sequence[Naming],
    command: str,
    scenes: Sequence[tuple[int, Scene]],
) -> list[tuple[int, Scene]]:
    """Return the scenes in which people set their preferences, on the working day before all other scenes."""
    first = min(max((scene.workdays_ago for _, scene in scenes), default=0) + 1, LONGEST_AGO)
    company = founded(names)
    return [
        (number, Scene(first, time(0), who, where, Command(text, name=command)))
        for number, each in named
        if each.kind == "privacy" and each in names
        for who, where, text in preference_commands(each, company)
    ]
