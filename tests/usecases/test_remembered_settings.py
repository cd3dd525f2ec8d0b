"""What was read by settings that changed since is not recorded; it disturbs no other recognition."""

from bot.domain.new_recognition import NewRecognition
from bot.storage import workspaces
from bot.storage.engine import Transaction
from bot.usecases.pending_recognitions import Gift, NotRecorded, Outcome, give_or_ask_all
from bot.usecases.recognitions import RecordedRecognition
from bot.usecases.remembered_settings import RememberedSettings, find_current
from tests.storage.executed_statements import record_statements
from tests.usecases.office import ANA, LI, MAYA, TOM, Office, list_view_texts, make_pending


def make_gift(new: NewRecognition, read_by: RememberedSettings | None) -> Gift:
    return Gift(new, make_pending(new), read_by)


async def test_only_what_was_read_by_current_settings_is_recorded(office: Office) -> None:
    def give(tx: Transaction, *gifts: Gift) -> tuple[list[Outcome], int]:
        with record_statements(tx.connection) as executed:
            return give_or_ask_all(tx, gifts), len(executed)

    before = await office.database.read(find_current, office.workspace.id)
    assert await office.database.read(find_current, office.workspace.id) == before
    (outcome,), statements = await office.database.write(
        give, make_gift(office.new_recognition(MAYA, words="first"), before)
    )
    assert isinstance(outcome, RecordedRecognition)
    assert statements > 1

    await office.database.write(workspaces.update_settings, office.workspace.id, values_asked=True)
    now = await office.database.read(find_current, office.workspace.id)
    assert now != before
    outcomes, _ = await office.database.write(
        give,
        make_gift(office.new_recognition(MAYA, giver=LI, words="stale"), before),
        make_gift(office.new_recognition(ANA, giver=TOM, words="current"), now),
        make_gift(office.new_recognition(ANA, giver=LI, words="just read"), None),
    )
    assert outcomes[0] is NotRecorded.SETTINGS_CHANGED
    assert [one.recognition.text for one in outcomes if isinstance(one, RecordedRecognition)] == [
        "current",
        "just read",
    ]
    assert list_view_texts(await office.list_in_channel()) == ["just read", "current", "first"]
    alone, statements = await office.database.write(
        give, make_gift(office.new_recognition(MAYA, words="stale"), before)
    )
    assert (alone, statements) == ([NotRecorded.SETTINGS_CHANGED], 1)
