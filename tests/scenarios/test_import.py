"""Recognitions are brought along from a file: private, once, and nothing is posted."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.data_import import DataImport
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import UserId
from bot.errors import ImportFileError
from bot.slack.manifest import EMAIL_SCOPE
from bot.storage import erasures
from bot.storage.erasures import ErasureOrder
from bot.usecases.workspace_export import export_all
from tests.scenarios.town import OTHER_TEAM, Town
from tests.scenarios.world import World

HEADER = ["giver", "recipients", "text", "date", "values"]
ROWS = [
    ["ana", "maya", "thanks for the sketches, ages ago", "2026-03-31", "teamwork"],
    ["ana@brightside.example", "maya; Li Wei", "thanks & more", "2026-04-01T10:00:00Z", "unheard-of"],
    ["ana", "li", "nothing for Li", "2026-04-02", ""],
    ["ana", "nobody", "x", "2026-04-03", ""],
    ["ana", "maya"],
    ["ana", "maya", "long ago", "2019-04-03", ""],
    ["buildbot", "maya", "beep", "2026-04-03", ""],
    ["ana", "jonas", "he had this erased", "2026-04-03", ""],
    ["ana", "maya", "with <@U0JONAS01>, whose name is erased", "2026-05-01", ""],
]


ERASURE = ErasureOrder(
    "00000000-0000-7000-8000-000000000000",
    "",
    "T0BRIGHT1",
    UserId("U0JONAS01"),
    ErasureExtent.NAME,
    datetime(2026, 1, 1, tzinfo=UTC),
)


def write(folder: Path, rows: list[list[str]]) -> Path:
    """Write a file as a spreadsheet does."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    file = folder / "thanks.csv"
    file.write_text(out.getvalue(), encoding="utf-8-sig")
    return file


async def run(world: World, file: Path, *, is_trial: bool = False, team: str = "") -> dict[int, str]:
    """Import a file; return what is reported on each line."""
    reports = [report async for report in DataImport(file, UTC, is_trial=is_trial, team=team).run(world.bot)]
    return {report.line: report.sentence for report in reports}


async def export(world: World) -> list[dict[str, Any]]:
    """Return what an operator exports."""
    workspace = await world.find_workspace()
    pages = export_all(world.bot.deps.database, workspace)
    return [json.loads(orjson.dumps(each)) async for page in pages for each in page]


async def test_words_come_along_once_and_privately(world: World, tmp_path: Path) -> None:
    await world.command("li", "general", "privacy thanks never")
    await world.bot.deps.database.write(erasures.add, ERASURE)
    await world.settled()
    file, before = write(tmp_path, ROWS), len(world.practice.calls)
    with pytest.raises(ImportFileError, match=r"not installed in the workspace T0ELSE"):
        await anext(DataImport(file, UTC, is_trial=True, team="T0ELSE").run(world.bot))
    with pytest.raises(ImportFileError, match=r"add the scope users:read\.email"):
        await run(world, file)
    world.workspace.scopes.add(EMAIL_SCOPE)
    stored = {
        2: "Ana → Maya, 2026-03-31",
        3: "Ana → Maya, Li Wei, 2026-04-01, without 1 of them who can't be thanked, without 1 of its values "
        "that Hearten doesn't know",
        10: "Ana → Maya, 2026-05-01",
    }
    left_out = {
        4: "Hearten can't store it for the people in it.",
        5: "Nobody in Slack is called “nobody”.",
        6: "It has 2 cells, and the header has 5.",
        7: "It is older than this workspace keeps recognitions.",
        8: "It is from an app.",
        9: "Hearten can't store it for the people in it.",
    }

    assert await run(world, file, is_trial=True) == stored | left_out
    assert not [each for each in await export(world) if each["type"] == "recognition"]
    assert await run(world, file) == stored | left_out
    repeated = {line: f"{told.partition(', without')[0]}, stored before" for line, told in stored.items()}
    assert await run(world, file, is_trial=True) == repeated | left_out
    assert await run(world, file) == repeated | left_out

    bonuses = tmp_path / "bonuses.json"
    ana, maya = ({"email": f"{name}@brightside.example"} for name in ("ana", "maya"))
    bonus = {
        "giver": ana,
        "receivers": [maya],
        "reason": "+5 thank you",
        "created_at": "2026-03-31T00:00:00Z",
    }
    bonuses.write_text(json.dumps({"result": [bonus]}))
    assert await run(world, bonuses, is_trial=True) == {1: "Ana → Maya, 2026-03-31"}

    # Nothing was posted, to no channel and to nobody.
    await world.settled()
    called = {call.method for call in world.practice.calls[before:]}
    # The Home of the erased user is cleared, sooner or later.
    assert called - {"views.publish"} == {"users.list"}
    assert "ages ago" in await world.command("ana", "general", "history given")
    assert "ages ago" in await world.command("maya", "general", 'history "sketches"')
    assert "ages ago" not in await world.command("carol", "general", "history #general")
    # It was given elsewhere, so it is nobody's latest.
    assert "ages ago" not in await world.command("ana", "general", "undo")
    assert "ages ago" in await world.command("ana", "general", "history given")
    assert not world.posts("general")
    assert not world.direct("maya")

    exported = await export(world)
    assert [each["type"] for each in exported[:2]] == ["workspace", "value"]
    recognitions = [each for each in exported if each["type"] == "recognition"]
    assert [(each["given_at"], each["text"], each["values"]) for each in recognitions] == [
        ("2026-03-31T12:00:00+00:00", "thanks for the sketches, ages ago", ["collaboration"]),
        ("2026-04-01T10:00:00+00:00", "thanks &amp; more", []),
        ("2026-05-01T12:00:00+00:00", "with <@U0>, whose name is erased", []),
    ]
    assert recognitions[1]["recipients"] == [
        {"user": world.who("maya"), "visibility": "private", "is_open_to_leads": False}
    ]
    assert (recognitions[0]["source"], recognitions[0]["channel"]) == ("import", None)


async def test_only_the_named_one_of_two_workspaces_gets_the_words(
    installed_town: Town, tmp_path: Path
) -> None:
    """Both have people of the same ids and names."""
    first, second = installed_town.worlds
    file = write(tmp_path, ROWS[:1])
    called = [len(world.practice.calls) for world in installed_town.worlds]
    with pytest.raises(
        ImportFileError,
        match=rf"name one with --team, of T0BRIGHT1 \(Brightside\), {OTHER_TEAM} \(Moonlit\)",
    ):
        await run(first, file)
    assert called == [len(world.practice.calls) for world in installed_town.worlds]
    before = await export(first)
    (told,) = (await run(second, file, team=OTHER_TEAM)).values()
    assert "Ana tulip → Maya tulip, 2026-03-31" in told
    after = await export(second)
    (again,) = (await run(second, file, team=OTHER_TEAM)).values()
    assert again.endswith("stored before")
    assert await export(second) == after
    assert await export(first) == before
    assert not [each for each in before if each["type"] == "recognition"]
    assert len([each for each in after if each["type"] == "recognition"]) == 1
    assert "ages ago" in await second.command("maya", "general", "history")
    assert "ages ago" not in await first.command("maya", "general", "history")
    # The same words are new to the other workspace.
    (there,) = (await run(first, file, team=first.workspace.team_id)).values()
    assert not there.endswith("stored before")
