"""The private answer to a giver: each recipient once, and nothing that isn't true yet."""

from tests.scenarios.test_recognition import action, buttons, value_option
from tests.scenarios.world import World

CAROL = "Carol isn't in that channel and gets it in a message."
JONAS = "Jonas isn't in that channel and can read it in `/kudos history`."


async def test_each_recipient_is_named_once_with_how_they_get_it(world: World) -> None:
    await world.command("sam", "general", "privacy thanks privately")
    await world.command("jonas", "general", "privacy messages never")
    for typed, expected in (
        ("@maya thanks for the sketches", "I'll post this in <#C0DESIGN1> for Maya."),
        # Sam wants it privately, Carol is not in the channel, and neither is Jonas, who wants no messages.
        (
            "@maya @sam @carol @jonas thanks for the chairs",
            f"I'll post this in <#C0DESIGN1> for Maya. {CAROL} {JONAS} Sam gets it privately.",
        ),
        ("@carol thanks for the tables", f"I'll post this in <#C0DESIGN1>. {CAROL}"),
        ("@rosa thanks for the site", "and I can't write to people of other organisations."),
        ("quietly @maya @priya thanks for listening", "Maya and Priya get it privately."),
        ("quietly @jonas thanks for listening", "Jonas can read it privately in `/kudos history`."),
    ):
        answer = await world.command("ana", "design", typed)
        assert expected in answer, answer
        # The shout-out shows the words, if there is one.
        assert ("listening" in answer) == typed.startswith("quietly"), answer
    # Tom is a guest, and is in no other channel.
    answer = await world.command("jonas", "engineering", "@tom thanks for the drawings")
    assert answer == ("I'll post this in <#C0ENGINE1>. Tom isn't in that channel and gets it in a message.")
    assert "archives" not in world.direct_texts("tom")[-1]


async def test_links_lead_only_where_their_reader_can_go(world: World) -> None:
    await world.command("ana", "design", "@li thanks for the colours")
    await world.command("carol", "office-move", "@li thanks for the boxes")
    await world.command("ana", "engineering", "@tom thanks for the drawings")
    await world.command("maya", "design", "@tom thanks for the sketches")
    colours, boxes = world.direct_texts("li")
    assert world.workspace.permalink(world.posts("design")[0]) in colours.replace("&amp;", "&")
    assert "archives" not in boxes
    history = await world.command("li", "general", "history")
    assert history.count("|see it>") == 1
    assert "archives/C0DESIGN1" in history
    # Tom is a guest, and sees nothing but #design.
    drawings, *_ = world.direct_texts("tom")
    assert "archives" not in drawings
    history = await world.command("tom", "design", "history")
    assert history.count("|see it>") == 1
    assert "archives/C0DESIGN1" in history


async def test_confirmation_of_a_withdrawn_recognition_has_no_buttons(world: World) -> None:
    for stale in ("edit", "add-value", "form"):
        await world.command("ana", "general", "@maya thanks for the sketches")
        answer = world.private("ana", "general")[-1]
        if stale == "form":
            await world.press("ana", answer, "edit")
        await world.command("jonas", "general", "help")
        await world.command("ana", "general", "undo")
        if stale == "edit":
            await world.press("ana", answer, "edit")
        elif stale == "add-value":
            await world.press("ana", answer, "add-value", value=value_option(answer, "creativity"))
        else:
            await world.submit("ana")
        (now,) = [one for one in world.private("ana", "general") if one.ts == answer.ts]
        assert now.text == "This thanks was taken back, so nothing was changed.", stale
        assert buttons(now) == []


async def test_while_slack_fails_nothing_is_said_to_be_there(world: World) -> None:
    await world.command("carol", "general", "@sam thanks for the boxes")
    world.practice.fail("chat.postMessage", error="internal_error")
    world.practice.fail("conversations.members", error="internal_error")
    answer = await world.command("ana", "design", "@maya @carol thanks for the sketches")
    assert answer == "I'll post this in <#C0DESIGN1> for Carol and Maya."
    assert world.posts("design") == []
    (private,) = world.private("ana", "design")
    await world.press("ana", private, "add-value", value=value_option(private, "creativity"))
    assert world.private("ana", "design")[0].text.startswith("I'll post this in <#C0DESIGN1> for")
    world.practice.heal()
    await world.retried()
    assert len(world.posts("design")) == 1
    await world.press(
        "ana", world.private("ana", "design")[0], "add-value", value=value_option(private, "collaboration")
    )
    (now,) = world.private("ana", "design")
    assert now.text.startswith(
        "Posted in <#C0DESIGN1> for Maya. Carol isn't in that channel and gets it in a message."
    )
    assert "Thanked for :bulb: creativity and :handshake: collaboration." in now.text


async def test_mentioned_user_can_be_added_as_recipient(world: World) -> None:
    await world.command("li", "general", "privacy thanks never")
    answer = await world.command("jonas", "general", "@maya thanks for covering for @tom and @priya")
    assert answer == "I'll post this in <#C0GENERAL> for Maya.\nPriya and Tom are only mentioned."
    (private,) = world.private("jonas", "general")
    labels = [button["text"]["text"] for button in buttons(private)]
    assert labels == ["Undo", "Edit", "Thank Tom, too", "Thank Priya, too"]
    await world.press("jonas", private, action(private, "add-recipient:U0PRIYA01"))
    (private,) = world.private("jonas", "general")
    assert "Posted in <#C0GENERAL> for Maya and Priya." in private.text
    assert "Tom is only mentioned." in private.text

    # Neither apps nor Hearten, neither oneself nor those who are thanked; in private nobody's wish shows.
    for others in ("@buildbot", "@jonas and @maya", "@erik"):
        typed = f"@maya thanks for covering for {others}"
        assert "only mentioned" not in await world.command("jonas", "general", typed), typed
    answer = await world.command("jonas", "engineering", "quietly @maya thanks for covering for @li")
    assert "Li Wei is only mentioned." in answer
    (private,) = world.private("jonas", "engineering")
    await world.press("jonas", private, action(private, "add-recipient:"))
    (private,) = world.private("jonas", "engineering")
    assert "Li Wei: thanks can't be delivered there" in private.text
