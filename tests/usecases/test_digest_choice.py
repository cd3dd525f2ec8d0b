"""Which recognitions a digest shows of many, from one week to the next."""

from bot.domain.digest_choice import MAX_SHOWN
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import ChannelId, UserId
from bot.domain.recognition import RecognitionView
from bot.usecases import edits
from tests.usecases.office import Office
from tests.usecases.test_erasure import erase_user
from tests.usecases.weekly import MONDAY, WEEK, preview, switch_on, tick

PEOPLE = [UserId(f"UP{number:02}") for number in range(10)]


async def thank_all(office: Office, week: int, times: int = 1) -> None:
    """Thank each of these users, the first of them more often."""
    for number, user in enumerate(PEOPLE):
        for time in range(times if number else 3 * times):
            giver = UserId(f"UG{week}{number}{time}")
            await office.give(office.new_recognition(user, giver=giver, words=f"week {week}, {user}, {time}"))


def list_shown(office: Office, digest: int = -1) -> tuple[RecognitionView, ...]:
    return office.digests[digest].shown


def people(recognitions: tuple[RecognitionView, ...]) -> set[str]:
    return {user for recognition in recognitions for user in recognition.recipients}


async def test_other_users_are_shown_the_week_after(office: Office) -> None:
    await switch_on(office)
    await thank_all(office, 1)
    await tick(office, MONDAY)
    first = people(list_shown(office))
    assert len(first) == MAX_SHOWN
    await thank_all(office, 2)
    office.pass_time(minutes=1)
    previewed = await preview(office)
    await tick(office, MONDAY + WEEK)
    second = people(list_shown(office))
    assert set(PEOPLE) - first < second
    assert len(second) == MAX_SHOWN
    # The preview chose the same.
    chosen = sorted(previewed.display_order, key=lambda one: previewed.display_order[one])[:MAX_SHOWN]
    assert {recognition.id for recognition in list_shown(office)} == set(chosen)
    # A week without thanks, and one of another channel, are no reason to wait.
    await switch_on(office, channel=ChannelId("C0OTHER"))
    await office.give(office.new_recognition(PEOPLE[0], words="elsewhere", channel=ChannelId("C0OTHER")))
    await tick(office, MONDAY + 3 * WEEK)
    assert people(list_shown(office)) == {PEOPLE[0]}


async def test_withdrawn_recognition_is_replaced_by_the_next(office: Office) -> None:
    await switch_on(office)
    await thank_all(office, 1)
    await tick(office, MONDAY)
    before = list_shown(office)
    gone = before[2]
    await office.withdraw(gone.givers[0], gone)
    await office.deliver()
    after = list_shown(office)
    assert len(after) == MAX_SHOWN
    assert set(before) - {gone} < set(after)
    # The user shown in its place counts as shown, the one who is no longer shown does not.
    await thank_all(office, 2)
    await tick(office, MONDAY + WEEK)
    waiting = set(PEOPLE) - people(after)
    assert gone.recipients[0] in waiting
    assert waiting <= people(list_shown(office))


async def test_erased_user_is_not_among_latest_recipients(office: Office) -> None:
    await switch_on(office)
    await thank_all(office, 1)
    await tick(office, MONDAY)
    somebody = list_shown(office)[0].recipients[0]
    await erase_user(office, somebody, ErasureExtent.EVERYTHING)
    assert somebody not in people(list_shown(office))
    assert len(list_shown(office)) == MAX_SHOWN
    await thank_all(office, 2)
    await tick(office, MONDAY + WEEK)
    assert somebody in people(list_shown(office))


async def test_edit_keeps_the_shown_recognitions(office: Office) -> None:
    await switch_on(office)
    await thank_all(office, 1)
    await tick(office, MONDAY)
    before = [recognition.id for recognition in list_shown(office)]
    one = list_shown(office)[0]
    giver = one.givers[0]
    await office.database.write(edits.edit, office.workspace, giver, one.id, "other words")
    await office.deliver()
    assert [recognition.id for recognition in list_shown(office)] == before
    assert "other words" in {recognition.text for recognition in list_shown(office)}
