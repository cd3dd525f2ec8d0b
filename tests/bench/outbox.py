"""How many messages a second leave the outbox while Slack takes a tenth of a second for each."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.new_recognition import NewRecognition
from bot.domain.recognition import Source
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import migrations, workspaces
from bot.storage.engine import Transaction, connect
from bot.usecases.recognitions import give
from tests.bench.commands import SECRET
from tests.bench.fake_slack import BOT_USER, TEAM, FakeSlack, channel_id, person_id
from tests.bench.processes import run_bot

SLACK_SECONDS = 0.1
"""What Slack takes to answer a post."""
CHANNELS = 1_000
BATCH = 200
"""Recognitions that one transaction stores while the outbox is filled."""


async def measure_outbox(folder: Path, database_url: str, recognitions: int) -> float:
    """Fill the outbox with thanks in `CHANNELS` channels, run the bot, and return posts a second."""
    await fill(database_url, recognitions)
    slack = FakeSlack(delay=SLACK_SECONDS)
    settings = {
        "SLACK_API_URL": await slack.start(),
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "DATABASE_URL": database_url,
    }
    total = 2 * recognitions
    try:
        async with run_bot(folder, settings):
            begun, before = await _reached(slack, total // 10)
            ended, after = await _reached(slack, total * 9 // 10)
    finally:
        await slack.stop()
    return (after - before) / (ended - begun)


async def _reached(slack: FakeSlack, posts: int) -> tuple[float, int]:
    """Wait for so many posts; return when they were reached (monotonic seconds) and how many there are."""
    await slack.wait_for_posts(posts)
    return time.monotonic(), slack.posts


async def fill(database_url: str, recognitions: int) -> None:
    """Store recognitions as the bot does, each with a shout-out and a direct message to be sent."""
    database = connect(database_url, lambda: datetime.now(UTC))
    try:
        migrations.migrate(database.engine)
        identity = WorkspaceIdentity("", TEAM, "Bench", "https://bench.slack.com/", BOT_USER)
        workspace = await database.write(workspaces.ensure, identity)

        def store(tx: Transaction, begin: int) -> None:
            for number in range(begin, min(begin + BATCH, recognitions)):
                recognition = NewRecognition(
                    workspace=workspace,
                    # Nobody gives or gets so often that it is limited.
                    giver=person_id(number),
                    named=(User(person_id(number + recognitions)),),
                    text=f"thanks for the review number {number}",
                    values=("collaboration",),
                    channel=channel_id(number % CHANNELS),
                    channel_kind=ChannelKind.PUBLIC,
                    is_private=False,
                    source=Source.COMMAND,
                    deduplication_key=f"command:{number}",
                    response_url="",
                )
                give(tx, recognition)

        for begin in range(0, recognitions, BATCH):
            await database.write(store, begin)
    finally:
        database.close()
