"""Memories: a recognition of a year ago in the prompt of its recipient."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.erasure import ErasureExtent
from bot.domain.preferences import DigestPreference, PromptPreference
from bot.domain.recognition import RecognitionView
from bot.domain.user import ERASED
from bot.usecases import prompts
from bot.usecases.message_contents import PromptContent
from tests.usecases.office import ANA, LI, MAYA, Office
from tests.usecases.test_erasure import erase_user

GIVEN = datetime(2026, 11, 25, 12, tzinfo=UTC)
A_YEAR_LATER = datetime(2027, 11, 26, 14, tzinfo=UTC)
"""Friday 15:00 in Berlin, in the week of the day on which a year before thanks were given."""
WEEK = timedelta(weeks=1)


async def friday(office: Office, moment: datetime) -> list[PromptContent]:
    """Return the prompts posted by this Friday."""
    for then in (moment - timedelta(days=2), moment):
        office.clock.advance(max(then - office.clock.now(), timedelta()))
        while await office.database.write(prompts.make_due_prompts):
            pass
    await office.deliver()
    return standing(office)


def standing(office: Office) -> list[PromptContent]:
    """Return the prompts as they are now."""
    return [content for content in office.messages.values() if isinstance(content, PromptContent)]


def memory_text(prompt: PromptContent) -> str:
    """Return the text of a prompt's memory."""
    return prompt.memory.text if prompt.memory else ""


def givers(prompt: PromptContent) -> tuple[str, ...]:
    """Who said them."""
    return prompt.memory.givers if prompt.memory else ()


async def maya_thanked(office: Office, *text: str, is_private: bool = False) -> None:
    """Maya, who wishes for prompts, is thanked by Ana."""
    await office.save_users(ANA, LI, MAYA)
    await office.set_preference(MAYA, PromptPreference.ON)
    for said in text:
        await office.give(office.new_recognition(MAYA, words=said, is_private=is_private))


async def test_memory_is_sent_once_a_year_later(office: Office) -> None:
    await maya_thanked(office, "for the sketches")
    assert GIVEN - timedelta(days=1) < office.clock.now() < GIVEN + timedelta(days=1)
    (before,) = await friday(office, A_YEAR_LATER - WEEK)
    assert before.memory is None
    _, now = await friday(office, A_YEAR_LATER)
    assert memory_text(now) == "for the sketches"
    assert givers(now) == (ANA,)
    *_, after = await friday(office, A_YEAR_LATER + WEEK)
    assert after.memory is None


async def test_first_of_several_recognitions_is_the_memory(office: Office) -> None:
    await maya_thanked(office, "for the sketches", "for the talk")
    (prompt,) = await friday(office, A_YEAR_LATER)
    assert memory_text(prompt) == "for the sketches"


async def test_private_recognition_is_a_memory_of_its_recipient(office: Office) -> None:
    await maya_thanked(office, "between us", is_private=True)
    await office.set_preference(ANA, PromptPreference.ON)
    found = {prompt.reader: memory_text(prompt) for prompt in await friday(office, A_YEAR_LATER)}
    assert found == {ANA: "", MAYA: "between us"}


async def test_user_without_digests_gets_memories(office: Office) -> None:
    await maya_thanked(office, "for the sketches")
    await office.set_preference(MAYA, DigestPreference.OFF)
    (prompt,) = await friday(office, A_YEAR_LATER)
    assert prompt.memory


async def test_withdrawn_recognition_is_no_memory(office: Office) -> None:
    await maya_thanked(office, "for the sketches", "for the talk")
    await office.undo()
    (prompt,) = await friday(office, A_YEAR_LATER)
    assert memory_text(prompt) == "for the sketches"


@pytest.mark.parametrize("is_sent", [True, False])
async def test_taken_down_memory_leaves_the_question(office: Office, *, is_sent: bool) -> None:
    await maya_thanked(office, "for the sketches")
    await friday(office, A_YEAR_LATER - WEEK)
    office.clock.advance(A_YEAR_LATER - office.clock.now())
    assert await office.database.write(prompts.make_due_prompts) == 1
    if is_sent:
        await office.deliver()
    recognition = await _latest(office)
    assert await office.take_down(MAYA, recognition)
    await office.deliver()
    prompt = standing(office)[-1]
    assert prompt.memory is None
    assert len(standing(office)) == 2


async def test_erased_giver_is_called_a_colleague(office: Office) -> None:
    await maya_thanked(office, "for the sketches")
    await friday(office, A_YEAR_LATER)
    await erase_user(office, ANA, ErasureExtent.NAME)
    (prompt,) = standing(office)
    assert givers(prompt) == (ERASED,)


async def test_erased_text_is_in_no_prompt(office: Office) -> None:
    await maya_thanked(office, "for the sketches")
    await friday(office, A_YEAR_LATER)
    await erase_user(office, ANA, ErasureExtent.EVERYTHING)
    assert [prompt.memory for prompt in standing(office)] in ([], [None])


async def _latest(office: Office) -> RecognitionView:
    (recognition,) = await office.list_received(MAYA)
    return recognition
