"""Weeks without thanks, weeks that were missed, first thank-yous, and how digests come and go."""

import itertools
from datetime import timedelta

from bot.domain.delivery import Failure
from bot.domain.digest import DigestEditors, DigestEnd
from bot.domain.outbox_messages import DigestEndNotice, DigestOffer
from bot.domain.preferences import DigestPreference
from bot.domain.user import User
from bot.storage import workspaces
from bot.usecases.delivery_results import Failed
from bot.usecases.digest_subscriptions import end_digest, offer_digest
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office
from tests.usecases.weekly import (
    MONDAY,
    WEEK,
    give_text,
    go_to,
    list_texts,
    read_subscription,
    switch_off,
    switch_on,
    tick,
)


class TestQuietWeeks:
    """Nothing, or a line for those who wish for one."""

    async def test_each_quiet_week_gets_another_line(self, office: Office) -> None:
        await switch_on(office, quiet_weeks=True)
        for week in range(5):
            (made,) = await tick(office, MONDAY + week * WEEK)
            assert (made.recognitions, made.is_posted) == (0, True)
        lines = [content.digest.variation for content in office.digests]
        assert len(lines) == 5
        assert all(one != other for one, other in itertools.pairwise(lines))
        assert list_texts(office) == [[]] * 5

    async def test_week_with_only_withdrawn_recognition_is_not_quiet(self, office: Office) -> None:
        await switch_on(office, quiet_weeks=True)
        await give_text(office, "oops")
        await tick(office, MONDAY)
        await office.undo()
        await office.deliver()
        assert office.digests == []

    async def test_recognition_after_quiet_digest_is_shown_once(self, office: Office) -> None:
        await switch_on(office, quiet_weeks=True)
        await tick(office, MONDAY)
        await give_text(office, "after")
        await tick(office, MONDAY + WEEK)
        await tick(office, MONDAY + 2 * WEEK)
        assert list_texts(office) == [[], ["after"], []]


class TestMissedDigest:
    """A digest is posted for three days; later, its recognitions are in the next one."""

    async def test_missed_digest_is_posted_within_three_days(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "in time")
        await tick(office, MONDAY + timedelta(days=3))
        assert list_texts(office) == [["in time"]]

    async def test_older_missed_digest_is_merged_into_the_next(self, office: Office) -> None:
        made_on = await switch_on(office)
        await give_text(office, "first week")
        go_to(office, MONDAY + timedelta(days=3, seconds=1))
        await give_text(office, "second week")
        (made,) = await tick(office)
        assert (made.is_late, made.is_posted) == (True, False)
        assert await tick(office) == []
        assert list_texts(office) == []
        await tick(office, MONDAY + WEEK)
        assert list_texts(office) == [["first week", "second week"]]
        period = office.digests[0].digest.period
        assert (period.start, period.end) == (made_on.begins_at, MONDAY + WEEK)
        await tick(office, MONDAY + 2 * WEEK)
        assert len(office.digests) == 1


class TestFirstGivers:
    """The first recognition that a user gives is marked, never the first that a user receives."""

    def first(self, office: Office) -> list[set[str]]:
        """Who is welcomed in each digest."""
        return [set(content.first_givers) for content in office.digests]

    async def test_only_first_recognition_marks_the_giver(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "Ana's first")
        await give_text(office, "Ana's second")
        await office.give(office.new_recognition(ANA, giver=LI, words="Li's first"))
        await tick(office, MONDAY)
        await office.give(office.new_recognition(LI, giver=ANA, words="Ana's third"))
        await office.give(office.new_recognition(LI, giver=TOM, words="Tom's first"))
        await tick(office, MONDAY + WEEK)
        assert self.first(office) == [{ANA, LI}, {TOM}]

    async def test_private_recognition_counts_as_the_first(self, office: Office) -> None:
        await switch_on(office)
        await office.give(office.new_recognition(MAYA, words="between us", is_private=True))
        await give_text(office, "the second")
        await tick(office, MONDAY)
        assert self.first(office) == [set()]

    async def test_withdrawn_recognition_does_not_count(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "oops")
        await office.undo()
        await give_text(office, "better")
        await tick(office, MONDAY)
        assert self.first(office) == [{ANA}]

    async def test_giver_without_digests_is_not_marked(self, office: Office) -> None:
        await switch_on(office)
        await office.set_preference(LI, DigestPreference.OFF)
        await office.react(office.make_reaction(LI, MAYA))
        await office.react(office.make_reaction(TOM, MAYA))
        await tick(office, MONDAY)
        assert self.first(office) == [{TOM}]


class TestBotMembership:
    """Offered once, and ended with a word."""

    def list_messages(self, office: Office, user: str) -> list[object]:
        place = user.replace("U", "D", 1)
        return [
            content
            for (channel, _), content in office.messages.items()
            if channel == place and isinstance(content, DigestOffer | DigestEndNotice)
        ]

    async def offer(self, office: Office, inviter: User) -> bool:
        offered = await office.database.write(offer_digest, office.workspace, DESIGN, inviter)
        await office.deliver()
        return offered

    async def end(self, office: Office, why: DigestEnd = DigestEnd.ARCHIVED) -> bool:
        had_one = await office.database.write(end_digest, office.workspace.id, DESIGN, why)
        await office.deliver()
        return had_one

    async def test_digest_is_offered_once_for_each_channel(self, office: Office) -> None:
        assert await self.offer(office, User(ANA, "Ana"))
        assert not await self.offer(office, User(ANA, "Ana"))
        assert not await self.offer(office, User(LI, "Li Wei"))
        assert self.list_messages(office, ANA) == [DigestOffer(ANA, channel=DESIGN)]
        assert self.list_messages(office, LI) == []

    async def test_digest_is_not_offered_to_users_who_cannot_set_it_up(self, office: Office) -> None:
        assert not await self.offer(office, User(ANA, "Ana", is_bot=True))
        assert not await self.offer(office, User(ANA, "Ana", is_foreign=True))
        await office.database.write(
            workspaces.update_settings, office.workspace.id, digests_by=DigestEditors.ADMINS
        )
        assert not await self.offer(office, User(ANA, "Ana"))
        assert await self.offer(office, User(TOM, "Tom", is_admin=True))

    async def test_digest_is_not_offered_where_there_is_one(self, office: Office) -> None:
        await switch_on(office)
        assert not await self.offer(office, User(LI, "Li Wei"))

    async def test_outdated_offer_is_not_sent(self, office: Office) -> None:
        await office.database.write(offer_digest, office.workspace, DESIGN, User(ANA, "Ana"))
        await switch_on(office)
        await office.deliver()
        assert self.list_messages(office, ANA) == []

    async def test_end_is_announced_to_the_user_who_set_it_up(self, office: Office) -> None:
        await switch_on(office)
        assert await self.end(office, DigestEnd.DELETED)
        assert not await self.end(office, DigestEnd.DELETED)
        assert self.list_messages(office, ANA) == [
            DigestEndNotice(ANA, channel=DESIGN, why=DigestEnd.DELETED)
        ]
        await give_text(office, "thanks")
        await tick(office, MONDAY)
        assert list_texts(office) == []

    async def test_channel_without_digest_ends_nothing(self, office: Office) -> None:
        await switch_on(office)
        await switch_off(office)
        assert not await self.end(office)
        assert office.messages == {}

    async def test_digest_of_archived_channel_ends_when_posting_fails(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "thanks")
        await office.deliver()
        go_to(office, MONDAY)
        await office.make_digests()
        (delivery,) = await office.claim()
        await office.record_result(delivery, Failed(Failure.REFUSED, "is_archived"))
        await office.deliver()
        assert await read_subscription(office) is None
        assert self.list_messages(office, ANA) == [
            DigestEndNotice(ANA, channel=DESIGN, why=DigestEnd.ARCHIVED)
        ]
        assert office.list_undelivered(ANA) == []
