"""Cards from many: each end, and that nobody reads the words before their hour."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import insert

from bot.domain.card import (
    MAX_OPEN_CARDS,
    Announcement,
    CardEnd,
    CardRefusal,
    CardSettings,
    Signature,
)
from bot.domain.card_messages import CardNews, ChannelCard
from bot.domain.delivery import Failure
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import NO_CHANNEL, UserId
from bot.domain.preferences import MessagePreference
from bot.domain.recognition import ExclusionReason, HiddenNames, RefusalReason, Source
from bot.domain.user import ERASED, User
from bot.domain.values import FIRST_VALUES, Values
from bot.domain.visibility import ChannelKind, ThanksPreference
from bot.storage import card_signatures, cards, schema, users
from bot.storage.engine import Transaction, connect
from bot.storage.failed_items import FailedItems
from bot.usecases import card_invitations, due_cards, given_cards, workspace_export
from bot.usecases import cards as use_cases
from bot.usecases.card_contents import CardContent, CardInvitationContent, CardNoticeContent
from bot.usecases.cards import NewCard, OpenCard, RefusedCard, StartedCard
from bot.usecases.delivery_results import Failed
from bot.usecases.export import make_files
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office
from tests.usecases.test_erasure import EXTENTS, erase_user, places_with

HOURS = timedelta(hours=4)
VALUES = Values(FIRST_VALUES)
PEOPLE = (ANA, LI, MAYA, TOM)


def make_user(user: UserId, **more: Any) -> User:
    return User(user, name=user.lower(), timezone="Europe/Berlin", **more)


def new_card(office: Office, *to: User | UserId, key: str = "1", **more: Any) -> NewCard:
    settings = CardSettings(
        more.pop("occasion", "for your farewell"),
        office.clock.now() + HOURS,
        "Europe/Lisbon",
        more.pop("is_private", True),
    )
    options: dict[str, Any] = {
        "channel": DESIGN,
        "channel_kind": ChannelKind.PUBLIC,
        "announcement": Announcement.POSTED,
        "invited": (),
        **more,
    }
    named = tuple(one if isinstance(one, User) else make_user(one) for one in to or (MAYA,))
    return NewCard(office.workspace, ANA, named, settings, deduplication_key=key, **options)


async def start(office: Office, *to: User | UserId, **more: Any) -> str:
    """Start a card as Ana, and return its id."""
    await office.save_users(*PEOPLE)
    started = await office.database.write(use_cases.start, new_card(office, *to, **more))
    assert isinstance(started, StartedCard), started
    return started.card.id


async def sign(office: Office, card: str, user: UserId, text: str, *values: str) -> object:
    signature = Signature(user, text, values)
    return await office.database.write(
        use_cases.sign, office.workspace, make_user(user), card, signature, VALUES
    )


async def give_due(office: Office) -> list[str]:
    """Let the hour come, and send what follows from it."""
    office.clock.advance(HOURS)
    given = await office.database.write(due_cards.give_due)
    await office.deliver()
    return given


def list_cards(office: Office) -> dict[str, list[str]]:
    """Return the texts of the cards that Slack shows, by channel."""
    return {
        channel: [one.text for one in content.recognitions]
        for (channel, _), content in office.messages.items()
        if isinstance(content, CardContent)
    }


def list_news(office: Office) -> dict[str, CardNews]:
    return {
        channel: content.news
        for (channel, _), content in office.messages.items()
        if isinstance(content, CardNoticeContent)
    }


async def find_end(office: Office, card: str) -> CardEnd | None:
    found = await office.database.read(cards.find, office.workspace.id, card)
    assert found
    return found.end


async def set_user(office: Office, user: UserId, **more: Any) -> None:
    await office.database.write(users.save_users, office.workspace.id, [make_user(user, **more)])


class TestGivenCard:
    """At its hour it is one message, once, and its words are recognitions."""

    async def test_private_card_goes_to_its_recipient(self, office: Office) -> None:
        card = await start(office)
        await sign(office, card, ANA, "from Ana", "creativity")
        await sign(office, card, LI, "from Li")
        await office.deliver()
        assert await office.list_received(MAYA) == []
        assert await give_due(office) == [card]
        assert list_cards(office) == {"DMAYA": ["from Ana", "from Li"]}
        received = await office.list_received(MAYA)
        assert [(one.givers, one.text, one.values, one.is_private, one.source) for one in received] == [
            ((LI,), "from Li", (), True, Source.CARD),
            ((ANA,), "from Ana", ("creativity",), True, Source.CARD),
        ]
        assert await office.list_in_channel() == []
        assert [one.text for one in await office.list_given(LI)] == ["from Li"]
        assert await office.count_rows("card_signature", "card_recognition") == {
            "card_signature": 0,
            "card_recognition": 2,
        }
        assert list_news(office) == {}

    async def test_card_of_the_channel_is_posted_there(self, office: Office) -> None:
        card = await start(office, MAYA, TOM, is_private=False)
        await sign(office, card, LI, "for both")
        await give_due(office)
        assert list_cards(office) == {DESIGN: ["for both"]}
        assert [one.recipients for one in await office.list_in_channel()] == [(MAYA, TOM)]

    async def test_it_is_given_once(self, office: Office) -> None:
        card = await start(office)
        await sign(office, card, LI, "from Li")
        assert await give_due(office) == [card]
        for _ in range(2):
            assert await give_due(office) == []
        assert list_cards(office) == {"DMAYA": ["from Li"]}
        assert len(await office.list_received(MAYA)) == 1

    async def test_two_processes_give_it_once(self, office: Office, database_url: str) -> None:
        ids = {await start(office, one, key=one) for one in (MAYA, TOM)}
        for card in ids:
            await sign(office, card, LI, "from Li")
        office.clock.advance(HOURS)
        second = connect(database_url, office.clock.now)
        given = await asyncio.gather(
            *(database.write(due_cards.give_due) for database in (office.database, second) * 3)
        )
        second.close()
        assert sorted(one for batch in given for one in batch) == sorted(ids)
        await office.deliver()
        assert list_cards(office) == {"DMAYA": ["from Li"], "DTOM": ["from Li"]}
        assert len(await office.list_received(MAYA)) == 1

    async def test_process_that_is_killed_at_the_hour_loses_nothing(self, office: Office) -> None:
        card = await start(office)
        await sign(office, card, LI, "from Li")
        office.clock.advance(HOURS)

        def be_killed(tx: Transaction) -> None:
            assert due_cards.give_due(tx) == [card]
            raise RuntimeError("killed")

        with pytest.raises(RuntimeError):
            await office.database.write(be_killed)
        assert await office.list_received(MAYA) == []
        assert await give_due(office) == [card]
        assert list_cards(office) == {"DMAYA": ["from Li"]}

    async def test_card_that_fails_does_not_stop_the_others(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken, other = await start(office), await start(office, TOM, key="2")
        for card in (broken, other):
            await sign(office, card, LI, "from Li")
        give = due_cards._give

        def give_unless_broken(tx: Transaction, card: Any) -> str:
            if card.id == broken:
                raise ValueError("broken")
            return give(tx, card)

        monkeypatch.setattr(due_cards, "_give", give_unless_broken)
        failed = FailedItems("card")
        office.clock.advance(HOURS)
        assert await office.database.write(due_cards.give_due, failed) == [other]
        await office.deliver()
        assert list_cards(office) == {"DTOM": ["from Li"]}
        assert failed.keys() == [(broken,)]
        assert await find_end(office, broken) is None

    async def test_signer_takes_words_back_afterwards(self, office: Office) -> None:
        card = await start(office)
        await sign(office, card, ANA, "from Ana")
        await sign(office, card, LI, "from Li")
        await give_due(office)
        assert await office.undo(LI)
        await office.deliver()
        assert list_cards(office) == {"DMAYA": ["from Ana"]}
        assert await office.undo(ANA, "again")
        await office.deliver()
        assert list_cards(office) == {}

    async def test_recipient_takes_it_down(self, office: Office) -> None:
        card = await start(office, MAYA, TOM, is_private=False)
        await sign(office, card, LI, "for both")
        await give_due(office)

        async def take_down(user: UserId) -> bool:
            return await office.database.write(given_cards.take_down, office.workspace, user, card)

        assert not await take_down(LI)
        assert await take_down(MAYA)
        await office.deliver()
        assert [one.recipients for one in await office.list_in_channel()] == [(TOM,)]
        assert await take_down(TOM)
        await office.deliver()
        assert list_cards(office) == {}


class TestWishes:
    """What recipients wish at the hour counts, and the narrowest of it."""

    async def test_private_wish_makes_it_private(self, office: Office) -> None:
        card = await start(office, MAYA, TOM, is_private=False)
        await sign(office, card, LI, "for both")
        await office.set_thanks_preference(TOM, ThanksPreference.PRIVATELY)
        await give_due(office)
        assert list_cards(office) == {"DMAYA": ["for both"], "DTOM": ["for both"]}
        assert await office.list_in_channel() == []
        assert list_news(office) == {"DANA": CardNews.MADE_PRIVATE}

    async def test_words_about_somebody_discreet_make_it_private(self, office: Office) -> None:
        card = await start(office, is_private=False)
        await sign(office, card, LI, f"<@{TOM}> says so, too")
        await office.set_thanks_preference(TOM, ThanksPreference.PRIVATELY)
        assert isinstance(await sign(office, card, ANA, f"and <@{TOM}>"), HiddenNames)
        await give_due(office)
        assert [*list_cards(office)] == ["DMAYA"]

    @pytest.mark.parametrize("reason", ["never", "deactivated", "bot"])
    async def test_recipient_who_gets_none(self, office: Office, reason: str) -> None:
        card = await start(office)
        await sign(office, card, LI, "from Li")
        if reason == "never":
            await office.set_thanks_preference(MAYA, ThanksPreference.NEVER)
        else:
            await set_user(office, MAYA, is_deactivated=reason == "deactivated", is_bot=reason == "bot")
        await give_due(office)
        assert list_cards(office) == {}
        assert list_news(office) == dict.fromkeys(("DANA", "DLI"), CardNews.UNDELIVERABLE)
        assert await find_end(office, card) is CardEnd.UNDELIVERABLE
        own = [c.own for c in office.messages.values() if isinstance(c, CardNoticeContent)]
        assert own == [None, Signature(LI, "from Li")]
        assert await office.list_given(LI) == []

    async def test_others_still_get_theirs(self, office: Office) -> None:
        card = await start(office, MAYA, TOM)
        await sign(office, card, LI, "for both")
        await office.set_thanks_preference(TOM, ThanksPreference.NEVER)
        await give_due(office)
        assert list_cards(office) == {"DMAYA": ["for both"]}
        assert await office.list_received(TOM) == []

    async def test_some_can_get_no_card(self, office: Office) -> None:
        await office.set_thanks_preference(TOM, ThanksPreference.NEVER)
        named = (
            *(make_user(ANA), make_user(MAYA), make_user(TOM)),
            *(make_user(UserId("UBOT"), is_bot=True), make_user(UserId("UROSA"), is_foreign=True)),
            make_user(UserId("UGUEST"), is_guest=True),
        )
        await office.save_users(*PEOPLE)
        started = await office.database.write(use_cases.start, new_card(office, *named))
        assert isinstance(started, StartedCard)
        assert started.card.recipients == ("UGUEST", MAYA)
        assert started.excluded == {
            ANA: ExclusionReason.SELF,
            TOM: ExclusionReason.DECLINED,
            "UBOT": ExclusionReason.BOT,
            "UROSA": ExclusionReason.UNREACHABLE,
        }
        refused = await office.database.write(use_cases.start, new_card(office, ANA, TOM, key="2"))
        assert isinstance(refused, RefusedCard)
        assert refused.reason is CardRefusal.NO_RECIPIENTS


class TestUntilTheHour:
    """Signing, inviting, changing and cancelling."""

    async def test_repeated_request_starts_one_card(self, office: Office) -> None:
        assert await start(office) == await start(office)
        await office.deliver()
        assert len(office.messages) == 1

    async def test_channel_has_one_card_for_somebody(self, office: Office) -> None:
        first = await start(office)
        second = await office.database.write(use_cases.start, new_card(office, key="2"))
        assert isinstance(second, StartedCard)
        assert (second.card.id, second.is_new) == (first, False)
        assert await start(office, LI, key="3") != first

    async def test_no_flood_of_cards(self, office: Office) -> None:
        for number in range(MAX_OPEN_CARDS):
            await start(
                office, key=f"card {number}", announcement=Announcement.NO_CHANNEL, channel=NO_CHANNEL
            )
        refused = await office.database.write(use_cases.start, new_card(office, LI, key="more"))
        assert isinstance(refused, RefusedCard)
        assert refused.reason is CardRefusal.TOO_MANY_CARDS

    async def test_words_can_be_changed_and_removed(self, office: Office) -> None:
        card = await start(office)
        await sign(office, card, LI, "a draft", "creativity", "unknown")
        changed = await sign(office, card, LI, "my words", "trust")
        assert isinstance(changed, OpenCard)
        assert changed.signature == Signature(LI, "my words")
        assert changed.signers is None

        async def remove(user: UserId) -> bool:
            return await office.database.write(use_cases.remove_signature, office.workspace, user, card)

        assert await remove(LI)
        assert not await remove(LI)
        assert await sign(office, card, LI, " ") is RefusalReason.NO_TEXT
        assert await sign(office, card, LI, "x" * 2_001) is RefusalReason.TEXT_TOO_LONG
        await give_due(office)
        assert not await remove(LI)

    async def test_some_cannot_sign(self, office: Office) -> None:
        card = await start(office)
        assert await sign(office, card, MAYA, "to myself") is CardRefusal.RECIPIENT
        strangers = (make_user(TOM, is_foreign=True), make_user(TOM, is_bot=True))
        for stranger in strangers:
            refused = await office.database.read(use_cases.find_card, office.workspace, stranger, card)
            assert refused is CardRefusal.STRANGER
        assert await sign(office, "019936a0-0000-7000-8000-000000000001", LI, "?") is CardRefusal.GONE
        await give_due(office)
        assert await sign(office, card, LI, "too late") is CardRefusal.GONE
        assert await sign(office, card, MAYA, "to myself") is CardRefusal.RECIPIENT

    async def test_each_is_invited_once(self, office: Office) -> None:
        card = await start(office, announcement=Announcement.RECIPIENT_READS, invited=(make_user(LI),))
        await office.set_preference(TOM, MessagePreference.NEVER)
        everybody = [make_user(one) for one in PEOPLE]
        for _ in range(2):
            invited = await office.database.write(
                use_cases.invite,
                office.workspace,
                ANA,
                card,
                [*everybody, make_user(UserId("UX"), is_bot=True)],
            )
            assert invited
            assert invited[1] == (TOM, "UX")
            await office.deliver()
        assert [channel for channel, _ in office.messages] == ["DLI"]
        assert not await office.database.write(use_cases.invite, office.workspace, LI, card, everybody)

    async def test_starter_changes_the_hour(self, office: Office) -> None:
        card = await start(office, is_private=False)
        await sign(office, card, LI, "from Li")
        settings = new_card(office).settings
        later = replace(settings, closes_at=settings.closes_at + HOURS, occasion="for all")
        assert not await office.database.write(use_cases.change, office.workspace, LI, card, later)
        changed = await office.database.write(use_cases.change, office.workspace, ANA, card, later)
        assert changed
        assert changed.card.settings == later
        assert changed.signers == (LI,)
        assert await give_due(office) == []
        # What some signed as private is never posted in the channel.
        public = replace(later, is_private=False)
        again = await office.database.write(use_cases.change, office.workspace, ANA, card, public)
        assert again
        assert again.card.settings.is_private
        assert await give_due(office) == [card]
        assert [*list_cards(office)] == ["DMAYA"]

    async def test_cancelled_card(self, office: Office) -> None:
        card = await start(office)
        await sign(office, card, LI, "from Li")
        await sign(office, card, ANA, "from Ana")
        await office.deliver()
        for user, is_done in ((LI, False), (ANA, True), (ANA, False)):
            cancelled = await office.database.write(use_cases.cancel, office.workspace, user, card)
            assert bool(cancelled) is is_done
        await office.deliver()
        assert list_news(office) == {"DLI": CardNews.CANCELLED}
        (invitation,) = (c for c in office.messages.values() if isinstance(c, CardInvitationContent))
        assert invitation.card.end is CardEnd.CANCELLED
        assert await give_due(office) == []
        assert await office.list_received(MAYA) == []

    async def test_unsigned_card(self, office: Office) -> None:
        card = await start(office)
        assert await give_due(office) == [card]
        assert list_news(office) == {"DANA": CardNews.UNSIGNED}
        assert list_cards(office) == {}
        assert await find_end(office, card) is CardEnd.UNSIGNED

    async def test_recipient_joins_the_channel(self, office: Office) -> None:
        card, other = await start(office, MAYA, TOM), await start(office, LI, key="2")
        await sign(office, card, LI, "from Li")
        await office.deliver()

        async def join(user: UserId) -> None:
            await office.database.write(card_invitations.withdraw, office.workspace, DESIGN, user)
            await office.deliver()

        assert await office.database.read(card_invitations.is_announced, office.workspace, DESIGN, TOM)
        for user in (TOM, TOM, MAYA):
            await join(user)
        invitations = [c for c in office.messages.values() if isinstance(c, CardInvitationContent)]
        assert [one.card.id for one in invitations] == [other]
        assert list_news(office) == {"DANA": CardNews.RECIPIENT_JOINED}
        # The next card for them is announced by its own look-up.
        again = await office.database.write(use_cases.start, new_card(office, MAYA, TOM, key="3"))
        assert isinstance(again, StartedCard)
        assert again.is_new
        await give_due(office)
        assert list_cards(office) == {"DMAYA": ["from Li"], "DTOM": ["from Li"]}

    async def test_recipient_joins_before_the_invitation_is_posted(self, office: Office) -> None:
        await start(office)
        await office.database.write(card_invitations.withdraw, office.workspace, DESIGN, MAYA)
        await office.deliver()
        assert not any(isinstance(one, CardInvitationContent) for one in office.messages.values())
        assert list_news(office) == {"DANA": CardNews.RECIPIENT_JOINED}

    async def test_starter_and_signer_leave_slack(self, office: Office) -> None:
        card = await start(office)
        await sign(office, card, LI, "from Li")
        for user in (ANA, LI):
            await set_user(office, user, is_deactivated=True)
        assert await give_due(office) == [card]
        assert list_cards(office) == {"DMAYA": ["from Li"]}
        assert [one.givers for one in await office.list_received(MAYA)] == [(LI,)]

    async def test_open_cards_of_a_user(self, office: Office) -> None:
        card = await start(office, announcement=Announcement.NO_CHANNEL, invited=(make_user(TOM),))
        await sign(office, card, LI, "from Li")

        async def list_open(user: UserId) -> list[tuple[Signature | None, tuple[UserId, ...] | None]]:
            found = await office.database.read(use_cases.list_open, office.workspace, user)
            return [(shown.signature, shown.signers) for shown in found]

        assert await list_open(ANA) == [(None, (LI,))]
        assert await list_open(LI) == [(Signature(LI, "from Li"), None)]
        assert await list_open(TOM) == [(None, None)]
        assert await list_open(MAYA) == []

    async def test_ended_cards_are_deleted_later(self, office: Office) -> None:
        given, cancelled = await start(office), await start(office, TOM, key="2")
        for card in (given, cancelled):
            await sign(office, card, LI, "from Li")
        await office.database.write(use_cases.cancel, office.workspace, ANA, cancelled)
        await give_due(office)
        assert await office.database.write(cards.delete_ended_before, office.clock.now() - HOURS) == 0
        assert await office.database.write(cards.delete_ended_before, office.clock.now() + HOURS) == 1
        assert await office.count_rows("card", "card_signature") == {"card": 1, "card_signature": 0}


class TestFailures:
    """What Slack does not take."""

    async def refuse(self, office: Office) -> None:
        """Let Slack refuse what waits, for good."""
        for delivery in await office.claim():
            await office.record_result(delivery, Failed(Failure.REFUSED, "is_archived"))

    async def test_card_without_its_channel_is_given_privately(self, office: Office) -> None:
        card = await start(office, MAYA, TOM, is_private=False)
        await sign(office, card, LI, "for both")
        await office.deliver()
        office.clock.advance(HOURS)
        await office.database.write(due_cards.give_due)
        while claimed := await office.claim():
            for delivery in claimed:
                is_card = delivery.message.kind == ChannelCard.kind
                result = Failed(Failure.REFUSED, "is_archived") if is_card else await office.send(delivery)
                await office.record_result(delivery, result)
        assert await office.list_in_channel() == []
        assert list_cards(office) == {"DMAYA": ["for both"], "DTOM": ["for both"]}
        assert list_news(office) == {"DANA": CardNews.MADE_PRIVATE}

    async def test_invitation_that_is_refused(self, office: Office) -> None:
        await start(office)
        await self.refuse(office)
        await office.deliver()
        assert list_news(office) == {"DANA": CardNews.NOT_POSTED}

    async def test_recipient_who_cannot_be_written_to(self, office: Office) -> None:
        card = await start(office, announcement=Announcement.NO_CHANNEL)
        await sign(office, card, LI, "from Li")
        office.clock.advance(HOURS)
        await office.database.write(due_cards.give_due)
        await self.refuse(office)
        await office.deliver()
        assert list_news(office) == {"DANA": CardNews.NOT_DELIVERED}
        assert len(await office.list_received(MAYA)) == 1


class TestPersonalData:
    """Export and erasure."""

    @pytest.mark.parametrize("extent", EXTENTS)
    @pytest.mark.parametrize("is_given", [False, True])
    @pytest.mark.parametrize("user", [ANA, LI, MAYA, TOM])
    async def test_nothing_of_an_erased_user_is_left(
        self, office: Office, extent: ErasureExtent, is_given: bool, user: UserId
    ) -> None:
        card = await start(office, invited=(make_user(LI), make_user(TOM)))
        await sign(office, card, LI, f"from Li and <@{TOM}>")
        await sign(office, card, ANA, "from Ana")
        await office.deliver()
        if is_given:
            await give_due(office)
        assert "card" in await places_with(office, card)
        await erase_user(office, user, extent)
        assert await places_with(office, user) == {"erasure"}
        if not is_given:
            await give_due(office)
        texts = {
            ANA: ["from Ana", "from Li"] if is_given and extent is ErasureExtent.NAME else ["from Li"],
            LI: ["from Ana", "from Li"] if is_given and extent is ErasureExtent.NAME else ["from Ana"],
            MAYA: [],
            TOM: ["from Ana", "from Li"],
        }[user]
        shown = [text.partition(" and")[0] for text in list_cards(office).get("DMAYA", [])]
        assert sorted(shown) == texts

    async def test_erased_starter_leaves_the_card_to_its_signers(self, office: Office) -> None:
        card = await start(office)
        await sign(office, card, LI, "from Li")
        await office.deliver()
        await erase_user(office, ANA, ErasureExtent.EVERYTHING)
        (invitation,) = (c for c in office.messages.values() if isinstance(c, CardInvitationContent))
        assert invitation.card.starter == ERASED
        await give_due(office)
        assert list_cards(office) == {"DMAYA": ["from Li"]}

    async def test_export_does_not_end_the_surprise(self, office: Office) -> None:
        card = await start(office, MAYA, TOM)
        await sign(office, card, LI, "from Li", "creativity")

        async def read(user: UserId) -> list[dict[str, Any]]:
            files = await office.database.read(make_files, office.workspace, user)
            assert (user in (ANA, LI)) == ("farewell" in files.everything.decode())
            found: list[dict[str, Any]] = json.loads(files.everything)["cards"]
            return found

        assert await read(MAYA) == []
        (started,) = await read(ANA)
        assert (started["started_by_you"], started["text"], started["outcome"]) == (True, "", "")
        (signed,) = await read(LI)
        assert (signed["started_by_you"], signed["text"]) == (False, "from Li")
        assert (signed["recipients"], signed["values"]) == ([MAYA, TOM], ["creativity"])
        pages = workspace_export.export_all(office.database, office.workspace)
        (exported,) = [one async for page in pages for one in page if one["type"] == "card"]
        assert exported["signatures"] == [{"user": LI, "text": "from Li", "values": ["creativity"]}]
        await give_due(office)
        files = await office.database.read(make_files, office.workspace, MAYA)
        (got,) = json.loads(files.everything)["cards"]
        assert (got["outcome"], got["text"]) == ("given", "")


async def test_two_hundred_signatures_are_one_card(office: Office) -> None:
    card = await start(office)
    crowd = [UserId(f"UX{number:03}") for number in range(200)]

    def sign_all(tx: Transaction) -> None:
        rows = [
            {
                "workspace_id": office.workspace.id,
                "card_id": card,
                "user_id": user,
                "text": f"from {user}",
                "value_keys": [],
                "signed_at": tx.now,
            }
            for user in crowd
        ]
        tx.connection.execute(insert(schema.card_signature), rows)

    await office.database.write(sign_all)
    await give_due(office)
    assert list_cards(office) == {"DMAYA": [f"from {user}" for user in crowd]}
    assert await office.database.read(card_signatures.list_signers, office.workspace.id, card) == []
