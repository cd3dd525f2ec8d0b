"""Thanking by command, seen by the giver, the channel and those who are thanked."""

import asyncio
from typing import Any

from bot.practice.delivery import Payload
from bot.practice.records import Channel, Message, Person
from tests.scenarios.world import World


def buttons(message: Message) -> list[dict[str, Any]]:
    elements = [e for block in message.blocks if block["type"] == "actions" for e in block["elements"]]
    return [element for element in elements if element["type"] == "button"]


def menu(message: Message, number: int = -1) -> dict[str, str]:
    """Return the values of the options in the last menu of a message, or in the one with this number."""
    menus = [e for b in message.blocks for e in b.get("elements", []) if e.get("type") == "overflow"]
    return {option["text"]["text"]: option["value"] for option in menus[number]["options"]}


async def choose(world: World, who: str, message: Message, label: str, about: int = -1) -> None:
    """Choose from the menu of a message: the last one, unless it has several."""
    await world.press(who, message, "more", value=menu(message, about)[label])


def action(message: Message, prefix: str) -> str:
    return next(str(b["action_id"]) for b in buttons(message) if b["action_id"].startswith(prefix))


def value_option(message: Message, key: str) -> str:
    """Return what is chosen in the menu of a private answer to add the value `key`."""
    menus = [e for block in message.blocks if block["type"] == "actions" for e in block["elements"]]
    options = [str(option["value"]) for menu in menus for option in menu.get("options", [])]
    return next(option for option in options if option.endswith(f":{key}"))


async def test_recognition_is_confirmed_posted_and_sent_to_the_recipient(world: World) -> None:
    answer = await world.command("ana", "design", "@maya thanks for the sketches, truly #collaboration")

    assert answer == "I'll post this in <#C0DESIGN1> for Maya."
    assert world.texts("design") == [
        "From <@U0ANA0001> to <@U0MAYA001>, for :handshake: collaboration:\n“thanks for the sketches, truly”"
    ]
    (first,) = world.direct("maya")
    assert "Ana thanked you in <#C0DESIGN1>:" in first.text
    assert "You choose how you are thanked." in first.text
    assert [b["text"]["text"] for b in buttons(first)] == ["Reply to Ana …"]
    assert list(menu(first)) == ["Share the credit …", "Take it down …", "Privately from now on"]
    (shout_out,) = world.posts("design")
    assert world.workspace.permalink(shout_out) in first.text


async def test_undo_comes_first_and_values_can_be_added_with_one_click(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    (private,) = world.private("ana", "design")
    labels = [b["text"]["text"] for b in buttons(private)]
    assert labels == ["Undo", "Edit"]
    menu = private.blocks[-1]["elements"][-1]
    assert (menu["type"], menu["placeholder"]["text"]) == ("static_select", "Add a value")
    assert [option["text"]["text"] for option in menu["options"]] == [
        "💡 creativity",
        "🤝 collaboration",
        "🧩 problem-solving",
    ]

    await world.press("ana", private, "undo")
    assert world.texts("design") == []
    (now,) = world.private("ana", "design")
    assert "Your thanks to Maya is taken back." in now.text


async def test_an_added_value_shows_in_the_shout_out(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    (private,) = world.private("ana", "design")
    await world.press("ana", private, "add-value", value=value_option(private, "creativity"))

    assert world.texts("design") == [
        "From <@U0ANA0001> to <@U0MAYA001>, for :bulb: creativity:\n“thanks for the sketches”"
    ]
    (now,) = world.private("ana", "design")
    assert "Thanked for :bulb: creativity." in now.text
    assert [b["text"]["text"] for b in buttons(now)] == ["Undo", "Edit"]


async def test_only_the_giver_can_press_the_confirmation_buttons(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    (private,) = world.private("ana", "design")
    stolen = buttons(private)[0]["value"]
    # Maya forges a press of Ana's button on a message of her own.
    await world.command("maya", "design", "@ana thanks back to you")
    (hers,) = world.private("maya", "design")
    for block in hers.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == "undo":
                element["value"] = stolen
    await world.press("maya", hers, "undo")
    assert len(world.posts("design")) == 2
    assert "There's nothing left to undo." in world.private("maya", "design")[0].text


async def test_several_people_and_all_separators(world: World) -> None:
    await world.command("jonas", "general", "@maya, @li & @ana + @priya and @carol thanks for the launch")
    (text,) = world.texts("general")
    for handle in ("maya", "li", "ana", "priya", "carol"):
        assert f"<@{world.who(handle)}>" in text
    assert text.endswith("“thanks for the launch”")


async def test_later_mentions_stay_text_and_notify_no_one(world: World) -> None:
    await world.command("jonas", "general", "@maya thanks for helping @li with the build")
    (post,) = world.posts("general")
    assert post.text == "From <@U0JONAS01> to <@U0MAYA001>:\n“thanks for helping @Li Wei with the build”"
    assert world.who("li") not in str(post.blocks)
    assert world.direct("li") == []


async def test_people_anywhere_when_none_come_first(world: World) -> None:
    await world.command("jonas", "general", "big thanks to @maya and @li for the build")
    (text,) = world.texts("general")
    assert text.startswith("From <@U0JONAS01> to <@U0LIWEI01> and <@U0MAYA001>:")
    assert "“big thanks for the build”" in text


async def test_a_group_expands_to_its_members_without_giver_bots_and_deactivated(world: World) -> None:
    group = world.workspace.group("backend")
    group.members += [world.who("erik"), world.workspace.bot_user_id]
    answer = await world.command("jonas", "general", "@backend thanks for the quiet week")
    assert "for Li Wei and Maya." in answer
    assert "deactivated" not in answer
    (text,) = world.texts("general")
    assert text.startswith("From <@U0JONAS01> to <@U0LIWEI01> and <@U0MAYA001>:")


async def test_values_by_every_name(world: World) -> None:
    for typed in ("#Problem Solving", "#problem_solving", "#PROBLEM-SOLVING", "🧩", ":jigsaw:", "#solution"):
        await world.command("jonas", "general", f"@maya thanks for the fix {typed}")
        text = world.texts("general")[-1]
        assert "for :jigsaw: problem-solving:" in text, typed


async def test_misspelt_value_stays_in_the_text_and_is_offered(world: World) -> None:
    answer = await world.command("jonas", "general", "@maya thanks for the fix #colaboration")
    assert "“#colaboration” stays in your words. Did you mean :handshake: collaboration?" in answer
    assert world.texts("general") == [
        "From <@U0JONAS01> to <@U0MAYA001>:\n“thanks for the fix #colaboration”"
    ]
    (private,) = world.private("jonas", "general")
    assert action(private, "add-value") == "add-value:collaboration"
    await world.press("jonas", private, "add-value:collaboration")
    assert "for :handshake: collaboration:" in world.texts("general")[0]


async def test_a_channel_that_is_called_like_a_value(world: World) -> None:
    world.workspace.add(Channel("C0VALUE01", "collaboration", "public", {world.who("ana")}))
    await world.command("ana", "design", "<@U0MAYA001> thanks <#C0VALUE01|collaboration>", escape=False)
    await world.command("ana", "design", "<@U0MAYA001> thanks again <#C0VALUE01|>", escape=False)
    assert [t.splitlines()[0] for t in world.texts("design")] == [
        "From <@U0ANA0001> to <@U0MAYA001>, for :handshake: collaboration:"
    ] * 2


async def test_undo_takes_the_latest_back_everywhere(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the first thing")
    await world.command("ana", "design", "@priya thanks for the second thing")
    answer = await world.command("ana", "design", "undo")
    assert "Your thanks to Priya is taken back." in answer
    assert [t.splitlines()[1] for t in world.texts("design")] == ["“thanks for the first thing”"]
    assert world.direct("priya") == []
    assert len(world.direct("maya")) == 1
    assert "second" not in await world.command("priya", "design", "history")

    await world.command("ana", "design", "undo")
    assert world.texts("design") == []
    assert "There's nothing left to undo." in await world.command("ana", "design", "undo")


async def test_shoutout_does_the_same(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches", name="/shoutout")
    assert len(world.posts("design")) == 1


async def test_quietly_reaches_the_recipients_alone(world: World) -> None:
    answer = await world.command("ana", "design", "quietly @maya @li thanks for listening")
    assert "Li Wei and Maya get it privately." in answer
    assert world.posts("design") == []
    for handle, other in (("maya", "Li Wei"), ("li", "Maya")):
        (text,) = world.direct_texts(handle)
        assert "Ana thanked you privately:" in text
        assert "thanks for listening" in text
        assert other not in text


async def test_a_gift_in_a_direct_or_group_message_is_private(world: World) -> None:
    for users in (("ana", "maya"), ("ana", "maya", "li")):
        channel = world.workspace.conversation(*(world.who(p) for p in users))
        answer = await world.practice.command(world.who("ana"), channel.id, "@maya thanks for the evening")
        assert isinstance(answer.body, dict)
        assert "stay private" in answer.body["text"]
        await world.settled()
        shown = world.workspace.messages[channel.id].values()
        assert all(message.ephemeral_to for message in shown)
    assert len(world.direct("maya")) == 2


async def test_direct_message_goes_to_first_time_recipients_and_non_members(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for one thing")
    await world.command("ana", "design", "@maya thanks for another thing")
    assert len(world.direct("maya")) == 1  # the first ever; then the mention is enough

    await world.command("ana", "design", "@carol thanks for the chairs")
    await world.command("ana", "design", "@carol thanks for the tables")
    assert len(world.direct("carol")) == 2  # Carol is not in #design
    assert "You choose how you are thanked." not in world.direct_texts("carol")[1]
    assert "thanks for the tables" in world.direct_texts("carol")[1]


async def test_where_the_bot_may_not_post_the_shout_out_takes_the_other_way(world: World) -> None:
    answer = await world.command("jonas", "leads", "@priya thanks for the calm in the storm")
    assert "/invite @Hearten" in answer
    (post,) = world.posts("leads")
    assert post.via_response_url
    assert post.text == "From <@U0JONAS01> to <@U0PRIYA01>:\n“thanks for the calm in the storm”"
    answer = await world.command("jonas", "leads", "undo")
    assert "so I can't remove the message there" in answer


REFUSED = [
    ("@ana well done me", "Thanks here go to others, so nothing was sent."),
    (
        "@slackbot thanks for reminding me",
        "Slackbot: an app can't be thanked, so nothing was sent.\nYou typed",
    ),
    ("@erik thanks for everything", "Erik: this account is deactivated"),
    ("histroy", "I don't know “histroy”, and nothing was posted. Did you mean `/kudos history`?"),
    ("history since 2026-02-30", "“2026-02-30” is no date I can use. Did you mean 2026-02-28?"),
]


async def test_impossible_recognition_is_explained_and_not_sent(world: World) -> None:
    for typed, expected in REFUSED:
        answer = await world.command("ana", "design", typed)
        assert expected in answer, typed
        assert len(answer) < 39_001
        assert world.posts("design") == [], typed
        assert world.direct("maya") == [], typed


async def test_refused_recognition_returns_its_text(world: World) -> None:
    answer = await world.command("ana", "design", "@ana thanks for the <sketches> & all")
    assert "You typed:" in answer
    assert "/kudos @ana thanks for the &lt;sketches&gt; &amp; all" in answer


async def test_the_others_still_get_theirs(world: World) -> None:
    answer = await world.command("ana", "design", "@ana @erik @maya thanks for the sketches")
    assert "for Maya." in answer
    assert "Erik: this account is deactivated" in answer
    assert "You were among those named" in answer
    (text,) = world.texts("design")
    assert text.startswith("From <@U0ANA0001> to <@U0MAYA001>:")


async def test_thirty_people_are_enough(world: World) -> None:
    crowd = [Person(f"U0CROWD{n:02}", f"crowd{n}", f"Crowd {n}", world.workspace.team_id) for n in range(31)]
    world.workspace.add(*crowd)
    everybody = " ".join(f"<@{user.id}>" for user in crowd)
    answer = await world.try_command("ana", "design", f"{everybody} thanks for coming", escape=False)
    assert answer.body is None
    form = world.form("ana")
    assert form is not None
    assert "up to 30 people" in str(form.content)
    assert world.posts("design") == []
    everybody = " ".join(f"<@{user.id}>" for user in crowd[:30])
    await world.command("ana", "design", f"{everybody} thanks for coming", escape=False)
    assert len(world.posts("design")) == 1


async def test_people_of_other_organisations_are_named_and_get_no_direct_message(world: World) -> None:
    await world.command("ana", "northlight", "@rosa @jonas thanks for the templates")
    (text,) = world.texts("northlight")
    assert f"<@{world.who('rosa')}>" in text
    assert world.direct("rosa") == []
    assert len(world.direct("jonas")) == 1


async def test_typed_markup_is_harmless_when_shown_again(world: World) -> None:
    typed = (
        "<@U0MAYA001> thanks <!channel> <!here> <!everyone> <!subteam^S0BACKEND|@backend> "
        "<https://evil.example|https://bank.example> *bold _odd `code &lt;!channel&gt; \u202eright to left"
    )
    await world.command("ana", "design", typed, escape=False)
    (post,) = world.posts("design")
    for harm in ("<!", "\u202e", "|https://bank.example>"):
        assert harm not in post.text
    assert "\u202e" not in str(post.blocks)
    assert "@channel @here @everyone @backend" in post.text
    assert "https://bank.example <https://evil.example>" in post.text
    told = [block for block in post.blocks if block["type"] == "rich_text"]
    kinds = {e["type"] for block in told for part in block["elements"] for e in part["elements"]}
    assert "broadcast" not in kinds
    assert "usergroup" not in kinds
    users = [
        e["user_id"]
        for block in told
        for part in block["elements"]
        for e in part["elements"]
        if e["type"] == "user"
    ]
    assert users == ["U0ANA0001", "U0MAYA001"]


async def test_repeated_command_is_recorded_once(world: World) -> None:
    answer = await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    again = await world.practice.deliver(Payload("slash_commands", answer.payload))
    await world.settled()
    assert again.status == 200
    assert len(world.posts("design")) == 1
    assert len(world.direct("maya")) == 1
    refused = world.bot.deps.metrics.registry.get_sample_value(
        "hearten_duplicates_total", {"kind": "command"}
    )
    assert refused == 1


async def test_a_double_click_is_one_click(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    (private,) = world.private("ana", "design")
    await asyncio.gather(
        *(
            world.press("ana", private, "add-value", value=value_option(private, "creativity"))
            for _ in range(3)
        )
    )
    assert "for :bulb: creativity:" in world.texts("design")[0]
    (private,) = world.private("ana", "design")
    answers = await asyncio.gather(*(world.press("ana", private, "undo") for _ in range(3)))
    assert [answer.status for answer in answers] == [200] * 3
    assert world.posts("design") == []
    assert world.direct("maya") == []


async def test_recipient_preferences_decide_the_visibility(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    (told,) = world.direct("maya")
    await choose(world, "maya", told, "Privately from now on")
    (told,) = world.direct("maya")
    assert "thanks for the sketches" in told.text  # the words stay
    assert "From now on, thanks reach you in private." in told.text

    answer = await world.command("ana", "design", "@maya @priya thanks for the second sketches")
    assert "for Priya. Maya gets it privately." in answer
    assert world.texts("design")[1].startswith("From <@U0ANA0001> to <@U0PRIYA01>:")
    assert "thanked you privately" in world.direct_texts("maya")[1]
    assert "Maya" not in world.direct_texts("priya")[0]

    await choose(world, "maya", world.direct("maya")[0], "Publicly again")
    await world.command("ana", "design", "@maya thanks for the fourth sketches")
    assert world.texts("design")[2].startswith("From <@U0ANA0001> to <@U0MAYA001>:")


async def test_recipient_can_take_the_recognition_down(world: World) -> None:
    await world.command("ana", "design", "@maya @priya thanks for the sketches")
    await choose(world, "maya", world.direct("maya")[0], "Take it down …")
    assert len(world.direct("maya")) == 1
    await world.submit("maya")
    assert world.texts("design") == ["From <@U0ANA0001> to <@U0PRIYA01>:\n“thanks for the sketches”"]
    assert world.direct("maya") == []
    assert "Nothing here yet" in await world.command("maya", "design", "history")
    (older,) = world.direct("priya")
    # Messages that were sent before there was a menu have a button for it.
    value = older.blocks[-1]["elements"][0]["value"]
    label = {"type": "plain_text", "text": "Take it down"}
    old = {"type": "button", "action_id": "take-down", "value": value, "text": label}
    older.blocks.append({"type": "actions", "block_id": "old", "elements": [old]})
    await world.press("priya", older, "take-down")
    assert world.texts("design") == []


async def test_confirmation_names_only_reachable_recipients(world: World) -> None:
    answer = await world.command("ana", "northlight", "quietly @rosa @jonas thanks for the templates")
    assert "Jonas gets it privately." in answer
    assert "Rosa: I can't write in private to people of other organisations." in answer
    answer = await world.command("ana", "northlight", "quietly @rosa thanks for the templates")
    assert "Rosa: I can't write in private" in answer
    assert "So nothing was sent." in answer
    assert world.direct("rosa") == []
