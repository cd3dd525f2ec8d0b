"""Digests: which stories a channel reads again, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.recognition import Story
from bot.domain.values import Value, Values


@dataclass(frozen=True, slots=True)
class Chapter:
    """Stories of one value, or those without one (`value` is None), in the order of the days."""

    value: Value | None
    stories: tuple[Story, ...]


def chapters(stories: Sequence[Story], values: Values) -> tuple[Chapter, ...]:
    """Group stories by value, in the workspace's own order, those without a value last.

    A story with several values is told once, under the first of them. The order within a chapter is that
    of time: nothing here ranks.
    """
    by_value: dict[str | None, list[Story]] = {}
    for story in sorted(stories, key=lambda s: s.id):
        first = next(iter(values.in_order(story.values)), None)
        by_value.setdefault(first.key if first else None, []).append(story)
    grouped = [Chapter(value, tuple(by_value[value.key])) for value in values.all if value.key in by_value]
    if None in by_value:
        grouped.append(Chapter(None, tuple(by_value[None])))
    return tuple(grouped)
