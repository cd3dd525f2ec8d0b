"""The pictures of blocks that are files of the app's: Slack takes those only that it has."""

from __future__ import annotations

from collections.abc import Iterator

from bot.practice.files import Files
from bot.practice.records import JsonObject, SlackError
from bot.practice.schema import problem


def check_pictures(files: Files, blocks: list[JsonObject], pointer: str, error: str) -> None:
    """Raise SlackError `error` with a line for each picture that is no complete file of the app's.

    `pointer` is where the blocks stand in what the app sent.
    """
    problems = [
        problem("invalid slack file", where)
        for where, picture in _pictures(blocks, pointer)
        if not files.has(picture["id"])
    ]
    if problems:
        raise SlackError(error, *problems)


def _pictures(value: object, pointer: str) -> Iterator[tuple[str, JsonObject]]:
    """Every `slack_file` in some blocks, with the pointer to it."""
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _pictures(each, f"{pointer}/{number}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "slack_file" and value.get("type") == "image" and isinstance(inner, dict):
                yield f"{pointer}/{key}", inner
            else:
                yield from _pictures(inner, f"{pointer}/{key}")
