"""So many thanks in an hour and no more, however they are given."""

from bot.domain.credit import MAX_CREDITS_PER_HOUR, CreditRefusal, NewCredit
from bot.domain.ids import UserId
from bot.domain.recognition import MAX_PER_PERIOD, RATE_PERIOD, ExclusionReason, RefusalReason, Rejection
from bot.domain.user import User
from bot.usecases import shared_credits
from bot.usecases.recognitions import RecordedRecognition
from bot.usecases.shared_credits import ShareResult
from tests.usecases.office import ANA, LI, MAYA, TOM, Office


async def give_many(office: Office, count: int, giver: UserId = ANA) -> None:
    for number in range(count):
        await office.give(office.new_recognition(MAYA, giver=giver, words=f"thanks {number}"))


async def is_refused(office: Office, giver: UserId = ANA) -> bool:
    """Whether the next one is one too many."""
    given = await office.try_to_give(office.new_recognition(MAYA, giver=giver, words="one more"))
    if isinstance(given, RecordedRecognition):
        return False
    assert isinstance(given, Rejection)
    assert given.reason is RefusalReason.TOO_OFTEN
    return True


async def test_recognition_beyond_thirty_is_refused(office: Office) -> None:
    await give_many(office, MAX_PER_PERIOD - 1)
    assert not await is_refused(office)
    assert await is_refused(office)
    assert (await office.count_rows("recognition"))["recognition"] == 30
    assert not await is_refused(office, giver=LI)


async def test_limit_ends_with_the_hour(office: Office) -> None:
    await give_many(office, 1)
    office.pass_time(minutes=10)
    await give_many(office, MAX_PER_PERIOD - 1)
    office.pass_time(seconds=(RATE_PERIOD.total_seconds() - 600 - 0.001))
    assert await is_refused(office)
    office.pass_time(seconds=0.001)
    assert not await is_refused(office)
    assert await is_refused(office)


async def test_repeated_request_counts_once_and_gets_the_same_answer(office: Office) -> None:
    gift = office.new_recognition(MAYA, deduplication_key="command:1.1")
    for _ in range(MAX_PER_PERIOD + 5):
        assert isinstance(await office.try_to_give(gift), RecordedRecognition)
    await give_many(office, MAX_PER_PERIOD - 1)
    assert await is_refused(office)
    again = await office.try_to_give(gift)
    assert isinstance(again, RecordedRecognition)
    assert again.is_repeated


async def test_withdrawn_recognitions_count(office: Office) -> None:
    for _ in range(MAX_PER_PERIOD):
        await office.give(office.new_recognition(MAYA))
        await office.undo()
    assert await is_refused(office)


async def test_rejected_recognitions_do_not_count(office: Office) -> None:
    for _ in range(MAX_PER_PERIOD + 1):
        assert isinstance(await office.try_to_give(office.new_recognition(MAYA, words="🎉")), Rejection)
    assert not await is_refused(office)


async def test_emoji_do_not_count(office: Office) -> None:
    for number in range(MAX_PER_PERIOD + 5):
        assert await office.react(office.make_reaction(ANA, TOM, ts=f"1700000000.{number:06}"))
    assert not await is_refused(office)


async def test_withdrawn_credits_count(office: Office) -> None:
    await office.save_users(ANA, MAYA)
    recognition = (await office.give(office.new_recognition(MAYA))).recognition.id

    async def share_with(colleague: UserId) -> ShareResult | ExclusionReason | CreditRefusal:
        wanted = NewCredit(MAYA, User(colleague), "she found it", (), can_read=True)
        return await office.database.write(shared_credits.share, office.workspace, recognition, wanted)

    async def take_back(colleague: UserId) -> None:
        await office.database.write(
            shared_credits.withdraw_credits, office.workspace, MAYA, recognition, [colleague]
        )

    for number in range(MAX_CREDITS_PER_HOUR):
        assert isinstance(await share_with(UserId(f"U{number:03}")), ShareResult)
        await take_back(UserId(f"U{number:03}"))
    assert await share_with(UserId("U999")) is CreditRefusal.TOO_OFTEN
    office.pass_time(seconds=RATE_PERIOD.total_seconds())
    assert isinstance(await share_with(UserId("U999")), ShareResult)
