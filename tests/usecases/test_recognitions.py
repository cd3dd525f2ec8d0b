"""Giving a recognition: what is stored, who is notified, and who may see it."""

import asyncio

import pytest
from msgspec.structs import replace

from bot.domain.delivery import Failure
from bot.domain.ids import ChannelId, UserId
from bot.domain.recognition import ExclusionReason, HiddenNames, RefusalReason, Rejection
from bot.domain.user import User
from bot.domain.visibility import ChannelKind, ThanksPreference
from bot.storage.engine import connect
from bot.usecases import recognitions
from bot.usecases.delivery_results import Failed
from bot.usecases.recognitions import RecordedRecognition
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office, list_view_texts

NOTHING = {"recognition": 0, "giver": 0, "recipient": 0, "mention": 0, "outbox_message": 0}


async def test_recognition_is_stored_and_posted(office: Office) -> None:
    given = await office.give(
        office.new_recognition(MAYA, LI, words="for the map", values=("collaboration",))
    )
    recognition = given.recognition
    assert (recognition.givers, recognition.recipients) == ((ANA,), (LI, MAYA))
    assert (recognition.text, recognition.values, recognition.channel) == (
        "for the map",
        ("collaboration",),
        DESIGN,
    )
    assert recognition.created_at == office.clock.now()
    assert (given.has_shout_out, given.private_recipients, given.excluded) == (True, (), {})
    await office.deliver()
    (shown,) = office.shout_outs
    assert shown.id == recognition.id
    assert shown.recipients == (LI, MAYA)
    for stories in (
        office.list_received(MAYA),
        office.list_received(LI),
        office.list_given(ANA),
        office.list_in_channel(),
    ):
        assert list_view_texts(await stories) == ["for the map"]
    assert (
        await office.list_received(ANA)
        == await office.list_given(MAYA)
        == await office.list_received(TOM)
        == []
    )


async def test_recipient_gets_mention_or_direct_message(office: Office) -> None:
    """The very first thanks explains the choices; later ones come only to those who miss the mention."""
    office.members[DESIGN] = {ANA, MAYA}
    await office.give(office.new_recognition(MAYA, LI, words="first"))
    await office.deliver()
    assert [(d.recognition.text, d.is_first) for d in office.list_direct_messages(MAYA)] == [("first", True)]
    assert [(d.recognition.text, d.is_first) for d in office.list_direct_messages(LI)] == [("first", True)]
    await office.give(office.new_recognition(MAYA, LI, words="second"))
    await office.deliver()
    assert [d.recognition.text for d in office.list_direct_messages(MAYA)] == ["first"]
    assert [(d.recognition.text, d.is_first) for d in office.list_direct_messages(LI)] == [
        ("first", True),
        ("second", False),
    ]


async def test_direct_message_links_to_the_posted_shout_out(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    (claimed,) = await office.claim()
    assert claimed.message.destination == DESIGN
    await office.record_result(claimed, await office.send(claimed))
    await office.deliver()
    ((channel, ts),) = [place for place in office.messages if place[0] == DESIGN]
    link = f"https://brightside.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    assert office.list_direct_messages(MAYA)[0].recognition.permalink == link
    assert [recognition.permalink for recognition in await office.list_received(MAYA)] == [link]


async def test_direct_message_has_no_link_if_the_shout_out_failed(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    (claimed,) = await office.claim()
    await office.record_result(claimed, Failed(Failure.REFUSED, "is_archived"))
    await office.deliver()
    assert office.shout_outs == []
    assert office.list_direct_messages(MAYA)[0].recognition.permalink == ""


@pytest.mark.parametrize("kind", [ChannelKind.PUBLIC, ChannelKind.PRIVATE])
async def test_private_recognition_has_no_shout_out(office: Office, kind: ChannelKind) -> None:
    given = await office.give(
        office.new_recognition(MAYA, LI, words="between us", kind=kind, is_private=True)
    )
    assert not given.has_shout_out
    assert given.recognition.is_private
    await office.deliver()
    assert office.shout_outs == await office.list_in_channel() == []
    for user in (MAYA, LI):
        (direct,) = office.list_direct_messages(user)
        assert direct.recognition.is_private
        assert direct.recognition.recipients == (user,)
        assert list_view_texts(await office.list_received(user)) == ["between us"]


async def test_recognition_in_direct_message_is_private(office: Office) -> None:
    given = await office.give(office.new_recognition(MAYA, channel=ChannelId("D1"), kind=ChannelKind.DIRECT))
    assert not given.has_shout_out
    await office.deliver()
    assert len(office.list_direct_messages(MAYA)) == 1
    assert await office.list_in_channel(ChannelId("D1")) == []


async def test_recognition_in_private_channel_is_visible_to_members(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, kind=ChannelKind.PRIVATE))
    await office.deliver()
    assert len(office.shout_outs) == 1
    assert not office.shout_outs[0].is_private
    assert len(await office.list_in_channel()) == 1


async def test_private_co_recipient_is_visible_to_giver_and_themselves(office: Office) -> None:
    await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
    given = await office.give(office.new_recognition(MAYA, LI))
    assert (given.private_recipients, given.has_shout_out) == ((LI,), True)
    assert given.recognition.recipients == (LI, MAYA)
    await office.deliver()
    assert [recognition.recipients for recognition in office.shout_outs] == [(MAYA,)]
    assert [d.recognition.recipients for d in office.list_direct_messages(MAYA)] == [(MAYA,)]
    assert [recognition.recipients for recognition in await office.list_in_channel()] == [(MAYA,)]
    assert [recognition.recipients for recognition in await office.list_received(MAYA)] == [(MAYA,)]
    assert [recognition.recipients for recognition in await office.list_given(ANA)] == [(LI, MAYA)]
    (direct,) = office.list_direct_messages(LI)
    assert direct.recognition.is_private
    assert LI in direct.recognition.recipients


@pytest.mark.parametrize("wish", [ThanksPreference.PRIVATELY, ThanksPreference.NEVER])
async def test_recognition_with_hidden_name_waits_for_the_giver(
    office: Office, wish: ThanksPreference
) -> None:
    await office.set_thanks_preference(TOM, wish)
    gift = office.new_recognition(MAYA, LI, words=f"with <@{TOM}>")
    assert await office.try_to_give(gift) == HiddenNames((TOM,))
    assert await office.count_rows(*NOTHING) == NOTHING
    assert isinstance(await office.try_to_give(replace(gift, is_private=True)), RecordedRecognition)


async def test_nothing_is_stored_for_recipients_who_decline(office: Office) -> None:
    await office.set_thanks_preference(LI, ThanksPreference.NEVER)
    given = await office.give(office.new_recognition(MAYA, LI))
    assert given.excluded == {LI: ExclusionReason.DECLINED}
    assert given.recognition.recipients == (MAYA,)
    await office.deliver()
    assert office.list_direct_messages(LI) == []
    assert await office.try_to_give(office.new_recognition(LI)) == Rejection(
        RefusalReason.NO_RECIPIENTS, {LI: ExclusionReason.DECLINED}
    )
    assert (await office.count_rows("recognition", "recipient")) == {"recognition": 1, "recipient": 1}


@pytest.mark.parametrize(
    ("to", "text", "reason"),
    [
        ([User(ANA)], "thanks", RefusalReason.NO_RECIPIENTS),
        ([User(UserId("UBOT2"), is_bot=True)], "thanks", RefusalReason.NO_RECIPIENTS),
        ([User(UserId("UGONE"), is_deactivated=True)], "thanks", RefusalReason.NO_RECIPIENTS),
        ([], "thanks", RefusalReason.NO_RECIPIENTS),
        ([User(MAYA)], "🎉", RefusalReason.NO_TEXT),
        ([User(MAYA)], "x" * 2_001, RefusalReason.TEXT_TOO_LONG),
        ([User(UserId(f"U{n}")) for n in range(31)], "thanks", RefusalReason.TOO_MANY_RECIPIENTS),
    ],
)
async def test_rejected_recognition_leaves_nothing(
    office: Office, to: list[User], text: str, reason: RefusalReason
) -> None:
    refused = await office.try_to_give(office.new_recognition(*to, words=text))
    assert isinstance(refused, Rejection)
    assert refused.reason is reason
    assert await office.count_rows(*NOTHING) == NOTHING
    assert await office.count_rows("preferences") == {"preferences": 0}


async def test_recognition_has_up_to_thirty_recipients(office: Office) -> None:
    given = await office.give(office.new_recognition(*(UserId(f"U{n}") for n in range(30))))
    assert len(given.recognition.recipients) == 30
    await office.deliver()
    assert len(office.messages) == 31


async def test_external_recipients_get_no_direct_message(office: Office) -> None:
    await office.give(office.new_recognition(User(UserId("UFOREIGN"), is_foreign=True), MAYA))
    await office.deliver()
    assert [recognition.recipients for recognition in office.shout_outs] == [("UFOREIGN", MAYA)]
    assert office.list_direct_messages("UFOREIGN") == []
    assert len(office.list_direct_messages(MAYA)) == 1


async def test_repeated_command_gets_the_same_answer(office: Office) -> None:
    gift = office.new_recognition(MAYA, LI, values=("creativity",))
    first = await office.give(gift)
    await office.deliver()
    before = await office.count_rows(
        "recognition", "recipient", "recognition_value", "outbox_message", "posted_message"
    )
    again = await office.give(gift)
    assert again.recognition.id == first.recognition.id
    assert (first.is_repeated, again.is_repeated) == (False, True)
    assert (again.has_shout_out, again.excluded) == (first.has_shout_out, first.excluded)
    await office.deliver()
    assert await office.count_rows(*before) == before
    assert len(office.shout_outs) == 1


@pytest.mark.parametrize("kind", [ChannelKind.PUBLIC, ChannelKind.PRIVATE, ChannelKind.DIRECT])
async def test_first_answer_shows_what_the_giver_reads_later(office: Office, kind: ChannelKind) -> None:
    """The first answer is made of what was written, every other one of what is read."""
    await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
    gift = office.new_recognition(
        MAYA, LI, words="for the map", values=("problem-solving", "creativity"), kind=kind
    )
    first = await office.give(replace(gift, message_ts="1700000000.000100"))
    assert await office.list_given(ANA) == [first.recognition]


async def test_concurrent_repetition_counts_once(office: Office, database_url: str) -> None:
    gift = office.new_recognition(MAYA)
    other = connect(database_url, office.clock.now)
    try:
        both = (office.database, other)
        answers = await asyncio.gather(*(both[n % 2].write(recognitions.give, gift) for n in range(8)))
    finally:
        other.close()
    assert (
        len(
            {
                answer.recognition.id
                for answer in answers
                if isinstance(answer, recognitions.RecordedRecognition)
            }
        )
        == 1
    )
    assert all(answers)
    await office.deliver()
    assert (len(office.shout_outs), len(office.list_direct_messages(MAYA))) == (1, 1)


async def test_repeated_command_does_not_restore_a_withdrawn_recognition(office: Office) -> None:
    gift = office.new_recognition(MAYA)
    await office.give(gift)
    assert await office.undo()
    assert await office.try_to_give(gift) is None
    await office.deliver()
    assert office.messages == {}


async def test_two_givers_may_use_the_same_text(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, giver=ANA, words="same"))
    await office.give(office.new_recognition(MAYA, giver=LI, words="same"))
    assert len(await office.list_received(MAYA)) == 2


async def test_response_url_is_deleted_once_posted(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    await office.deliver()
    kept = await office.database.read(
        lambda tx: tx.connection.exec_driver_sql("SELECT payload FROM posted_message").scalars().all()
    )
    assert len(kept) == 2
    assert "hooks.example" not in str(kept)
