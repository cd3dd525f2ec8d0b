"""`/kudos forget me` in a workspace where somebody had a part in everything: nothing of them remains."""

from sqlalchemy import select

from bot.practice.records import Message
from bot.storage import schema
from bot.storage.engine import Transaction
from tests.scenarios.test_credit import share
from tests.scenarios.test_edit import words
from tests.scenarios.test_erasure import forget
from tests.scenarios.test_recognition import choose
from tests.scenarios.test_reports import report
from tests.scenarios.world import World

NAME = "Priya"
PARTS = {
    *(
        "audit_entry",
        "appointed_admin",
        "preferences",
        "circle_lead",
        "circle_member",
        "credit",
        "digest",
        "giver",
    ),
    *(
        "mention",
        "posted_message",
        "pending_notification",
        "pending_recognition",
        "slack_user",
        "reaction",
        "recipient",
        "reply",
    ),
    *("report", "setting_change", "subscription", "endorsement", "weekly_schedule"),
    "keepsake_schedule",
}
"""The tables that say something of a user."""
MARKED = "zinnia"
"""In all that Priya writes, and in what is written to her alone."""


async def test_after_everything_no_message_and_no_row_has_anything_of_them(world: World) -> None:
    await fill(world)
    id_ = world.who("priya")
    before = places_in_slack(world, NAME, id_, MARKED)
    # The world is as rich as it claims.
    readers = {"general", "design", "maya", "li", "ana", "sam", "carol", "jonas"}
    assert {place for place, _ in before} >= readers
    assert set(await tables_with(world, id_)) >= PARTS
    await forget(world, "priya", "everything")
    for _ in range(4):
        # What has to give way is taken up again, and what was gathered is sent.
        await world.pass_time(minutes=10)
    assert places_in_slack(world, NAME, id_, MARKED) == []
    assert await tables_with(world, MARKED) == []
    assert await tables_with(world, NAME) == []
    # The order is kept, for restored backups; and what she wished for herself.
    assert set(await tables_with(world, id_)) <= {"erasure", "preferences"}


async def fill(world: World) -> None:
    """Let Priya have a part in everything there is."""
    await world.command("jonas", "general", "settings admins add @priya")
    await world.command("jonas", "general", "leads add @priya for #engineering")
    await world.command("jonas", "general", "leads add @li for @maya")
    await world.command("jonas", "general", "leads add @priya for @carol")
    await world.command("jonas", "general", "leads remove @priya for @carol")
    await world.command("jonas", "general", "leads add @carol for @priya @sam")
    await world.command("jonas", "general", "leads add @ana for @priya")
    # Dismissed as one of two leads: those they care for were told of her.
    await world.command("jonas", "general", "leads add @priya for #design")
    await world.command("jonas", "general", "leads add @jonas for #design")
    await world.command("jonas", "general", "leads remove @priya for #design")
    for lead in ("carol", "priya", "ana"):
        await world.command(lead, "general", "leads note on")
    await world.command("priya", "general", "keepsake yearly on 12 march")
    await world.command("priya", "design", "digest on friday 15:00")
    await world.command("priya", "general", "privacy digests off")
    await world.command("priya", "general", "privacy digests on")
    for reader in ("maya", "li", "ana"):
        await world.command(reader, "general", "privacy messages daily")

    for text in (f"@maya @li thanks for the {MARKED} sketches", f"quietly @sam thanks, {MARKED}"):
        await world.command("priya", "general", text)
    await world.command("ana", "general", f"quietly @priya thanks for the {MARKED}")
    await world.command("ana", "general", "@priya @li thanks for the tea")
    to_priya = world.posts("general")[-1]
    await world.command("ana", "design", "@priya thanks for the chairs")
    await world.command("ana", "general", "@li thanks for the talk with @priya")
    about_li = world.posts("general")[-1]
    await world.join_by_form("priya", about_li)
    await world.submit("priya", text=words(f"it was {MARKED}"))
    await choose(world, "priya", to_priya, "Reply …")
    await world.submit("priya", text=f"{MARKED} to you")
    await share(world, "priya", to_priya, "sam", f"{MARKED} is his")
    await world.command("priya", "general", f"anonymously @maya thanks for {MARKED}")

    said = await world.say("maya", "general", "The new build is green.")
    await world.react("priya", said, "handshake")
    await world.command("carol", "general", "@sam thanks for the shelf")
    await report(world, "priya", world.posts("general")[-1], f"That is {MARKED}.")
    await world.command("carol", "general", "@sam thanks for waking up")
    await report(world, "li", world.posts("general")[-1], "Not kind.")
    (to_withdraw,) = [m for m in world.direct("priya") if "waking up" in m.text]
    await world.press("priya", to_withdraw, "withdraw")
    await world.submit("priya", reason=f"It's {MARKED}.")

    await world.command("priya", "general", f'history @maya "{MARKED} sketches"')
    await world.command("carol", "general", "history @priya")
    await world.command("carol", "general", 'history @sam "with @priya"')
    # To the afternoon, and over the Friday and the Monday.
    await world.pass_time(hours=9)
    for _ in range(3):
        await world.pass_time(days=2)
    # A note went out to a lead who cares for her no longer, and another names her among the unthanked.
    await world.command("jonas", "general", "leads remove @ana for @priya")
    await world.command("jonas", "general", "@sam thanks for the plants")
    for _ in range(4):
        await world.pass_time(days=2)
    await world.command("priya", "general", f"@li thanks, {MARKED} again")
    await world.command("priya", "general", f"anonymously @maya thanks for the next {MARKED}")


def places_in_slack(world: World, *texts: str) -> list[tuple[str, str]]:
    """The bot's messages to others in which one of the texts is; what only one person saw is out of reach."""
    workspace = world.workspace
    own = workspace.dm_channel(world.who("priya")).id
    found: list[tuple[str, str]] = []
    for channel, messages in workspace.messages.items():
        for message in messages.values():
            is_ours = message.user == workspace.bot_user_id and message.ephemeral_to is None
            if is_ours and channel != own and any(text in whole(message) for text in texts):
                found.append((place(world, channel), message.text))
    return found


def whole(message: Message) -> str:
    return f"{message.text} {message.blocks} {message.files}"


def place(world: World, channel: str) -> str:
    handles = ("maya", "li", "ana", "sam", "carol", "jonas")
    by_channel = {world.workspace.dm_channel(world.who(one)).id: one for one in handles}
    return by_channel.get(channel) or world.workspace.channels[channel].name


async def tables_with(world: World, text: str) -> list[str]:
    """The tables with a row in which the text is, and the row."""

    def look(tx: Transaction) -> list[str]:
        return [
            table.name
            for table in schema.metadata.sorted_tables
            for row in tx.connection.execute(select(table))
            if text in str(row)
        ]

    return await world.bot.deps.database.read(look)
