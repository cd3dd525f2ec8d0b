"""All settings inside Slack: the form, its neighbours who have it open as well, and who changed what."""

import asyncio
from typing import Any

import pytest

from bot.practice.objects import user_object
from bot.practice.views import View
from tests.scenarios.test_recognition import buttons
from tests.scenarios.test_reports import report
from tests.scenarios.test_settings import go_ahead
from tests.scenarios.world import World


async def open_form(world: World, who: str = "jonas") -> View:
    await world.command(who, "general", "settings")
    await world.press(who, world.private(who, "general")[-1], "change-settings")
    return form(world, who)


def form(world: World, who: str = "jonas") -> View:
    shown = world.form(who)
    assert shown is not None
    return shown


def fields(shown: View) -> dict[str, Any]:
    return {block["block_id"]: block for block in shown.blocks if block["type"] == "input"}


async def test_all_of_it_is_set_at_once(world: World) -> None:
    shown = await open_form(world)
    assert list(fields(shown)) == [
        "months",
        "deactivated_days",
        "digests_by",
        "leads_are_on",
        "language",
        "values_asked",
        "shout_outs_in",
        "admins",
    ]
    await world.submit(
        "jonas",
        months="12",
        deactivated_days="0",
        digests_by="admins",
        leads_are_on="off",
        values_asked="asked",
        shout_outs_in=world.where("general"),
        admins=[world.who("maya")],
    )
    await world.submit("jonas")
    assert "Done." in str(form(world).blocks)
    answer = await world.command("jonas", "general", "settings")
    for expected in (
        "kept for 12 months",
        "0 days after",
        "Leads can ask for no one's history",
        "Admins set up the digests",
        "asks for a value",
        f"from public channels in <#{world.where('general')}>",
        "Maya can change all this",
    ):
        assert expected in answer
    told = await world.command("maya", "general", "settings changes")
    assert told.count("Jonas") == 7
    assert "Jonas changed the months that thanks are kept from 24 to 12 · 25 Nov 2026" in told


async def test_a_form_sent_twice_is_one_change(world: World) -> None:
    await open_form(world)
    await asyncio.gather(world.submit("jonas", months="36"), world.submit("jonas", months="36"))
    assert "Done." in str(form(world).blocks)
    told = await world.command("jonas", "general", "settings changes")
    assert told.count("Jonas") == 1


async def test_a_form_that_slack_does_not_open_is_said(world: World) -> None:
    await world.command("jonas", "general", "settings")
    world.practice.fail("views.open", error="expired_trigger_id")
    await world.press("jonas", world.private("jonas", "general")[-1], "change-settings")
    assert world.form("jonas") is None
    assert "The form didn't open just now" in world.private("jonas", "general")[-1].text


async def test_error_is_shown_on_its_field_and_keeps_the_input(world: World) -> None:
    await open_form(world)
    filled = {"months": "121", "deactivated_days": "soon", "shout_outs_in": world.where("design")}
    world.practice.fill(world.who("jonas"), filled)
    # Such channels are not offered; this one becomes one while it is chosen.
    world.workspace.channel("design").is_ext_shared = True
    await world.submit("jonas")
    errors = form(world).errors
    assert "from 1 to 120" in errors["months"]
    assert "from 0 to 3650" in errors["deactivated_days"]
    assert "People of other organisations" in errors["shout_outs_in"]
    await world.submit("jonas", months="120", deactivated_days="100", shout_outs_in=None)
    answer = await world.command("jonas", "general", "settings")
    assert "120 months" in answer
    assert "100 days after" in answer


@pytest.mark.parametrize("who", ["tom", "rosa", "buildbot", "erik"])
async def test_ineligible_admin_is_shown_on_its_field(world: World, who: str) -> None:
    await open_form(world)
    await world.submit("jonas", months="36", admins=[world.who("maya"), world.who(who)])
    assert "full member of this workspace" in form(world).errors["admins"]
    answer = await world.command("jonas", "general", f"settings admins add @{who}")
    assert "full member of this workspace" in answer
    assert "kept for 24 months" in await world.command("jonas", "general", "settings")
    assert "Only admins" in await world.command("maya", "general", "settings")


async def test_concurrent_change_of_another_setting_is_kept(world: World) -> None:
    await world.command("jonas", "general", "settings admins add @maya @priya")
    await open_form(world)
    await go_ahead(world, "maya", "settings keep 6 months")
    await world.command("maya", "general", "settings admins remove @priya")
    await world.submit("jonas", deactivated_days="30", admins=[world.who(w) for w in ("maya", "priya", "li")])
    await world.submit("jonas")
    answer = await world.command("jonas", "general", "settings")
    assert "kept for 6 months" in answer
    assert "30 days after" in answer
    assert "Li Wei and Maya can change all this" in answer


async def test_edit_conflict_is_shown_on_the_field(world: World) -> None:
    await world.command("jonas", "general", "settings admins add @maya")
    await open_form(world)
    await go_ahead(world, "maya", "settings keep 6 months")
    await world.submit("jonas", months="12", deactivated_days="30")
    await world.submit("jonas")
    again = form(world)
    assert "nothing was saved yet" in str(again.blocks[0])
    told = fields(again)
    assert "set this to: 6." in told["months"]["hint"]["text"]
    assert "Meanwhile" not in told["deactivated_days"]["hint"]["text"]
    assert told["months"]["element"]["initial_value"] == "12"
    assert "kept for 6 months" in await world.command("maya", "general", "settings")
    await world.submit("jonas")
    await world.submit("jonas")
    answer = await world.command("jonas", "general", "settings")
    assert "kept for 12 months" in answer
    assert "30 days after" in answer


async def test_dismissed_admin_changes_nothing(world: World) -> None:
    await world.command("jonas", "general", "settings admins add @maya")
    await open_form(world, "maya")
    await world.command("jonas", "general", "settings admins remove @maya")
    await world.submit("maya", months="1")
    assert "Only admins" in str(form(world, "maya").blocks)
    assert "kept for 24 months" in await world.command("jonas", "general", "settings")
    shown = [m for m in world.private("maya", "general") if buttons(m)][-1]
    for action in ("change-settings", "settings-changes"):
        await world.press("maya", shown, action)
        assert "Only admins" in world.private("maya", "general")[-1].text


async def test_an_appointed_admin_appoints_leads_and_reads_reports(world: World) -> None:
    await world.command("jonas", "general", "settings admins add @maya")
    assert "cares for" in await world.command("maya", "general", "leads add @priya for @sam")
    await world.command("jonas", "general", "settings digests admins")
    assert "Friday" in await world.command("maya", "design", "digest on friday 15:00 Europe/Berlin")
    await world.command("ana", "general", "@li thanks for finally waking up")
    post = world.posts("general")[-1]
    await report(world, "sam", post, "Not kind.")
    (message,) = [m for m in world.direct("maya") if "isn't okay" in m.text]
    assert [m for m in world.direct("jonas") if "isn't okay" in m.text]
    await world.press("maya", message, "withdraw")
    await world.submit("maya", reason="It hurts.")
    assert world.texts("general") == []
    told = await world.command("jonas", "general", "settings changes")
    assert "Maya let Priya care for Sam" in told


async def test_deactivated_user_is_no_admin(world: World) -> None:
    await world.command("jonas", "general", "settings admins add @maya")
    maya = world.workspace.change_person("maya", deleted=True)
    await world.event({"type": "user_change", "user": user_object(world.workspace, maya)})
    assert "No one else does" in await world.command("jonas", "general", "settings")


async def test_changes_are_read_page_by_page(world: World) -> None:
    for months in range(25, 37):
        await world.command("jonas", "general", f"settings keep {months} months")
    await world.command("jonas", "general", "settings")
    await world.press("jonas", world.private("jonas", "general")[-1], "settings-changes")
    first = world.private("jonas", "general")[-1]
    assert "from 35 to 36" in first.text
    assert "from 25 to 26" not in first.text
    await world.press("jonas", first, "settings-changes:older")
    older = world.private("jonas", "general")[-1]
    assert "from 25 to 26" in older.text
    assert "from 35 to 36" not in older.text
    assert [b["text"]["text"] for b in buttons(older)] == ["The latest", "Change settings"]
    await world.press("jonas", older, "settings-changes")
    assert "from 35 to 36" in world.private("jonas", "general")[-1].text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("settings langauge de", "Did you mean language en?"),
        ("settings language klingon", "nothing was changed"),
        ("settings language tlh", "nothing was changed"),
        ("settings values perhaps", "Did you mean values asked or values open?"),
        ("settings shoutouts there", "Did you mean shoutouts here or shoutouts #kudos?"),
        ("settings shoutouts #office-move", "Please choose a public channel"),
        ("settings shoutouts #northlight", "People of other organisations"),
        ("settings admins", "Did you mean admins add @carol"),
        ("settings admins remove @jonas", "can be changed in Slack alone. Nothing was changed."),
    ],
)
async def test_impossible_setting_is_explained(world: World, typed: str, expected: str) -> None:
    assert expected in await world.command("jonas", "general", typed)
    assert "Nothing has been changed yet." in await world.command("jonas", "general", "settings changes")


async def test_the_language_of_public_messages(world: World) -> None:
    offered = fields(await open_form(world))["language"]["element"]["options"]
    assert [option["value"] for option in offered][:2] == ["en", "de"]
    await world.submit("jonas", language="de")
    await world.command("ana", "general", "@maya thanks for the sketches")
    assert world.texts("general")[0].startswith(f"Von <@{world.who('ana')}> für")
    answer = await world.command("ana", "general", "@maya thanks for the calm")
    assert answer.startswith("I'll post this in")
    await world.command("jonas", "general", "settings language en")
    await world.command("ana", "general", "@maya thanks for the map")
    assert world.texts("general")[-1].startswith("From <@")
    assert "from German to English" in await world.command("jonas", "general", "settings changes")


async def test_with_one_language_none_is_asked_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.features.settings.form.available_languages", lambda: (("en", "English"),))
    assert "language" not in fields(await open_form(world))
    await world.submit("jonas", months="6")
    assert "written in English" in await world.command("jonas", "general", "settings")
