"""What is told of a page that has changed."""

from __future__ import annotations

import re

import pytest

from bot.practice.page.updates import DrawnPages, Parts, render_changes


def told(before: list[str] | None, now: list[str]) -> list[tuple[str, str, str]]:
    """Places, ways and contents; an entry is its id, with what is in it after a space."""

    def parts(entries: list[str]) -> Parts:
        return Parts({}, {"all": {entry.split()[0]: entry for entry in entries}})

    found = render_changes(None if before is None else parts(before), parts(now))
    return re.findall(r'<hx-partial hx-target="#(.+?)" hx-swap="(.+?)">(.*?)</hx-partial>', found)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (None, ["a", "b"], [("all", "innerMorph", "ab")]),
        (["a", "b"], ["a", "b"], []),
        (["a", "b"], ["a", "b !"], [("b", "outerMorph", "b !")]),
        (["a"], ["a", "b", "c"], [("all", "beforeend", "b"), ("all", "beforeend", "c")]),
        (["a", "b", "c"], ["a", "c !"], [("b", "delete", ""), ("c", "outerMorph", "c !")]),
        # The latest of a long channel: one goes at the top when one comes below.
        (["a", "b"], ["b", "c"], [("a", "delete", ""), ("all", "beforeend", "c")]),
        (["b"], ["a", "b"], [("all", "innerMorph", "ab")]),
        (["a", "b"], ["b", "a"], [("all", "innerMorph", "ba")]),
        (["a"], ["b"], [("all", "innerMorph", "b")]),
        ([], ["a"], [("all", "beforeend", "a")]),
        ([], [], []),
    ],
)
def test_changed_list_entries_are_sent(
    before: list[str] | None, now: list[str], expected: list[tuple[str, str, str]]
) -> None:
    assert told(before, now) == expected


def test_changed_whole_parts_are_sent() -> None:
    before = Parts({"clock": "9:00", "places": "here"}, {})
    assert render_changes(before, before) == ""
    now = Parts({"clock": "<b>9:01</b>", "places": "here"}, {})
    assert render_changes(before, now) == (
        '<hx-partial hx-target="#clock" hx-swap="innerMorph"><b>9:01</b></hx-partial>\n'
    )
    assert render_changes(None, before).count("<hx-partial") == 2


def test_drawn_parts_are_taken_once() -> None:
    drawn, parts = DrawnPages(), Parts({"clock": "9:00"}, {})
    keys = [drawn.keep(parts) for _ in range(17)]
    assert drawn.take(keys[-1]) is parts
    assert drawn.take(keys[-1]) is None
    assert drawn.take(keys[1]) is parts
    assert drawn.take(keys[0]) is None
