"""Digests that cover more than their channel, and no more than all its members may see."""

from datetime import timedelta

import pytest

from bot.domain.audience import Coverage
from bot.domain.ids import ChannelId, UserId
from bot.domain.preferences import DigestPreference
from bot.domain.visibility import ChannelKind, ThanksPreference
from bot.storage import digests as stored
from bot.usecases import digests
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office
from tests.usecases.weekly import (
    MONDAY,
    WEEK,
    give_text,
    go_to,
    list_texts,
    read_subscription,
    reading,
    switch_on,
    tick,
)

ELSEWHERE, SECRET = ChannelId("C0OTHER"), ChannelId("C0SECRET")


async def fill_a_week(office: Office) -> None:
    """Thanks of every sort, here and elsewhere; Maya and Tom are in the channel, Li is not."""
    await give_text(office, "here")
    await office.give(office.new_recognition(MAYA, words="to Maya", channel=ELSEWHERE))
    await office.give(office.new_recognition(LI, words="to Li", channel=ELSEWHERE))
    await office.give(office.new_recognition(MAYA, words="secret", channel=SECRET, kind=ChannelKind.PRIVATE))
    await office.give(office.new_recognition(MAYA, words="quiet", channel=ELSEWHERE, is_private=True))


@pytest.mark.parametrize(
    ("covers", "words"),
    [
        (Coverage.CHANNEL, ["here"]),
        (Coverage.MEMBERS, ["here", "to Maya"]),
        (Coverage.WORKSPACE, ["here", "to Maya", "to Li"]),
    ],
)
async def test_digest_names_what_it_covers(office: Office, covers: Coverage, words: list[str]) -> None:
    await switch_on(office, covers=covers)
    await fill_a_week(office)
    await tick(office, MONDAY, reading(office, MAYA, TOM))
    assert list_texts(office) == [words]


async def test_channel_has_more_members_than_a_statement_takes_parameters(office: Office) -> None:
    await switch_on(office, covers=Coverage.MEMBERS)
    await fill_a_week(office)
    crowd = [UserId(f"U{number}") for number in range(300_000)]
    await tick(office, MONDAY, reading(office, MAYA, TOM, *crowd))
    assert list_texts(office) == [["here", "to Maya"]]


@pytest.mark.parametrize("covers", [Coverage.MEMBERS, Coverage.WORKSPACE])
async def test_digest_among_guests_covers_only_its_channel(office: Office, covers: Coverage) -> None:
    await switch_on(office, covers=covers)
    await fill_a_week(office)
    await tick(office, MONDAY, reading(office, MAYA, TOM, sees_public=False))
    assert list_texts(office) == [["here"]]


async def test_digest_with_unknown_audience_covers_only_its_channel(office: Office) -> None:
    await switch_on(office, covers=Coverage.WORKSPACE)
    await fill_a_week(office)
    await tick(office, MONDAY, {(office.workspace.id, DESIGN): None})
    assert list_texts(office) == [["here"]]


async def test_digest_waits_for_its_audience(office: Office) -> None:
    await switch_on(office, covers=Coverage.WORKSPACE)
    await switch_on(office, channel=ELSEWHERE)
    await fill_a_week(office)
    await tick(office, MONDAY)
    assert list_texts(office) == [["to Maya", "to Li"]]
    await tick(office, MONDAY + timedelta(minutes=1), reading(office, MAYA))
    assert list_texts(office)[1:] == [["here", "to Maya", "to Li"]]


async def test_private_recipient_elsewhere_is_not_named(office: Office) -> None:
    await switch_on(office, covers=Coverage.MEMBERS)
    await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
    await office.give(office.new_recognition(MAYA, LI, words="one is private", channel=ELSEWHERE))
    await tick(office, MONDAY, reading(office, LI, MAYA))
    (chapter,) = office.digests[0].chapters
    assert chapter.recognitions[0].recipients == (MAYA,)


async def test_recognition_in_private_channel_is_only_in_its_digest(office: Office) -> None:
    await switch_on(office, covers=Coverage.WORKSPACE, channel=SECRET)
    await fill_a_week(office)
    await tick(office, MONDAY, reading(office, MAYA, channel=SECRET))
    assert list_texts(office) == [["here", "to Maya", "to Li", "secret"]]


async def test_user_without_digests_is_in_no_wide_digest(office: Office) -> None:
    await switch_on(office, covers=Coverage.WORKSPACE)
    await office.set_preference(LI, DigestPreference.OFF)
    await fill_a_week(office)
    await tick(office, MONDAY, reading(office, MAYA))
    assert list_texts(office) == [["here", "to Maya"]]


async def test_widened_digest_excludes_earlier_weeks(office: Office) -> None:
    """Not even what a digest of the channel looks back for: a transaction that was late."""
    await switch_on(office)
    go_to(office, MONDAY - timedelta(minutes=30))
    await fill_a_week(office)
    await tick(office, MONDAY)
    await switch_on(office, covers=Coverage.WORKSPACE)
    await office.give(office.new_recognition(LI, words="since", channel=ELSEWHERE))
    await tick(office, MONDAY + WEEK, reading(office, MAYA))
    assert list_texts(office) == [["here"], ["since"]]


async def test_guest_who_joins_before_posting_narrows_the_digest(office: Office) -> None:
    await switch_on(office, covers=Coverage.WORKSPACE)
    await fill_a_week(office)
    go_to(office, MONDAY)
    audiences = reading(office, MAYA)
    (made,) = await office.database.write(digests.make_due_digests, MONDAY, audiences)
    assert made.recognitions == 3
    await office.database.write(stored.limit_to_channel, made.id)
    await office.deliver()
    assert list_texts(office) == [["here"]]


async def test_preview_covers_as_much_as_the_digest(office: Office) -> None:
    await switch_on(office, covers=Coverage.MEMBERS)
    await fill_a_week(office)
    office.pass_time(minutes=1)
    for sees_public, words in ((True, {"here", "to Maya"}), (False, {"here"})):
        audience = reading(office, MAYA, sees_public=sees_public)[office.workspace.id, DESIGN]
        seen = await office.database.read(
            digests.make_preview, office.workspace, DESIGN, ANA, "UTC", audience
        )
        assert {
            recognition.text for chapter in seen.chapters for recognition in chapter.recognitions
        } == words


async def test_unmentioned_settings_stay(office: Office) -> None:
    await switch_on(office, covers=Coverage.MEMBERS, quiet_weeks=True)
    await switch_on(office, weekday=4)
    kept = await read_subscription(office)
    assert kept
    assert (kept.contents.covers, kept.contents.quiet_weeks, kept.contents.picture) == (
        Coverage.MEMBERS,
        True,
        True,
    )
