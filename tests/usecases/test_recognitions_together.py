"""Recognitions that are given at the same time: as if one came after the other, in the same statements."""

from bot.domain.ids import UserId
from bot.domain.new_recognition import NewRecognition
from bot.domain.recognition import MAX_PER_PERIOD, RefusalReason, Rejection
from bot.domain.visibility import ThanksPreference
from bot.storage.engine import Transaction
from bot.usecases.recognitions import GiveResult, RecordedRecognition, give_all
from tests.storage.executed_statements import record_statements
from tests.usecases.office import ANA, LI, MAYA, TOM, Office, list_view_texts


async def give_together(office: Office, *new_recognitions: NewRecognition) -> list[GiveResult]:
    return await office.database.write(give_all, new_recognitions)


async def test_each_is_recorded_and_announced(office: Office) -> None:
    results = await give_together(
        office,
        office.new_recognition(MAYA, words="first", values=("creativity",)),
        office.new_recognition(ANA, giver=LI, words="second"),
        office.new_recognition(MAYA, TOM, giver=LI, words="third"),
    )
    recorded = [result.recognition for result in results if isinstance(result, RecordedRecognition)]
    assert [(one.text, one.values) for one in recorded] == [
        ("first", ("creativity",)),
        ("second", ()),
        ("third", ()),
    ]
    # Their order is that of their ids, by which everything is sorted.
    assert list_view_texts(await office.list_in_channel()) == ["third", "second", "first"]
    assert [*await office.list_given(LI), *await office.list_given(ANA)] == recorded[::-1]
    await office.deliver()
    assert [shown.text for shown in office.shout_outs] == ["first", "second", "third"]
    explained = {
        user: [one.is_first for one in office.list_direct_messages(user)] for user in (ANA, MAYA, TOM)
    }
    assert explained == {ANA: [True], MAYA: [True], TOM: [True]}


async def test_second_with_the_same_key_repeats_the_first(office: Office) -> None:
    once = office.new_recognition(MAYA, words="once", deduplication_key="command:1")
    again = office.new_recognition(MAYA, words="again", deduplication_key="command:1")
    first, second = await give_together(office, once, again)
    assert isinstance(first, RecordedRecognition)
    assert isinstance(second, RecordedRecognition)
    assert (first.is_repeated, second.is_repeated) == (False, True)
    assert first.recognition == second.recognition
    assert (await office.count_rows("recognition"))["recognition"] == 1


async def test_limit_counts_those_that_come_together(office: Office) -> None:
    repeated = office.new_recognition(MAYA, deduplication_key="command:repeated")
    await office.give(repeated)
    more = [office.new_recognition(MAYA, words=f"thanks {number}") for number in range(MAX_PER_PERIOD)]
    results = await give_together(office, *more, repeated)
    assert all(isinstance(result, RecordedRecognition) for result in results[:-2])
    refused, last = results[-2:]
    assert isinstance(refused, Rejection)
    assert refused.reason is RefusalReason.TOO_OFTEN
    assert isinstance(last, RecordedRecognition)
    assert last.is_repeated


async def test_refusal_disturbs_no_other(office: Office) -> None:
    await office.set_thanks_preference(TOM, ThanksPreference.NEVER)
    refused, recorded = await give_together(
        office, office.new_recognition(TOM), office.new_recognition(MAYA, words="kept")
    )
    assert isinstance(refused, Rejection)
    assert isinstance(recorded, RecordedRecognition)
    assert await office.list_received(MAYA) == await office.list_given(ANA)


async def test_number_of_statements_is_fixed(office: Office) -> None:
    people = [UserId(f"U{number:03}") for number in range(60)]
    await office.save_users(*people)

    def count(tx: Transaction, number: int, start: int) -> int:
        new = [
            office.new_recognition(
                people[start + one + 1], giver=people[start + one], words="for it", values=("creativity",)
            )
            for one in range(number)
        ]
        with record_statements(tx.connection) as executed:
            give_all(tx, new)
        return len(executed)

    # The first ones explain preferences, in one more statement for all.
    await office.database.write(count, 50, 0)
    alone, together = [await office.database.write(count, number, 0) for number in (1, 50)]
    assert alone == together <= 12
