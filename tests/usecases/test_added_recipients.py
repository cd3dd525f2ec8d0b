"""Thanking more people for the same."""

from msgspec.structs import replace

from bot.domain.ids import UserId
from bot.domain.pending_recognition import PendingDecision, PendingQuestion, PendingRecognition
from bot.domain.recognition import ExclusionReason, RefusalReason, Rejection
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.usecases import added_recipients, pending_recognitions
from bot.usecases.added_recipients import AddedRecipients
from bot.usecases.recognitions import RecordedRecognition
from tests.usecases.office import ANA, LI, MAYA, TOM, Office


async def add(office: Office, given: RecordedRecognition, *users: UserId, giver: UserId = ANA) -> object:
    named = [User(user) for user in users]
    return await office.database.write(
        added_recipients.add_recipients, office.workspace, giver, given.recognition.id, named
    )


async def test_added_recipients_get_the_same_recognition(office: Office) -> None:
    given = await office.give(office.new_recognition(MAYA, values=("creativity",)))
    await office.deliver()
    for _ in range(2):
        added = await add(office, given, LI)
        assert isinstance(added, AddedRecipients)
        assert added.recognition.recipients == (LI, MAYA)
        await office.deliver()
    assert [recognition.recipients for recognition in office.shout_outs] == [(LI, MAYA)]
    assert len(office.list_direct_messages(LI)) == 1
    assert [recognition.values for recognition in await office.list_received(LI)] == [("creativity",)]
    assert await add(office, given, TOM, giver=MAYA) is None


async def test_added_recipients_are_thanked_by_their_preferences(office: Office) -> None:
    await office.set_thanks_preference(MAYA, ThanksPreference.PRIVATELY)
    await office.set_thanks_preference(TOM, ThanksPreference.NEVER)
    given = await office.give(office.new_recognition(MAYA))
    await office.deliver()
    assert office.shout_outs == []
    assert await add(office, given, TOM, ANA) == Rejection(
        RefusalReason.NO_RECIPIENTS, {TOM: ExclusionReason.DECLINED, ANA: ExclusionReason.SELF}
    )
    assert isinstance(await add(office, given, LI), AddedRecipients)
    await office.deliver()
    assert [recognition.recipients for recognition in office.shout_outs] == [(LI,)]
    await office.take_down(LI, given.recognition)
    added = await add(office, given, LI)
    assert isinstance(added, AddedRecipients)
    assert added.excluded == {LI: ExclusionReason.DECLINED}
    assert await office.list_received(LI) == []


async def test_anonymous_recognition_waits_for_an_answer(office: Office) -> None:
    gift = office.new_recognition(MAYA, words="thanks for the calm")
    asked = replace(await pending(office), deduplication_key=gift.deduplication_key, text=gift.text)
    for _ in range(2):
        found = await office.database.write(pending_recognitions.ask_giver, gift, asked)
        assert found == asked
    wordless = replace(gift, text="🎉")
    refused = await office.database.write(pending_recognitions.ask_giver, wordless, asked)
    assert refused == Rejection(RefusalReason.NO_TEXT, {})
    assert await office.count_rows("recognition") == {"recognition": 0}
    for _ in range(2):
        await office.database.write(pending_recognitions.apply_decision, gift, PendingDecision.PRIVATELY)
    await office.deliver()
    assert office.shout_outs == []
    assert len(office.list_direct_messages(MAYA)) == 1
    assert await office.database.write(pending_recognitions.ask_giver, gift, asked) is None


async def pending(office: Office) -> PendingRecognition:
    """A question about anonymity."""
    await office.set_thanks_preference(TOM, ThanksPreference.PRIVATELY)
    named = await office.give_or_ask(office.new_recognition(MAYA, words=f"with <@{TOM}>"))
    return replace(named, question=PendingQuestion.ANONYMOUS)
