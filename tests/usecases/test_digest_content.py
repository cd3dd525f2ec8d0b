"""What a digest shows."""

from datetime import UTC, datetime

from bot.domain.ids import ChannelId
from bot.domain.message_changes import MessageUpdate
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import WeeklyDigest
from bot.domain.visibility import ThanksPreference
from bot.usecases.deliveries import compose_deliveries
from tests.usecases.office import ANA, DESIGN, LI, MAYA, Office
from tests.usecases.weekly import (
    MONDAY,
    MONDAY_BEFORE,
    give_text,
    go_to,
    list_texts,
    preview,
    switch_on,
    tick,
)

OTHER = ChannelId("C0OTHER")


async def deliver_slowly(office: Office) -> list[OutboxMessage]:
    """Deliver what is due; return those messages that are left out while others wait."""
    claimed = await office.claim()
    composed = await office.database.read(compose_deliveries, claimed, (), lambda _: (), must_be_quick=True)
    for delivery in claimed:
        await office.record_result(delivery, await office.send(delivery))
    return [delivery.message for delivery in claimed if delivery.id not in composed]


class TestContent:
    """Only what every member may see, as it is when it is posted."""

    async def test_private_recognition_is_omitted(self, office: Office) -> None:
        await switch_on(office)
        await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
        await office.give(office.new_recognition(MAYA, LI, words="one is private"))
        await office.give(office.new_recognition(LI, words="private"))
        await office.give(office.new_recognition(MAYA, words="quiet", is_private=True))
        await office.give(office.new_recognition(MAYA, words="elsewhere", channel=OTHER))
        await office.react(office.make_reaction(ANA, LI))
        await tick(office, MONDAY)
        assert list_texts(office) == [["one is private"]]
        (chapter,) = office.digests[0].chapters
        assert chapter.recognitions[0].recipients == (MAYA,)

    async def test_reactions_are_grouped_by_value(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "words")
        await office.react(office.make_reaction(ANA, MAYA, emoji="handshake"))
        await tick(office, MONDAY)
        chapters = office.digests[0].chapters
        assert [c.value.key if c.value else None for c in chapters] == ["collaboration", None]

    async def test_recognition_withdrawn_before_posting_is_omitted(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "kept")
        await give_text(office, "oops")
        go_to(office, MONDAY)
        await office.make_digests()
        await office.undo()
        await office.deliver()
        assert list_texts(office) == [["kept"]]

    async def test_recognition_withdrawn_after_posting_is_removed(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "kept")
        await give_text(office, "oops")
        await tick(office, MONDAY)
        await office.undo()
        await office.deliver()
        assert list_texts(office) == [["kept"]]
        await office.undo()
        await office.deliver()
        assert office.messages == {}

    async def test_digest_and_its_update_are_not_composed_while_others_wait(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "kept")
        await give_text(office, "oops")
        await office.deliver()
        go_to(office, MONDAY)
        await office.make_digests()
        assert [type(message) for message in await deliver_slowly(office)] == [WeeklyDigest]
        digest = office.digests[0].digest
        await office.undo()
        # The channel's shout-out is deleted first.
        assert await deliver_slowly(office) == []
        (update,) = await deliver_slowly(office)
        assert isinstance(update, MessageUpdate)
        assert update.target == digest.id

    async def test_each_channel_has_its_own_digest(self, office: Office) -> None:
        await switch_on(office)
        await switch_on(office, channel=OTHER)
        await give_text(office, "design")
        await office.give(office.new_recognition(MAYA, words="other", channel=OTHER))
        await tick(office, MONDAY)
        assert {d.digest.channel: w for d, w in zip(office.digests, list_texts(office), strict=True)} == {
            DESIGN: ["design"],
            "C0OTHER": ["other"],
        }

    async def test_preview_equals_the_next_digest(self, office: Office) -> None:
        await give_text(office, "so far")
        office.pass_time(minutes=1)
        shown = await preview(office)
        assert [s.text for c in shown.chapters for s in c.recognitions] == ["so far"]
        assert (shown.period.start, shown.period.end) == (MONDAY_BEFORE, MONDAY)
        await switch_on(office, weekday=3)
        shown = await preview(office)
        assert shown.subscription.schedule.weekday == 3
        assert [s.text for c in shown.chapters for s in c.recognitions] == ["so far"]
        await tick(office, datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
        assert (await preview(office)).chapters == ()
        assert await office.count_rows("digest") == {"digest": 1}
