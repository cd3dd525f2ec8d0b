"""An office whose users thank each other, with a Slack that holds only what was sent to it."""

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, select

from bot.domain.delivery import Failure
from bot.domain.history import NO_FILTERS, Cursor, HistoryFilters
from bot.domain.ids import ChannelId, UserId
from bot.domain.message_changes import NO_TS, UNKNOWN_KIND, MessageUpdate
from bot.domain.new_recognition import NewRecognition
from bot.domain.outbox_message import Post
from bot.domain.outbox_messages import DataExport
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.preferences import Preference
from bot.domain.recognition import HiddenNames, RecognitionView, Rejection, Source
from bot.domain.scopes import HistoryReader, RequestedChannel, ScopeRefusal
from bot.domain.user import User
from bot.domain.visibility import ChannelKind, ThanksPreference
from bot.domain.workspace import Workspace
from bot.storage import claims, schema, users
from bot.storage.deliveries import Delivery
from bot.storage.engine import Database, Transaction
from bot.usecases import (
    added_values,
    digests,
    history,
    pending_recognitions,
    preferences,
    reactions,
    recognitions,
)
from bot.usecases.daily_summary import make_due_summaries
from bot.usecases.deliveries import Composition, compose_deliveries
from bot.usecases.delivery_results import (
    Deferred,
    DeliveryDone,
    DeliveryResult,
    EndedDelivery,
    Failed,
    Posted,
)
from bot.usecases.digest_drafts import DueDigestResult
from bot.usecases.history import HistoryOfChannels, HistoryOfUsers, HistoryPage, HistorySubject
from bot.usecases.message_contents import (
    Content,
    DailySummaryContent,
    DirectMessageContent,
    ReactionExplanationContent,
    ShoutOutContent,
    UndeliveredContent,
    WeeklyDigestContent,
)
from bot.usecases.reaction_changes import ReactionChange
from bot.usecases.recognitions import RecordedRecognition
from bot.usecases.recorded_results import Spacing, record_results
from bot.usecases.withdrawals import RecipientMismatch, Withdrawal, take_down, withdraw, withdraw_latest
from tests.conftest import FixedClock

T = TypeVar("T")

ANA, LI, MAYA, TOM = UserId("UANA"), UserId("ULI"), UserId("UMAYA"), UserId("UTOM")
DESIGN = ChannelId("C0DESIGN")


def compose_delivery(tx: Transaction, delivery: Delivery) -> Composition:
    """Compose one delivery, without looking its users up."""
    (composed,) = compose_deliveries(tx, [delivery], (), lambda _: ()).values()
    assert isinstance(composed, Composition)
    return composed


def make_pending(new_recognition: NewRecognition) -> PendingRecognition:
    """Return what is saved if the giver must be asked first."""
    return PendingRecognition(
        deduplication_key=new_recognition.deduplication_key,
        giver=new_recognition.giver,
        question=PendingQuestion.NAMES,
        users=tuple(user.id for user in new_recognition.named),
        text=new_recognition.text,
        values=new_recognition.values,
        channel=new_recognition.channel,
        channel_kind=new_recognition.channel_kind,
        source=new_recognition.source,
    )


class Office:
    """Users act; `deliver` sends the messages to Slack; `messages` are those that Slack then shows."""

    def __init__(self, database: Database, clock: FixedClock, workspace: Workspace) -> None:
        self.database = database
        self.clock = clock
        self.workspace = workspace
        self.members = {DESIGN: {ANA, LI, MAYA, TOM}}
        self.messages: dict[tuple[str, str], Content] = {}
        self._numbers = itertools.count(1)

    # -- what people do

    def new_recognition(
        self,
        *to: UserId | User,
        giver: UserId = ANA,
        words: str = "thanks a lot",
        values: tuple[str, ...] = (),
        channel: ChannelId = DESIGN,
        kind: ChannelKind = ChannelKind.PUBLIC,
        is_private: bool = False,
        deduplication_key: str = "",
    ) -> NewRecognition:
        return NewRecognition(
            workspace=self.workspace,
            giver=giver,
            named=tuple(one if isinstance(one, User) else User(one) for one in to),
            text=words,
            values=values,
            channel=channel,
            channel_kind=kind,
            is_private=is_private,
            source=Source.COMMAND,
            deduplication_key=deduplication_key or f"command:{next(self._numbers)}",
            response_url="https://hooks.example/key",
        )

    async def try_to_give(self, gift: NewRecognition) -> RecordedRecognition | Rejection | HiddenNames | None:
        return await self.database.write(recognitions.give, gift)

    async def give_or_ask(self, gift: NewRecognition) -> PendingRecognition:
        """Try to give something about which the giver is asked first."""
        asked = await self.database.write(pending_recognitions.give_or_ask, gift, make_pending(gift))
        assert isinstance(asked, PendingRecognition)
        return asked

    async def give(self, gift: NewRecognition) -> RecordedRecognition:
        given = await self.try_to_give(gift)
        assert isinstance(given, RecordedRecognition)
        return given

    async def undo(self, giver: UserId = ANA, trigger: str = "") -> Withdrawal | None:
        trigger_id = trigger or f"undo{next(self._numbers)}"
        taken = await self.database.write(withdraw_latest, self.workspace, giver, trigger_id)
        assert not isinstance(taken, RecipientMismatch)
        return taken

    async def withdraw(self, giver: UserId, recognition: RecognitionView) -> Withdrawal | None:
        return await self.database.write(withdraw, self.workspace, giver, recognition.id)

    async def take_down(self, user: UserId, recognition: RecognitionView) -> bool:
        return await self.database.write(take_down, self.workspace, user, recognition.id)

    async def add_value(
        self, recognition: RecognitionView, key: str, giver: UserId = ANA
    ) -> RecognitionView | None:
        added = await self.database.write(
            added_values.add_values, self.workspace, giver, recognition.id, [key]
        )
        return added.recognition if added else None

    async def set_thanks_preference(self, user: UserId, preference: ThanksPreference) -> None:
        await self.set_preference(user, preference)

    async def set_preference(self, user: UserId, preference: Preference) -> None:
        await self.database.write(preferences.change_preference, self.workspace, user, preference)

    def make_reaction(
        self,
        user: UserId,
        author: UserId,
        *,
        added: bool = True,
        emoji: str = "bulb",
        ts: str = "1700000000.000100",
        event_ts: str = "",
        event_id: str = "",
        channel: ChannelId = DESIGN,
        kind: ChannelKind = ChannelKind.PUBLIC,
    ) -> ReactionChange:
        number = next(self._numbers)
        return ReactionChange(
            workspace=self.workspace,
            user=User(user, name=user.lower(), timezone="Europe/Berlin"),
            author=User(author, name=author.lower(), timezone="Europe/Berlin"),
            channel=channel,
            channel_kind=kind,
            message_ts=ts,
            emoji=emoji,
            event_id=event_id or f"Ev{number}",
            event_ts=event_ts or f"1800000000.{number:06}",
            is_added=added,
        )

    async def react(self, reacted: ReactionChange) -> bool:
        """React as a user whom the bot knows."""
        known = [reacted.user, reacted.author]
        await self.database.write(users.save_users, self.workspace.id, known)
        return (await self.react_at_once(reacted))[0]

    async def react_at_once(self, *reacted: ReactionChange) -> list[bool]:
        """Record reactions in one transaction."""
        return await self.database.write(reactions.record_reactions, reacted)

    async def save_users(self, *ids: UserId) -> None:
        """Store these users."""
        known = [User(one, name=one.lower(), timezone="Europe/Berlin") for one in ids]
        await self.database.write(users.save_users, self.workspace.id, known)

    async def make_summaries(self) -> int:
        return await self.database.write(make_due_summaries)

    async def make_digests(self, due_at: datetime | None = None) -> list[DueDigestResult]:
        return await self.database.write(digests.make_due_digests, due_at or self.clock.now())

    def pass_time(self, **by: float) -> None:
        self.clock.advance(timedelta(**by))

    # -- what is sent to Slack

    async def claim(self, limit: int = 100, *, includes_followers: bool = False) -> list[Delivery]:
        claimed = await self.database.write(claims.claim, limit, includes_followers=includes_followers)
        return claimed.deliveries

    async def deliver(self) -> None:
        """Send what is due, and what becomes due by it."""
        while claimed := await self.claim():
            for delivery in claimed:
                await self.record_result(delivery, await self.send(delivery))

    async def send(self, delivery: Delivery) -> DeliveryResult:
        composed = await self.database.read(compose_delivery, delivery)
        message, content, posted = delivery.message, composed.content, composed.posted
        destination = message.destination
        assert not isinstance(message, DataExport), "what is kept about a person goes out as files"
        if isinstance(message, Post):
            if content is None or destination in self.members.get(composed.unless_in, ()):
                return DeliveryDone()
            if composed.is_deferred:
                return Deferred()
            is_direct = destination.startswith("U")
            channel = ChannelId(destination.replace("U", "D", 1) if is_direct else destination)
            ts = f"1900000000.{next(self._numbers):06}"
            self.messages[channel, ts] = content
            return Posted(channel, ts)
        if posted is None:
            return DeliveryDone()
        if composed.is_unknown and isinstance(message, MessageUpdate):
            return Failed(Failure.REFUSED, UNKNOWN_KIND)
        if posted.ts is None:
            return Failed(Failure.REFUSED, NO_TS)
        if content is None:
            del self.messages[posted.channel, posted.ts]
            return DeliveryDone(deleted=posted.id)
        assert (posted.channel, posted.ts) in self.messages
        self.messages[posted.channel, posted.ts] = content
        return DeliveryDone()

    async def record_result(self, delivery: Delivery, result: DeliveryResult) -> datetime | None:
        ended = EndedDelivery(delivery, result, jitter=0.0)
        (retry_at,) = await self.database.write(record_results, [ended], Spacing(timedelta(0)))
        return retry_at

    # -- what Slack shows

    @property
    def shout_outs(self) -> list[RecognitionView]:
        return [c.recognition for c in self.messages.values() if isinstance(c, ShoutOutContent)]

    def list_direct_messages(self, user: str) -> list[DirectMessageContent]:
        """The direct messages about thanks to this person."""
        place = user.replace("U", "D", 1)
        return [
            c
            for (channel, _), c in self.messages.items()
            if channel == place and isinstance(c, DirectMessageContent)
        ]

    def list_summaries(self, user: str) -> list[DailySummaryContent]:
        return [c for c in self.messages.values() if isinstance(c, DailySummaryContent) and c.reader == user]

    @property
    def reaction_explanations(self) -> list[RecognitionView]:
        return [c.recognition for c in self.messages.values() if isinstance(c, ReactionExplanationContent)]

    def list_undelivered(self, user: str) -> list[UndeliveredContent]:
        """Return the notices about undelivered messages that this user got."""
        place = user.replace("U", "D", 1)
        return [
            c
            for (channel, _), c in self.messages.items()
            if channel == place and isinstance(c, UndeliveredContent)
        ]

    @property
    def digests(self) -> list[WeeklyDigestContent]:
        return [c for c in self.messages.values() if isinstance(c, WeeklyDigestContent)]

    # -- what people read back

    async def ask(
        self,
        reader: UserId,
        about: HistorySubject,
        filters: HistoryFilters | None = None,
        place: Cursor | None = None,
    ) -> HistoryPage | ScopeRefusal:
        wanted = filters or HistoryFilters()
        return await self.database.read(answer, self.workspace, HistoryReader(reader), about, wanted, place)

    async def read_page(
        self,
        reader: UserId,
        about: HistorySubject,
        filters: HistoryFilters | None = None,
        place: Cursor | None = None,
    ) -> HistoryPage:
        page = await self.ask(reader, about, filters, place)
        assert isinstance(page, HistoryPage)
        return page

    async def list_received(
        self, user: UserId, filters: HistoryFilters | None = None
    ) -> list[RecognitionView]:
        return list((await self.read_page(user, HistoryOfUsers((user,)), filters)).recognitions)

    async def list_given(self, user: UserId, filters: HistoryFilters | None = None) -> list[RecognitionView]:
        return list((await self.read_page(user, HistoryOfUsers((user,), given=True), filters)).recognitions)

    async def list_in_channel(
        self, channel: ChannelId = DESIGN, filters: HistoryFilters | None = None
    ) -> list[RecognitionView]:
        about = HistoryOfChannels((RequestedChannel(channel, ChannelKind.PUBLIC, is_member=True),))
        return list((await self.read_page(TOM, about, filters)).recognitions)

    async def count_rows(self, *names: str) -> dict[str, int]:
        """How many rows these tables have."""

        def count(tx: Transaction) -> dict[str, int]:
            return {
                name: int(
                    tx.connection.scalar(select(func.count()).select_from(schema.metadata.tables[name])) or 0
                )
                for name in names
            }

        return await self.database.read(count)


def answer(
    tx: Transaction,
    workspace: Workspace,
    reader: HistoryReader,
    about: HistorySubject,
    filters: HistoryFilters = NO_FILTERS,
    place: Cursor | None = None,
    *,
    channels: frozenset[ChannelId] = frozenset(),
) -> HistoryPage | ScopeRefusal:
    """Ask, and read the answer."""
    turning = place is not None
    scope = history.authorize(tx, workspace, reader, about, filters, channels=channels, is_turning=turning)
    return (
        scope if isinstance(scope, ScopeRefusal) else history.read_page(tx, workspace, scope, filters, place)
    )


def list_view_texts(stories: Iterable[RecognitionView]) -> list[str]:
    return [recognition.text for recognition in stories]
