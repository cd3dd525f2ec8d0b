"""A channel with a weekly digest, and the messages in it."""

from datetime import UTC, datetime, time, timedelta

from bot.domain.audience import Audience, Coverage
from bot.domain.commands.digest_command import DigestOnCommand
from bot.domain.digest import Subscription
from bot.domain.ids import ChannelId, UserId
from bot.storage import digests as stored
from bot.usecases import digest_subscriptions, digests
from bot.usecases.digest_drafts import DueDigestResult
from tests.usecases.office import ANA, DESIGN, MAYA, Office

BERLIN = "Europe/Berlin"
MONDAY_BEFORE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""09:00 in Berlin, two days before the clock of these tests begins."""
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)


async def switch_on(
    office: Office,
    *,
    weekday: int | None = None,
    at: time | None = None,
    zone: str | None = None,
    channel: ChannelId = DESIGN,
    typed_in: str = BERLIN,
    covers: Coverage | None = None,
    quiet_weeks: bool | None = None,
) -> Subscription:
    wish = DigestOnCommand(weekday, at, zone, covers, quiet_weeks)
    return await office.database.write(
        digest_subscriptions.switch_on, office.workspace, channel, ANA, typed_in, wish, has_bot=True
    )


async def switch_off(office: Office, channel: ChannelId = DESIGN) -> bool:
    set_by = await office.database.write(stored.unsubscribe, office.workspace.id, channel)
    return set_by is not None


async def read_subscription(office: Office, channel: ChannelId = DESIGN) -> Subscription | None:
    return await office.database.read(stored.find_subscription, office.workspace.id, channel)


async def preview(office: Office) -> digests.DigestPreview:
    return await office.database.read(digests.make_preview, office.workspace, DESIGN, ANA, BERLIN)


def go_to(office: Office, moment: datetime) -> None:
    office.clock.advance(moment - office.clock.now())


async def tick(
    office: Office, moment: datetime | None = None, audiences: digests.Audiences = digests.NO_AUDIENCES
) -> list[DueDigestResult]:
    """Let it be this moment, make what is due, and deliver it."""
    if moment:
        go_to(office, moment)
    made = await office.database.write(digests.make_due_digests, office.clock.now(), audiences)
    await office.deliver()
    return made


def reading(
    office: Office, *members: UserId, sees_public: bool = True, channel: ChannelId = DESIGN
) -> digests.Audiences:
    """These people read a channel."""
    return {(office.workspace.id, channel): Audience(frozenset(members), sees_public)}


def list_texts(office: Office) -> list[list[str]]:
    """Return the texts in every posted digest."""
    return [[s.text for c in d.chapters for s in c.recognitions] for d in office.digests]


async def give_text(office: Office, text: str) -> None:
    await office.give(office.new_recognition(MAYA, words=text))
