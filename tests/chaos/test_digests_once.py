"""Two hundred digests are due at one instant, and three processes start at that moment."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.calendar import Schedule, find_boundary_until
from bot.domain.digest import Subscription
from bot.domain.ids import ChannelId, UserId
from bot.domain.recognition import Source
from bot.domain.visibility import Visibility
from bot.domain.workspace import WorkspaceIdentity
from bot.practice.server import Practice
from bot.practice.workspace import Workspace
from bot.storage import digests, recognitions, workspaces
from bot.storage.engine import Transaction, connect
from bot.storage.recognitions import RecognitionRow
from tests.chaos.balancer import Balancer
from tests.chaos.fleet import Fleet
from tests.chaos.town import town
from tests.chaos.trial import delivered, environment

CHANNELS = 200
PROCESSES = 3
YESTERDAY = datetime.now(UTC) - timedelta(days=1)
SCHEDULE = Schedule(YESTERDAY.weekday(), time(9), "Europe/Berlin")
"""Due within the last two days: a digest that was missed for longer is not posted by itself."""


def prepare(tx: Transaction, town: Workspace, due: datetime) -> None:
    """In every channel somebody was thanked; its digest was due at `due`."""
    identity = WorkspaceIdentity("", town.team_id, town.name, town.url, UserId(town.bot_user_id))
    workspace = workspaces.ensure(tx, identity)
    giver, recipient = [user for user in town.people if user != town.bot_user_id][:2]
    week_before = due - timedelta(weeks=1)
    for channel in town.channels:
        recognitions.add_all(
            tx,
            workspace.id,
            [
                RecognitionRow(
                    deduplication_key=f"command:{channel}",
                    source=Source.COMMAND,
                    channel=ChannelId(channel),
                    giver=UserId(giver),
                    recipients={UserId(recipient): Visibility.PUBLIC},
                    visibility=Visibility.PUBLIC,
                    text=f"thanks for {channel}",
                    values=(),
                )
            ],
        )
        digests.subscribe(
            tx,
            Subscription(
                workspace.id, ChannelId(channel), SCHEDULE, UserId(giver), week_before, week_before, due
            ),
        )


def posted(town: Workspace) -> dict[str, list[str]]:
    """What the bot wrote in each conversation."""
    return {
        channel: [message.text for message in messages.values() if message.user == town.bot_user_id]
        for channel, messages in town.messages.items()
    }


@pytest.mark.timeout(600)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_every_channel_gets_its_digest_once(database_url: str, tmp_path: Path) -> None:
    workspace = town(public=CHANNELS, private=0, users=2)
    due = find_boundary_until(SCHEDULE, datetime.now(UTC))
    database = connect(database_url, lambda: due - timedelta(days=3))
    await database.write(prepare, workspace, due)
    async with Practice(workspace) as practice, Balancer() as balancer:
        settings = environment(practice, "http", database_url)
        async with Fleet(tmp_path, settings, balancer, PROCESSES) as fleet:
            async with asyncio.timeout(120):
                seen = 0
                while await database.read(digests.find_next_due) == due:
                    seen = await workspace.wait_for_change(seen)
            await delivered(database_url)
            await fleet.stop()
    database.close()
    found = posted(workspace)
    assert found.keys() == workspace.channels.keys()
    assert {channel: len(texts) for channel, texts in found.items()} == dict.fromkeys(found, 1)
    assert all(f"thanks for {channel}" in text for channel, (text,) in found.items())
