"""Cards and keepsakes whose hour comes while processes are killed: each arrives, and once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from bot.domain.card import Announcement, CardSettings, Signature
from bot.domain.ids import NO_CHANNEL, ChannelId, UserId
from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.practice.records import Message
from bot.practice.server import Practice
from bot.practice.workspace import Workspace as PracticeWorkspace
from bot.slack.outbound.keepsake_files import WORKER
from bot.storage import schema, users, workspaces
from bot.storage.database_url import parse_url
from bot.storage.engine import Transaction, connect
from bot.usecases import cards, keepsakes
from bot.usecases.cards import NewCard, OpenCard, StartedCard
from bot.usecases.keepsakes import KeepsakePeriod, KeepsakeRequest
from tests.chaos.balancer import Balancer
from tests.chaos.fleet import Fleet
from tests.chaos.town import town
from tests.chaos.trial import delivered, environment

CARDS = 8
PROCESSES = 2
LONG = 100.0
"""Seconds for which Slack does not answer: the process is killed before."""
MAX_WAIT = 120
_LOOK = 0.05


def start_cards(tx: Transaction, town: PracticeWorkspace) -> tuple[Workspace, list[UserId]]:
    """Start cards that are due in an hour, every other one in a channel; return who they are for."""
    identity = WorkspaceIdentity("", town.team_id, town.name, town.url, UserId(town.bot_user_id))
    workspace = workspaces.ensure(tx, identity)
    people = [User(UserId(user), name=user) for user in town.people if user != town.bot_user_id]
    users.save_users(tx, workspace.id, people)
    starter, signer, *others = people
    channel = ChannelId(next(iter(town.channels)))
    for number, recipient in enumerate(others):
        is_private = number % 2 == 0
        new = NewCard(
            workspace=workspace,
            starter=starter.id,
            named=(recipient,),
            settings=CardSettings("", tx.now + timedelta(hours=1), "UTC", is_private),
            channel=NO_CHANNEL if is_private else channel,
            channel_kind=ChannelKind.DIRECT if is_private else ChannelKind.PUBLIC,
            announcement=Announcement.NO_CHANNEL,
            invited=(),
            deduplication_key=recipient.id,
        )
        started = cards.start(tx, new)
        assert isinstance(started, StartedCard)
        for one in (starter, signer):
            words = Signature(one.id, f"for {recipient.id}")
            signed = cards.sign(tx, workspace, one, started.card.id, words, Values(()))
            assert isinstance(signed, OpenCard)
    return workspace, [user.id for user in others]


def end_leases(url: str) -> None:
    """Let the time be over for which killed processes have claimed what they were sending."""
    table, engine = schema.outbox_message, create_engine(parse_url(url))
    with engine.begin() as connection:
        ended = update(table).where(table.c.leased_until.is_not(None))
        connection.execute(ended.values(leased_until=datetime.now(UTC) - timedelta(seconds=1)))
    engine.dispose()


def count_posts(town: PracticeWorkspace, text: str) -> int:
    """Return how many messages of the bot show this text."""
    return sum(text in message.text for message in list_posts(town))


def list_posts(town: PracticeWorkspace) -> list[Message]:
    shown = [message for messages in town.messages.values() for message in messages.values()]
    return [message for message in shown if message.user == town.bot_user_id]


async def wait_until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(MAX_WAIT):
        while not is_so():  # noqa: ASYNC110 -- processes and Slack change it
            await asyncio.sleep(_LOOK)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_cards_and_keepsakes_arrive_once(database_url: str, tmp_path: Path) -> None:
    """Two processes have the hour at once, and are killed when Slack has some cards, and then again."""
    slack = town(public=1, private=0, users=CARDS + 2)
    now = datetime.now(UTC)
    database = connect(database_url, lambda: now - timedelta(hours=2))
    workspace, recipients = await database.write(start_cards, slack)
    database.close()
    database = connect(database_url, lambda: datetime.now(UTC))

    async def end_all_leases() -> None:
        await asyncio.to_thread(end_leases, database_url)

    async with Practice(slack) as practice, Balancer() as balancer:
        # Slack does what a call that hangs asks for, and the process never hears of it.
        practice.fail("files.getUploadURLExternal", hang=LONG)
        practice.fail("chat.postMessage", times=2, hang=LONG)
        settings = environment(practice, "http", database_url) | {"HEARTEN_POST_INTERVAL": "0"}
        async with Fleet(tmp_path, settings, balancer, PROCESSES) as fleet:
            await wait_until(lambda: not practice.faults)
            await fleet.crash_all(end_all_leases)
            await delivered(database_url)
            assert {user: count_posts(slack, f"for {user}") for user in recipients} == dict.fromkeys(
                recipients, 1
            )
            # What went unanswered was found in Slack, and not posted again.
            answered = [call.method for call in practice.calls if call.response["ok"]]
            assert answered.count("chat.postMessage") == CARDS

            await fleet.terminate(1)
            reader, period = recipients[0], KeepsakePeriod()
            requested = await database.write(keepsakes.request_keepsake, workspace, reader, period, "1")
            assert requested is KeepsakeRequest.STARTED
            await wait_until(lambda: any(WORKER in line for line in fleet.find_children()))
            practice.fail("files.completeUploadExternal", hang=LONG)
            await fleet.crash_all(end_all_leases)
            await wait_until(lambda: not practice.faults)
            await fleet.crash_all(end_all_leases)
            await delivered(database_url)
            assert fleet.kills == PROCESSES + 2
        database.close()
    (keepsake,) = [message for message in list_posts(slack) if message.files]
    assert [slack.files.find(file).name.rpartition(".")[2] for file in keepsake.files] == ["html", "pdf"]
