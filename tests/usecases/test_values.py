"""Values as admins set them: one change at a time, nothing lost that was given, each change kept."""

import asyncio

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from bot.domain.digest import group_by_value
from bot.domain.history import HistoryFilters
from bot.domain.ids import UserId
from bot.domain.user import User
from bot.domain.value_changes import (
    MAX_ALIASES,
    MAX_KNOWN_VALUES,
    MAX_VALUES,
    ValueField,
    ValueForm,
    ValueProblem,
    hash_value,
)
from bot.domain.values import FIRST_VALUES, READY_VALUES, Value, Values
from bot.domain.workspace import WorkspaceIdentity
from bot.domain.workspace_settings import SettingChange
from bot.storage import schema, setting_changes, workspaces
from bot.storage import values as stored
from bot.storage.engine import Transaction
from bot.usecases import values
from bot.usecases.export import make_files
from bot.usecases.values import ValueChangeResult, ValueRefusal, ValueSaved
from tests.usecases.office import ANA, LI, MAYA, Office, list_view_texts

JONAS = User(UserId("U0JONAS01"), is_admin=True)
PRIYA = User(UserId("U0PRIYA01"), is_admin=True)
JOY = ValueForm("joy", "🎉", "A light heart", "delight")
CREATIVITY, COLLABORATION, SOLVING = FIRST_VALUES


async def now(office: Office) -> Values:
    return await office.database.read(workspaces.find_values, office.workspace.id)


async def keys(office: Office) -> list[str]:
    return [value.key for value in (await now(office)).all]


async def changes(office: Office) -> list[SettingChange]:
    return await office.database.read(setting_changes.list_latest, office.workspace.id, 50)


async def add(office: Office, typed: ValueForm = JOY, ready: str = "", by: User = JONAS) -> ValueChangeResult:
    return await office.database.write(values.add_value, office.workspace, by, typed, ready)


async def change(
    office: Office, key: str, typed: ValueForm, seen: Value, by: User = JONAS, *, brings_back: bool = False
) -> ValueChangeResult:
    return await office.database.write(
        values.change_value, office.workspace, by, key, typed, hash_value(seen), brings_back=brings_back
    )


async def retire(office: Office, key: str, by: User = JONAS) -> ValueChangeResult:
    return await office.database.write(values.retire_value, office.workspace, by, key)


async def merge(office: Office, one: Value, into: str, by: User = JONAS) -> ValueChangeResult:
    return await office.database.write(
        values.merge_value, office.workspace, by, one.key, into, hash_value(one)
    )


async def rewrite(office: Office) -> int:
    """Rewrite what is left to rewrite; return the number of transactions."""
    count = 0
    while await office.database.write(values.rewrite_merged):
        count += 1
    return count


async def test_repeated_form_adds_one_value(office: Office) -> None:
    assert [await add(office), await add(office)] == [ValueSaved.DONE, ValueSaved.DONE]
    assert await keys(office) == ["creativity", "collaboration", "problem-solving", "joy"]
    (told,) = await changes(office)
    assert (told.user, told.what, told.about, told.before) == (JONAS.id, "value", "joy", None)
    assert told.after == ["joy", ":tada:", "A light heart", "delight"]


async def test_concurrent_admins_add_a_name_once(office: Office) -> None:
    others = replace(JOY, description="Something else", emoji="🎈")
    outcomes = await asyncio.gather(add(office), add(office, others, by=PRIYA))
    (refused,) = [one for one in outcomes if one is not ValueSaved.DONE]
    assert isinstance(refused, tuple)
    assert (refused[0].field, refused[0].problem) == (ValueField.NAME, ValueProblem.TAKEN)
    assert (await keys(office)).count("joy") == 1


async def test_reused_name_gets_another_key(office: Office) -> None:
    await merge(office, CREATIVITY, "collaboration")
    whole = (await now(office)).all[0]
    assert await change(office, "collaboration", ValueForm("collaboration", "🤝"), whole) is ValueSaved.DONE
    assert await add(office, ValueForm("creativity", "💡")) is ValueSaved.DONE
    assert await keys(office) == ["collaboration", "problem-solving", "creativity-2"]


async def test_number_of_values_is_limited(office: Office) -> None:
    def fill(tx: Transaction) -> None:
        for number in range(MAX_VALUES - 4):
            stored.add(tx, office.workspace.id, Value(f"v{number}", f"v{number}", f"e{number}", "", ""))

    await office.database.write(fill)
    assert await add(office) is ValueSaved.DONE
    assert await add(office, ValueForm(), "trust") is ValueRefusal.TOO_MANY
    assert await retire(office, "v1") is ValueSaved.DONE
    assert await add(office, ValueForm(), "trust") is ValueSaved.DONE
    retired = (await now(office)).retired[0]
    typed = ValueForm("v1", ":e1:")
    assert await change(office, "v1", typed, retired, brings_back=True) is ValueRefusal.TOO_MANY


async def test_retired_values_count_towards_the_limit(office: Office) -> None:
    def fill(tx: Transaction) -> None:
        for number in range(MAX_KNOWN_VALUES - 3):
            stored.add(tx, office.workspace.id, Value(f"v{number}", f"v{number}", f"e{number}", "", ""))
            stored.retire(tx, office.workspace.id, f"v{number}")

    await office.database.write(fill)
    assert await add(office) is ValueRefusal.TOO_MANY_KNOWN
    retired = (await now(office)).retired[0]
    assert await merge(office, retired, "creativity") is ValueSaved.DONE
    assert await add(office) is ValueSaved.DONE


async def test_outdated_form_changes_nothing_and_shows_the_current_value(office: Office) -> None:
    first = ValueForm("spark", ":bulb:")
    assert await change(office, "creativity", first, CREATIVITY) is ValueSaved.DONE
    outcome = await change(office, "creativity", ValueForm("invention", ":bulb:"), CREATIVITY, PRIYA)
    assert isinstance(outcome, Value)
    assert outcome.name == "spark"
    # What is so already is no quarrel, and no change.
    assert await change(office, "creativity", first, CREATIVITY, PRIYA) is ValueSaved.DONE
    assert len(await changes(office)) == 1
    assert (
        await change(office, "creativity", ValueForm("invention", ":bulb:"), outcome, PRIYA)
        is ValueSaved.DONE
    )
    assert (await now(office)).find_by_name("Creativity") == (await now(office)).find_by_name("invention")


async def test_retired_merged_or_restored_value_is_refused(office: Office) -> None:
    typed = ValueForm("spark", ":bulb:")
    assert await retire(office, "creativity") is ValueSaved.DONE
    assert await retire(office, "creativity", PRIYA) is ValueSaved.DONE
    assert await change(office, "creativity", typed, CREATIVITY) is ValueRefusal.RETIRED
    for _ in range(2):
        assert await change(office, "creativity", typed, CREATIVITY, brings_back=True) is ValueSaved.DONE
    outcome = await change(office, "creativity", JOY, CREATIVITY, PRIYA, brings_back=True)
    assert outcome is ValueRefusal.BROUGHT_BACK
    spark = (await now(office)).all[0]
    for _ in range(2):
        assert await merge(office, spark, "collaboration") is ValueSaved.DONE
    assert await merge(office, spark, "problem-solving") is ValueRefusal.MERGED
    assert await change(office, "creativity", JOY, spark) is ValueRefusal.MERGED
    assert await retire(office, "collaboration") is ValueSaved.DONE
    assert await merge(office, SOLVING, "collaboration") is ValueRefusal.NO_TARGET
    assert await merge(office, SOLVING, "problem-solving") is ValueRefusal.NO_TARGET
    # Retired once, brought back once, merged once (two values are others then), retired.
    assert [one.about for one in await changes(office)] == [
        "collaboration",
        "collaboration",
        "creativity",
        "creativity",
        "creativity",
    ]


async def test_changed_value_is_not_merged(office: Office) -> None:
    outcome = await merge(office, replace(CREATIVITY, name="spark"), "collaboration")
    assert outcome == CREATIVITY
    assert await keys(office) == ["creativity", "collaboration", "problem-solving"]


async def test_merge_with_too_many_names_is_refused(office: Office) -> None:
    many = replace(CREATIVITY, aliases=tuple(f"a{number}" for number in range(MAX_ALIASES)))
    await office.database.write(stored.save, office.workspace.id, many)
    assert await merge(office, many, "collaboration") is ValueRefusal.TOO_MUCH


async def test_only_admins_change_values(office: Office) -> None:
    ana = User(ANA)

    def try_all(tx: Transaction) -> set[ValueChangeResult]:
        workspace = office.workspace
        return {
            values.add_value(tx, workspace, ana, JOY),
            values.change_value(tx, workspace, ana, "creativity", JOY, hash_value(CREATIVITY)),
            values.reorder_value(tx, workspace, ana, "creativity", ""),
            values.retire_value(tx, workspace, ana, "creativity"),
            values.merge_value(tx, workspace, ana, "creativity", "collaboration", hash_value(CREATIVITY)),
        }

    assert await office.database.write(try_all) == {ValueRefusal.NO_ADMIN}
    assert (await now(office)).all == FIRST_VALUES
    assert await changes(office) == []


async def test_recognitions_are_found_during_and_after_a_merge(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "BATCH", 2)
    identity = WorkspaceIdentity("", "T0OTHER", "Other", "https://other.slack.com/", UserId("UOTHER"))
    elsewhere = await office.database.write(workspaces.ensure, identity)
    for number in range(3):
        await office.give(office.new_recognition(MAYA, words=f"alone {number}", values=("creativity",)))
        other = replace(
            office.new_recognition(MAYA, words="elsewhere", values=("creativity",)), workspace=elsewhere
        )
        await office.give(other)
    await office.give(office.new_recognition(MAYA, words="both", values=("creativity", "collaboration")))
    await office.react(office.make_reaction(LI, MAYA))
    await office.react(office.make_reaction(ANA, MAYA, ts="1700000000.000200", emoji="handshake"))
    assert await merge(office, CREATIVITY, "collaboration") is ValueSaved.DONE

    async def found() -> list[str]:
        for key in ("collaboration", "creativity"):
            recognitions = await office.list_received(MAYA, HistoryFilters(values=(key,)))
            assert {recognition.values for recognition in recognitions} == {("collaboration",)}
        return sorted(list_view_texts(recognitions))

    expected = ["", "", "alone 0", "alone 1", "alone 2", "both"]
    assert await found() == expected
    steps = 0
    while await office.database.write(values.rewrite_merged):
        steps += 1
        assert await found() == expected
    assert steps > 3
    rows = await list_value_rows(office)
    assert [key for _, key in rows[office.workspace.id]] == ["collaboration"] * 6
    assert {key for _, key in rows[elsewhere.id]} == {"creativity"}
    # Removing the emoji still withdraws the recognition.
    await office.react(office.make_reaction(LI, MAYA, added=False))
    assert await found() == expected[1:]


async def list_value_rows(office: Office) -> dict[int, list[tuple[str, str]]]:
    """What each workspace's rows say: the recognition and the value's key."""
    recognition, value = schema.recognition, schema.recognition_value

    def look(tx: Transaction) -> dict[int, list[tuple[str, str]]]:
        found: dict[int, list[tuple[str, str]]] = {}
        for row in tx.connection.execute(
            select(recognition.c.workspace_id, value.c.recognition_id, value.c.value_key).join(
                value, value.c.recognition_id == recognition.c.id
            )
        ):
            found.setdefault(row[0], []).append((row[1], row[2]))
        assert set(tx.connection.scalars(select(schema.reaction.c.value_key))) == {"collaboration"}
        return found

    return await office.database.read(look)


async def test_merge_takes_earlier_merges_along(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="a", values=("creativity",)))
    await merge(office, CREATIVITY, "collaboration")
    whole = (await now(office)).all[0]
    await office.give(office.new_recognition(MAYA, words="b", values=("collaboration",)))
    assert await merge(office, whole, "problem-solving") is ValueSaved.DONE
    for _ in range(2):
        recognitions = await office.list_received(MAYA, HistoryFilters(values=("creativity",)))
        assert {recognition.values for recognition in recognitions} == {("problem-solving",)}
        assert list_view_texts(recognitions) == ["b", "a"]
        await rewrite(office)
    named = (await now(office)).find_by_name("idea")
    assert named is not None
    assert named.key == "problem-solving"


async def test_emoji_of_a_former_value_can_be_removed(office: Office) -> None:
    await office.react(office.make_reaction(LI, MAYA))
    await retire(office, "creativity")
    assert [recognition.values for recognition in await office.list_received(MAYA)] == [("creativity",)]
    await office.react(office.make_reaction(ANA, MAYA))
    assert [recognition.givers for recognition in await office.list_received(MAYA)] == [(LI,)]
    await office.react(office.make_reaction(LI, MAYA, added=False))
    assert await office.list_received(MAYA) == []


async def test_emoji_added_again_means_its_current_value(office: Office) -> None:
    await office.react(office.make_reaction(LI, MAYA))
    await office.react(office.make_reaction(LI, MAYA, added=False))
    await retire(office, "creativity")
    await add(office, ValueForm("joy", "💡"))
    await office.react(office.make_reaction(LI, MAYA))
    assert [recognition.values for recognition in await office.list_received(MAYA)] == [("joy",)]


async def test_additional_emoji_thank_too(office: Office) -> None:
    both = ValueForm("collaboration", ":handshake: 👏")
    assert await change(office, "collaboration", both, COLLABORATION) is ValueSaved.DONE
    await office.react(office.make_reaction(LI, MAYA, emoji="clap::skin-tone-4"))
    assert [recognition.values for recognition in await office.list_received(MAYA)] == [("collaboration",)]


async def test_retired_value_is_shown_where_it_was_given(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="for the map", values=("creativity",)))
    await retire(office, "creativity")
    told = (await office.list_in_channel())[0]
    found = await now(office)
    assert [value.name for value in found.sort_keys(told.values)] == ["creativity"]
    told_in = group_by_value([told], found)
    assert [chapter.value.name for chapter in told_in if chapter.value] == ["creativity"]
    files = await office.database.read(make_files, office.workspace, MAYA)
    assert '"creativity": "creativity"' in str(files)


async def test_all_ready_values_can_be_added(office: Office) -> None:
    for value in READY_VALUES:
        assert await add(office, ValueForm(), value.key) is ValueSaved.DONE
    expected = tuple(replace(value, style=number) for number, value in enumerate(FIRST_VALUES + READY_VALUES))
    assert (await now(office)).all == expected


async def test_style_of_a_value_never_changes(office: Office) -> None:
    """Whatever is retired, moved, merged, changed or added, and also when it is brought back."""
    at_first = {one.key: one.style for one in (await now(office)).all}
    assert sorted(at_first.values()) == [0, 1, 2]
    assert await retire(office, "creativity") is ValueSaved.DONE
    assert await add(office, ValueForm("trust", "🤗")) is ValueSaved.DONE
    await office.database.write(values.reorder_value, office.workspace, JONAS, "trust", "collaboration")
    styles = {one.key: one.style for one in (await now(office)).with_retired.all}
    assert styles == {**at_first, "trust": 3}
    (retired,) = (await now(office)).retired
    assert await merge(office, retired, "trust") is ValueSaved.DONE
    assert await add(office, ValueForm("courage", "🦁")) is ValueSaved.DONE
    styles = {one.key: one.style for one in (await now(office)).with_retired.all}
    # The former emoji of creativity belong to no value: some reactions with them are still there.
    assert styles == {"collaboration": 1, "problem-solving": 2, "trust": 3, "courage": 4}
