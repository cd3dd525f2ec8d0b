"""The Home: what is one's own, in one place, and following what changes while it is open."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.practice.delivery import Answer
from bot.practice.entries import iterate_elements
from bot.practice.objects import find_portrayed_user
from bot.storage import outbox, schema
from tests.scenarios.test_edit import words
from tests.scenarios.world import World


@pytest.fixture(autouse=True)
def everybody_reads_english(world: World) -> None:
    """Somebody's Slack is in another language."""
    users = world.workspace.people
    users.update({id_: replace(user, locale="en-US") for id_, user in users.items()})


async def open_home(world: World, who: str) -> str:
    """Open one's Home, and read it."""
    answer = await world.practice.open_home(world.who(who))
    assert answer
    assert answer.status == 200, answer
    await world.settled()
    return home(world, who)


def home(world: World, who: str) -> str:
    """All that stands on somebody's Home."""
    view = world.practice.find_home(world.who(who))
    assert view is not None
    return "\n".join("".join(_texts(block)) for block in view.blocks)


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, dict):
        own = [value[key] for key in ("text", "name", "channel_id") if isinstance(value.get(key), str)]
        return own + [text for inner in value.values() for text in _texts(inner)]
    return []


def tabs(world: World, who: str) -> list[str]:
    """The sections that somebody can choose from."""
    view = world.practice.find_home(world.who(who))
    assert view is not None
    actions = (element["action_id"] for _, element in iterate_elements(view.blocks))
    return [action.removeprefix("home:") for action in actions if action.startswith("home:")]


async def press(world: World, who: str, action: str, *, number: int = 0, value: object = None) -> Answer:
    """Press the button of this name, of several the one with this number, or choose the `value` there."""
    view = world.practice.find_home(world.who(who))
    assert view is not None
    found = [
        block["block_id"]
        for block, element in iterate_elements(view.blocks)
        if element["action_id"] == action
    ]
    answer = await world.practice.press_on_home(world.who(who), action, value, block_id=found[number])
    assert answer.status == 200, answer
    await world.settled()
    return answer


def faces(world: World, who: str) -> list[tuple[str, str]]:
    """Return the names and the ids of those whose faces are shown on somebody's Home."""
    view = world.practice.find_home(world.who(who))
    assert view is not None
    images = [e for block in view.blocks for e in block.get("elements", ()) if e["type"] == "image"]
    return [(image["alt_text"], find_portrayed_user(image["image_url"])) for image in images]


def published(world: World, who: str) -> int:
    """How often somebody's Home was published."""
    return sum(call["user_id"] == world.who(who) for call in world.calls("views.publish"))


async def test_empty_home_explains_itself(world: World) -> None:
    shown = await open_home(world, "maya")
    assert "Good to see you, Maya. Only you can see this." in shown
    assert "I'm Hearten. I keep thanks in people's own words" in shown
    assert "Nothing here yet. When someone thanks you, you'll read it here first." in shown
    assert tabs(world, "maya") == ["received", "given", "values", "choices"]
    assert world.direct("maya") == []


async def test_home_shows_recognitions_first(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches #creativity")
    await world.command("li", "general", "quietly @maya thank you for listening")
    shown = await open_home(world, "maya")
    assert shown.index("thank you for listening") < shown.index("thanks for the sketches")
    assert shown.index("thanks for the sketches") < shown.index("Ana")
    assert "in private" in shown
    assert faces(world, "maya") == [("Li Wei", world.who("li")), ("Ana", world.who("ana"))]
    assert "I'm Hearten" not in shown
    shown = await open_home(world, "ana")
    assert "listening" not in shown
    # Who has thanked somebody knows what this is.
    assert "I'm Hearten" not in shown


async def test_one_replies_where_one_reads_and_a_refused_picture_takes_nothing_away(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await open_home(world, "maya")
    await press(world, "maya", "reply")
    form = world.form("maya")
    assert form is not None
    assert "Your words to Ana" in str(form.blocks)
    await world.submit("maya", text="It was a pleasure")
    assert "Maya answers your thanks" in world.direct_texts("ana")[-1]
    assert "You answered:" in home(world, "maya")
    view = world.practice.find_home(world.who("maya"))
    assert view is not None
    assert "reply" not in [element["action_id"] for _, element in iterate_elements(view.blocks)]
    assert faces(world, "maya") != []

    world.practice.fail("views.publish", error="invalid_blocks")
    shown = await open_home(world, "maya")
    assert "thanks for the sketches" in shown
    assert faces(world, "maya") == []


async def test_ones_own_year_is_a_picture_that_is_made_when_asked_for(world: World) -> None:
    async def year() -> list[dict[str, Any]]:
        await open_home(world, "maya")
        await press(world, "maya", "own-year")
        form = world.form("maya")
        assert form is not None
        assert form.title == "Your year"
        await world.practice.close(world.who("maya"))
        return form.blocks

    assert "My year in a picture" not in await open_home(world, "maya")
    await world.command("ana", "general", "@maya thanks for the sketches #creativity")
    await world.command("li", "general", "quietly @maya thank you for listening")
    assert "My year in a picture" in await open_home(world, "maya")
    assert world.calls("files.getUploadURLExternal") == []
    words, picture = await year()
    assert picture["slack_file"]["id"]
    assert picture["alt_text"] == (
        "Your year as a picture: a patch for each thanks you received, in the order of the days. "
        "Its patterns show creativity. A heart is a thanks without a value."
    )
    assert "Only you can see this." in str(words)
    # The same is not made twice, and what is out of date goes.
    assert (await year())[1]["slack_file"] == picture["slack_file"]
    await world.command("ana", "general", "@maya thanks for the tea")
    assert (await year())[1]["slack_file"] != picture["slack_file"]
    assert [call["file"] for call in world.calls("files.delete")] == [picture["slack_file"]["id"]]
    await world.command("ana", "general", "@maya thanks for the cake")
    world.practice.fail("files.getUploadURLExternal", error="invalid_arguments")
    (words,) = await year()
    assert "I couldn't make the picture just now." in str(words)


async def test_open_home_shows_new_recognitions_at_once(world: World) -> None:
    await open_home(world, "maya")
    await world.command("ana", "general", "@maya thanks for the sketches")
    assert "thanks for the sketches" in home(world, "maya")
    await world.command("ana", "general", "undo")
    assert "Nothing here yet" in home(world, "maya")
    assert all("sketches" not in text for text in world.direct_texts("maya"))


async def test_after_an_hour_it_counts_as_closed(world: World) -> None:
    await open_home(world, "maya")
    await world.pass_time(minutes=61)
    await world.command("ana", "general", "@maya thanks for the sketches")
    assert published(world, "maya") == 1
    assert "thanks for the sketches" in await open_home(world, "maya")


async def test_much_at_once_is_shown_once(world: World) -> None:
    await open_home(world, "maya")
    world.practice.fail("views.publish", retry_after=5)
    await world.command("ana", "general", "@maya for the first")
    for word in ("second", "third", "fourth"):
        await world.command("li", "general", f"@maya for the {word}")
    await world.retried()
    shown = home(world, "maya")
    assert all(word in shown for word in ("first", "second", "third", "fourth"))
    assert published(world, "maya") <= 4


async def test_pages_turn_both_ways_and_stay_where_they_are(world: World) -> None:
    for number in range(12):
        await world.command("ana", "general", f"@maya for number {number} of them")
    assert "number 11 of" in await open_home(world, "maya")
    assert "number 1 of" not in home(world, "maya")
    await press(world, "maya", "older")
    assert "number 1 of" in home(world, "maya")
    assert "number 11 of" not in home(world, "maya")
    await world.command("maya", "general", "privacy messages daily")
    assert "number 1 of" in home(world, "maya")
    await press(world, "maya", "newer")
    assert "number 11 of" in home(world, "maya")


async def test_given_recognition_can_be_edited_and_withdrawn_in_home(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketces")
    await world.command("ana", "general", "@li thanks for the talk")
    await open_home(world, "ana")
    await press(world, "ana", "home:given")
    assert "Thanks you gave" in home(world, "ana")
    await press(world, "ana", "edit", number=1)
    await world.submit("ana", text=words("thanks for the sketches"))
    assert world.form("ana") is None
    assert "thanks for the sketches" in home(world, "ana")
    assert any("thanks for the sketches" in text for text in world.texts("general"))
    await press(world, "ana", "undo", number=0)
    shown = home(world, "ana")
    assert "Taken back. Your thanks is gone." in shown
    assert "talk" not in shown
    assert not any("talk" in text for text in world.texts("general"))


async def test_one_can_thank_from_there(world: World) -> None:
    await open_home(world, "ana")
    await press(world, "ana", "home:given")
    await press(world, "ana", "give")
    await world.submit(
        "ana", people=[world.who("maya")], text=words("thanks for the map"), channel=world.where("general")
    )
    assert len(world.texts("general")) == 1
    assert "thanks for the map" in home(world, "ana")


async def test_where_the_form_does_not_open_it_is_said_there(world: World) -> None:
    await open_home(world, "ana")
    world.practice.fail("views.open", error="expired_trigger_id", times=2)
    await press(world, "ana", "give")
    assert "That didn't open just now" in home(world, "ana")


async def test_choices_are_made_there_and_follow_commands(world: World) -> None:
    await open_home(world, "maya")
    await press(world, "maya", "home:choices")
    assert "Anyone in the channel can read how you are thanked there." in home(world, "maya")
    await press(world, "maya", "choose:thanks", value="thanks:privately")
    shown = home(world, "maya")
    assert "From now on thanks reach you in private." in shown
    assert "They reach you in private. No channel and no digest shows them." in shown
    await world.command("maya", "general", "privacy messages never")
    assert "I write you nothing about thanks." in home(world, "maya")


async def test_ones_data_comes_from_there(world: World) -> None:
    await open_home(world, "maya")
    await press(world, "maya", "home:choices")
    await press(world, "maya", "export")
    assert "You'll get it in a direct message" in home(world, "maya")
    assert world.direct("maya")[-1].files


async def test_audit_entry_is_shown_at_once(world: World) -> None:
    await appoint(world)
    await open_home(world, "maya")
    await press(world, "maya", "home:choices")
    assert "No one has looked at your thanks" in home(world, "maya")
    await world.command("carol", "general", "history @maya")
    assert "Carol looked at your thanks on" in home(world, "maya")


async def appoint(world: World) -> None:
    """Let Carol care for Maya and Li."""
    await world.command("jonas", "general", "leads add @carol for @maya @li")


async def test_leads_find_their_circles_and_read_in_a_window(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await open_home(world, "carol")
    assert "circles" not in tabs(world, "carol")
    await appoint(world)
    assert "circles" in tabs(world, "carol")
    await press(world, "carol", "home:circles")
    assert "Maya" in home(world, "carol")
    assert "sketches" not in home(world, "carol")
    await press(world, "carol", "circle")
    window = world.form("carol")
    assert window is not None
    assert "thanks for the sketches" in str(window.blocks)
    assert "sketches" not in home(world, "carol")


async def test_a_question_from_there_is_answered_in_its_window(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    for number in range(11):
        await world.command("ana", "general", f"@li for number {number} of them")
    await appoint(world)
    await open_home(world, "carol")
    await press(world, "carol", "home:circles")
    await press(world, "carol", "change-question")
    await world.submit("carol", people=[world.who("li")])
    window = world.form("carol")
    assert window is not None
    assert "number 10 of" in str(window.blocks)
    await world.practice.press_in_view(world.who("carol"), "older")
    await world.settled()
    window = world.form("carol")
    assert window is not None
    assert "number 0 of" in str(window.blocks)
    assert "number 10 of" not in str(window.blocks)


async def test_settings_are_for_admins(world: World) -> None:
    await open_home(world, "jonas")
    assert tabs(world, "jonas")[-1] == "settings"
    await press(world, "jonas", "home:settings")
    assert "Thanks are kept for 24 months." in home(world, "jonas")
    assert "settings" not in await tabs_of(world, "maya")


async def tabs_of(world: World, who: str) -> list[str]:
    await open_home(world, who)
    return tabs(world, who)


async def test_forbidden_section_is_not_shown(world: World) -> None:
    """A button of an old Home, or one that somebody made up."""
    await open_home(world, "maya")
    view = world.practice.find_home(world.who("maya"))
    assert view is not None
    for block, element in iterate_elements(view.blocks):
        if element["action_id"] == "home:values":
            element["action_id"] = "home:settings"
            await world.practice.press_on_home(world.who("maya"), "home:settings", block_id=block["block_id"])
    await world.settled()
    assert "Thanks you received" in home(world, "maya")
    assert "Thanks are kept" not in home(world, "maya")


async def test_erased_the_home_is_empty(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    assert "sketches" in await open_home(world, "maya")
    await press(world, "maya", "home:choices")
    await press(world, "maya", "erase")
    window = world.form("maya")
    assert window is not None
    assert "It can't be undone" in str(window.blocks)
    await world.practice.press_in_view(world.who("maya"), "erase:everything")
    await world.settled()
    window = world.form("maya")
    assert window is not None
    assert "You are being erased." in str(window.blocks)
    await world.pass_time(seconds=20)
    assert home(world, "maya") == ("What was here is erased. Come back at any time to see what is here then.")
    users = await world.bot.deps.database.read(
        lambda tx: tx.connection.scalars(select(schema.home_view.c.user_id)).all()
    )
    assert world.who("maya") not in users
    assert "sketches" not in await open_home(world, "maya")


async def test_older_view_does_not_overwrite_another_window(world: World) -> None:
    """Somebody published in between: what we knew of it does not hold, and it is drawn anew."""
    await open_home(world, "maya")
    other = {"type": "home", "blocks": [{"type": "divider"}]}
    world.workspace.homes.publish(world.who("maya"), _whole(other))
    await world.command("ana", "general", "@maya thanks for the sketches")
    assert "thanks for the sketches" in home(world, "maya")
    answers = [call.response for call in world.practice.calls if call.method == "views.publish"]
    assert [answer.get("error") for answer in answers].count("hash_conflict") == 1


def _whole(view: dict[str, Any]) -> dict[str, Any]:
    return {"external_id": "", "private_metadata": "", "callback_id": "", **view}


async def test_a_slack_that_is_away_gets_it_later(world: World) -> None:
    world.practice.fail("views.publish", status=500)
    await world.practice.open_home(world.who("maya"))
    await world.retried()
    assert "Nothing here yet" in home(world, "maya")


async def test_one_that_can_neither_be_shown_nor_cleared_is_tried_again(world: World) -> None:
    for heals_after, is_open in ((2, False), (3, True)):
        await world.command("ana", "general", "@maya thanks for the sketches")
        assert "sketches" in await open_home(world, "maya")
        world.practice.fail("views.publish", error="invalid_arguments", times=1_000)
        await world.command("ana", "general", "undo")
        assert "sketches" in home(world, "maya")
        calls = published(world, "maya")
        for day in range(1, 5):
            if day == heals_after:
                world.practice.heal()
                if is_open:
                    await open_home(world, "maya")
            await world.pass_time(hours=24, seconds=1)
            # It is no backlog that an operator has to look at.
            assert (await world.bot.deps.database.read(outbox.measure_depth))[0] == 0
        assert "sketches" not in home(world, "maya")
        # Once a day and twice at each try at most: no Slack is asked all the time.
        assert published(world, "maya") - calls <= 6


async def test_disabled_home_is_no_failure(world: World) -> None:
    world.workspace.homes.is_enabled = False
    answer = await world.practice.open_home(world.who("maya"))
    assert answer
    assert answer.status == 200
    await world.command("ana", "general", "@maya thanks for the sketches")
    assert len(world.texts("general")) == 1
    assert world.practice.find_home(world.who("maya")) is None


async def test_the_messages_tab_shows_nothing_of_ours(world: World) -> None:
    await world.practice.open_home(world.who("maya"), tab="messages")
    await world.settled()
    assert world.calls("views.publish") == []


async def test_people_of_other_organisations_get_a_short_hello(world: World) -> None:
    stranger = next(user for user in world.workspace.people.values() if user.is_stranger)
    event = {
        "type": "app_home_opened",
        "user": stranger.id,
        "channel": "D1",
        "tab": "home",
        "event_ts": "1.0",
    }
    await world.event(event)
    assert home(world, stranger.id).startswith("Hello, I'm Hearten.")
    assert tabs(world, stranger.id) == []


@pytest.mark.parametrize("context", ["", "{", "[]", json.dumps({"section": "nothing", "page": ""})])
async def test_a_view_that_says_nothing_readable_is_the_newest(world: World, context: str) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await open_home(world, "maya")
    view = world.practice.find_home(world.who("maya"))
    assert view is not None
    view.content["private_metadata"] = context
    await press(world, "maya", "give")
    await world.command("li", "general", "@maya thanks for the talk")
    assert "thanks for the talk" in home(world, "maya")
