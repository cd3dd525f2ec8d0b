"""Leads: appointed by admins, told to those they care for, and seen when they look."""

from tests.scenarios.test_home import home, open_home, press
from tests.scenarios.world import World

NOT_YOURS = "A person's history is theirs, so I can't show it. Why not ask them directly?"


async def appoint(world: World, text: str) -> str:
    """Have Jonas say it, who is an admin of the workspace."""
    return await world.command("jonas", "general", text)


async def test_admin_appoints_a_lead_and_the_circle_is_told_once(world: World) -> None:
    answer = await appoint(world, "leads add @priya for #engineering")
    assert answer == (
        "Priya cares for <#C0ENGINE1> now. Everyone there gets a message, and sees whenever Priya "
        "looks at their thanks."
    )
    for who in ("maya", "li", "jonas", "ana"):
        (text,) = [text for text in world.direct_texts(who) if "from now on" in text]
        assert text == (
            "Priya cares for the people of <#C0ENGINE1> from now on, you among them.\n"
            "That means: reading the thanks that you get and give in public, and in private channels "
            "that both of you are in. Private ones only if you let them. Whenever someone looks, you "
            "can see it."
        )
    assert world.direct("priya") == world.direct("sam") == []
    await appoint(world, "leads add @priya for #engineering")
    assert len(world.direct("maya")) == 1


async def test_only_admins_appoint_leads(world: World) -> None:
    for text in ("leads add @ana for #design", "leads remove @ana for #design", "leads off"):
        answer = await world.command("ana", "design", text)
        assert answer == "Only admins of this Slack workspace can do that, so nothing was changed."
    assert world.direct("maya") == []
    assert "Admins of this workspace appoint leads" in await world.command("ana", "design", "leads")


async def test_lead_reads_public_recognitions_of_the_circle(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.command("ana", "design", "quietly @maya thanks for listening")
    await world.command("carol", "office-move", "@maya thanks for the shelf")
    assert await world.command("li", "general", "history @maya") == NOT_YOURS
    await appoint(world, "leads add @li for @backend")
    answer = await world.command("li", "general", "history @maya")
    assert answer.startswith("Thanks that Maya received, newest first:")
    assert "thanks for the sketches" in answer
    assert "listening" not in answer
    # Li is not in the private channel.
    assert "shelf" not in answer
    for who in ("ana", "jonas", "carol"):
        assert await world.command(who, "general", "history @maya") == NOT_YOURS
    assert await world.command("li", "general", "history @ana") == NOT_YOURS
    together = await world.command("li", "general", "history @maya @jonas")
    assert together.startswith("Thanks that Jonas and Maya received, newest first:")
    assert "thanks for the sketches" in together
    # One who is not in her care, and nobody is told which one that is.
    assert await world.command("li", "general", "history @maya @ana") == NOT_YOURS


async def test_lead_reads_shared_private_channels(world: World) -> None:
    await world.command("carol", "office-move", "@sam thanks for the shelf")
    await appoint(world, "leads add @carol for @sam")
    assert "thanks for the shelf" in await world.command("carol", "general", "history @sam")
    world.workspace.leave(world.where("office-move"), world.who("carol"))
    assert "shelf" not in await world.command("carol", "general", "history @sam")


async def test_the_circle_from_the_list_and_as_a_group(world: World) -> None:
    await appoint(world, "leads add @priya for @backend")
    listed = await world.command("priya", "general", "leads")
    assert listed == "You care for these people:\n@backend"
    await world.command("ana", "general", "@maya thanks for the index #problem-solving")
    answer = await world.command("priya", "general", "history @backend")
    assert "Thanks that @backend received, newest first:" in answer
    assert "thanks for the index" in answer
    assert "You haven't thanked" not in answer
    assert "How are you managing your workload?" in answer
    shown = world.private("priya", "general")
    (listing,) = [message for message in shown if message.text == listed]
    await world.press("priya", listing, "circle")
    assert "thanks for the index" in world.private("priya", "general")[shown.index(listing)].text
    assert await world.command("ana", "general", "history @backend") == NOT_YOURS


async def test_circles_follow_the_channel(world: World) -> None:
    await appoint(world, "leads add @priya for #engineering")
    joined = await world.practice.join(world.who("sam"), world.where("engineering"))
    assert joined is not None
    assert joined.status == 200
    await world.settled()
    assert len(world.direct("sam")) == 1
    assert "Nothing that I can show about Sam" in await world.command("priya", "general", "history @sam")
    await world.practice.leave(world.who("sam"), world.where("engineering"))
    assert await world.command("priya", "general", "history @sam") == NOT_YOURS


async def test_subscribed_lead_gets_a_note_on_monday_morning(world: World) -> None:
    assert "you care for no one here yet" in await world.command("priya", "general", "leads note on")
    await appoint(world, "leads add @priya for #engineering")
    assert "on Monday mornings" in await world.command("priya", "general", "leads note on")
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.command("priya", "general", "@li thanks for sharing your own cake")
    # Half past eight in Kolkata.
    await world.pass_until("2026-11-30T03:00:00")
    (text,) = world.direct_texts("priya")
    assert text.startswith("Good morning, Priya. Here is what your people thanked each other for:")
    assert "Ana thanked Maya for :bulb: creativity" in text
    assert "What these people showed in the last weeks: :bulb: creativity." in text
    assert "your own cake" not in text
    assert "Is there someone you'd like to thank yourself?" in text
    assert [name for name in ("Jonas", "Li Wei", "You haven't thanked") if name in text] == []
    # Only who asks is told a name, on their own Home.
    assert "haven't thanked Ana" not in await open_home(world, "priya")
    await press(world, "priya", "home:circles")
    await press(world, "priya", "not-thanked")
    assert "You haven't thanked Ana, Jonas and Maya in the last 30 days. Only you can see this." in home(
        world, "priya"
    )
    await press(world, "priya", "home:circles")
    assert "haven't thanked Ana" not in home(world, "priya")
    await world.command("priya", "general", "leads note off")
    await world.command("ana", "design", "@maya thanks for the next sketches")
    await world.pass_until("2026-12-07T03:00:00")
    assert len(world.direct("priya")) == 1


async def test_circles_follow_the_group_and_every_night_all_is_checked(world: World) -> None:
    await appoint(world, "leads add @priya for @office")
    before = len(world.workspace.group("office").members)
    world.workspace.group("office").members = [world.who("li")]
    event = {"type": "subteam_members_changed", "subteam_id": world.workspace.group("office").id}
    assert (await world.event(event)).status == 200
    assert before
    assert len(world.direct("li")) == 1
    world.workspace.group("office").members = [world.who("maya")]
    await world.bot.ticks.night()
    await world.settled()
    assert len(world.direct("maya")) == 1
    assert await world.command("priya", "general", "history @li") == NOT_YOURS


async def test_one_switch_ends_it_for_all(world: World) -> None:
    await appoint(world, "leads add @priya for #engineering")
    assert "no lead can read anybody's thanks" in await appoint(world, "leads off")
    assert await world.command("priya", "general", "history @maya") == NOT_YOURS
    assert "Leads can read nothing at the moment" in await appoint(world, "leads")
    assert "can read" not in await world.command("priya", "general", "leads")
    await appoint(world, "leads on")
    assert "Nothing that I can show" in await world.command("priya", "general", "history @maya")


async def test_a_lead_no_longer(world: World) -> None:
    await appoint(world, "leads add @priya for #engineering")
    answer = await appoint(world, "leads remove @priya for #engineering")
    assert answer == "Done. Priya can no longer read their thanks."
    assert await world.command("priya", "general", "history @maya") == NOT_YOURS
    answer = await appoint(world, "leads remove @priya for #engineering")
    assert (
        answer
        == "That was not so before, and nothing was changed. `/kudos leads` shows all leads and their people."
    )


async def test_impossible_appointment_is_explained(world: World) -> None:
    for lead in ("tom", "rosa", "buildbot", "erik"):
        answer = await appoint(world, f"leads add @{lead} for #engineering")
        assert "can't be a lead: leads must be full members of this workspace" in answer
    answer = await world.command(
        "jonas", "general", "leads add <@U0PRIYA01> for <#C0LEADS01|leads>", escape=False
    )
    assert "I couldn't read who is in there, so nothing was changed." in answer
    assert "I don't understand “add …” for leads" in await appoint(world, "leads add @priya")
    assert world.direct("maya") == []


async def test_a_circle_is_no_crowd(world: World) -> None:
    """A thousand calls would be too many for an answer, and so would a thousand people for a lead."""
    support = world.workspace.channel("support")
    support.crowd = 1_500
    asked = len(world.calls("conversations.members"))
    answer = await world.command("jonas", "general", "leads add @priya for #support")
    assert "More than 1,000 people are in there" in answer
    assert len(world.calls("conversations.members")) == asked + 2
    assert "No one" in await world.command("jonas", "general", "leads")
    support.crowd = 0
    assert "cares for" in await world.command("jonas", "general", "leads add @priya for #support")
    # One that grows stays as it was, and the lead can be dismissed.
    support.crowd = 1_500
    await world.event({"type": "member_joined_channel", "channel": support.id, "user": world.who("sam")})
    assert "Done" in await world.command("jonas", "general", "leads remove @priya for #support")
