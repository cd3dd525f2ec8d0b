"""Prompts: on their Friday afternoon, to those who wished for one."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.domain.erasure import ErasureExtent
from bot.domain.preferences import PromptPreference
from bot.domain.prompt import WeeklyPrompt
from bot.domain.user import User
from bot.storage import users
from bot.usecases import prompts
from bot.usecases.message_contents import PromptContent
from tests.usecases.office import ANA, LI, MAYA, Office
from tests.usecases.test_erasure import erase_user, places_with

FRIDAY = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
"""15:00 in Berlin. The tests begin on the Wednesday before."""
SECOND = timedelta(seconds=1)
WEEK = timedelta(weeks=1)


async def list_questions(office: Office, moment: datetime) -> list[WeeklyPrompt]:
    """Return the posted questions at that time."""
    office.clock.advance(moment - office.clock.now())
    while await office.database.write(prompts.make_due_prompts):
        pass
    await office.deliver()
    return [content.question for content in office.messages.values() if isinstance(content, PromptContent)]


async def test_weekly_prompts_take_turns(office: Office) -> None:
    await office.save_users(ANA, LI)
    await office.set_preference(ANA, PromptPreference.ON)
    assert await list_questions(office, FRIDAY - SECOND) == []
    (first,) = await list_questions(office, FRIDAY)
    assert await list_questions(office, FRIDAY + timedelta(days=6)) == [first]
    questions = await list_questions(office, FRIDAY + WEEK)
    for number in range(2, 9):
        questions = await list_questions(office, FRIDAY + number * WEEK)
    assert len(questions) == 9
    assert all(one != other for one, other in pairwise(questions))
    assert set(questions) == set(WeeklyPrompt)


async def test_only_subscribed_users_get_prompts(office: Office) -> None:
    await office.save_users(ANA, LI)
    await office.set_preference(ANA, PromptPreference.ON)
    await office.set_preference(ANA, PromptPreference.OFF)
    await office.set_preference(LI, PromptPreference.OFF)
    assert await list_questions(office, FRIDAY + WEEK) == []


async def test_unsubscribed_user_gets_no_pending_prompt(office: Office) -> None:
    await office.save_users(ANA)
    await office.set_preference(ANA, PromptPreference.ON)
    office.clock.advance(FRIDAY - office.clock.now())
    assert await office.database.write(prompts.make_due_prompts) == 1
    await office.set_preference(ANA, PromptPreference.OFF)
    await office.deliver()
    assert await list_questions(office, FRIDAY) == []


async def test_prompt_follows_the_current_time_zone(office: Office) -> None:
    await office.save_users(ANA)
    await office.set_preference(ANA, PromptPreference.ON)
    tokyo = User(ANA, name="ana", timezone="Asia/Tokyo")
    assert len(await list_questions(office, FRIDAY)) == 1
    await office.database.write(users.save_users, office.workspace.id, [tokyo])
    assert len(await list_questions(office, FRIDAY + WEEK)) == 2
    assert len(await list_questions(office, FRIDAY + 2 * WEEK - timedelta(hours=8, seconds=1))) == 2
    assert len(await list_questions(office, FRIDAY + 2 * WEEK - timedelta(hours=8))) == 3


async def test_late_prompt_is_skipped(office: Office) -> None:
    await office.save_users(ANA)
    await office.set_preference(ANA, PromptPreference.ON)
    assert await list_questions(office, FRIDAY + timedelta(hours=12)) == []
    assert len(await list_questions(office, FRIDAY + WEEK)) == 1


async def test_erased_user_gets_no_prompt(office: Office) -> None:
    await office.save_users(MAYA)
    await office.set_preference(MAYA, PromptPreference.ON)
    await erase_user(office, MAYA, ErasureExtent.EVERYTHING)
    assert await places_with(office, MAYA) == {"erasure"}
    assert await list_questions(office, FRIDAY + WEEK) == []
