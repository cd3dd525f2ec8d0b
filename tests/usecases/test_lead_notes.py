"""The weekly note to leads: on Monday morning, unless it is empty."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.circle import CircleSource
from bot.domain.ids import ChannelId
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.storage import users, workspaces
from bot.usecases import lead_notes, leads
from bot.usecases.lead_notes import LeadNoteContent
from bot.usecases.leads import CircleAssignment
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office, list_view_texts
from tests.usecases.test_leads import ADMIN, JONAS, list_audit_entries

BERLIN = User(JONAS, "Jonas", "Europe/Berlin")
MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
"""Half past eight in Berlin. The tests begin on the Wednesday before."""


@pytest.fixture(autouse=True)
async def care(office: Office) -> None:
    """Jonas, who lives in Berlin, cares for the people of #design."""
    members = tuple(User(one) for one in (ANA, LI, MAYA, TOM))
    want = CircleAssignment(BERLIN, CircleSource.CHANNEL, DESIGN, "", members)
    await office.database.write(users.save_users, office.workspace.id, [BERLIN])
    await office.database.write(leads.appoint_lead, office.workspace, ADMIN, want)
    await office.deliver()
    office.messages.clear()


async def switch(office: Office, lead: User = BERLIN, *, on: bool = True) -> bool:
    return await office.database.write(lead_notes.switch_lead_note, office.workspace, lead, on=on)


async def notes_at(office: Office, moment: datetime) -> list[LeadNoteContent]:
    """Return the posted notes at that time."""
    office.clock.advance(moment - office.clock.now())
    while await office.database.write(lead_notes.make_due_notes):
        pass
    await office.deliver()
    return [content for content in office.messages.values() if isinstance(content, LeadNoteContent)]


async def test_note_comes_on_monday_morning_with_the_weeks_recognitions(office: Office) -> None:
    assert await switch(office)
    await office.give(office.new_recognition(MAYA, words="in public"))
    await office.give(office.new_recognition(MAYA, words="between us", is_private=True))
    await office.give(
        office.new_recognition(
            MAYA, words="in secret", channel=ChannelId("C0SECRET"), kind=ChannelKind.PRIVATE
        )
    )
    assert await notes_at(office, MONDAY - timedelta(minutes=1)) == []
    (note,) = await notes_at(office, MONDAY)
    assert (note.reader, list_view_texts(note.recognitions)) == (JONAS, ["in public"])
    assert [row for row in await list_audit_entries(office) if row[0] == MAYA] == [(MAYA, JONAS, "note")]
    # A week later there is nothing new.
    assert await notes_at(office, MONDAY + timedelta(weeks=1)) == [note]
    assert len(await list_audit_entries(office)) == 4


async def test_note_omits_what_the_lead_gave(office: Office) -> None:
    await switch(office)
    await office.give(office.new_recognition(LI, giver=JONAS, words="their own"))
    assert await notes_at(office, MONDAY) == []
    assert await list_audit_entries(office) == []
    await office.give(office.new_recognition(MAYA, words="the first by another"))
    for number in range(lead_notes.MAX_RECOGNITIONS + 2):
        await office.give(office.new_recognition(LI, giver=JONAS, words=f"own number {number}"))
    (note,) = await notes_at(office, MONDAY + timedelta(weeks=1))
    assert (list_view_texts(note.recognitions), note.has_older) == (["the first by another"], False)


async def test_empty_note_is_not_sent_and_leaves_no_audit_entry(
    office: Office,
) -> None:
    await switch(office)
    assert await notes_at(office, MONDAY) == []
    assert await list_audit_entries(office) == []


async def test_note_is_sent_to_subscribed_leads_only(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    assert await notes_at(office, MONDAY) == []
    await switch(office)
    await switch(office, on=False)
    await office.give(office.new_recognition(MAYA))
    assert await notes_at(office, MONDAY + timedelta(weeks=1)) == []


async def test_user_without_a_circle_gets_no_note(office: Office) -> None:
    assert not await switch(office, User(LI))
    await switch(office)
    await office.give(office.new_recognition(MAYA))
    want = CircleAssignment(BERLIN, CircleSource.CHANNEL, DESIGN, "", ())
    await office.database.write(leads.dismiss_lead, office.workspace, ADMIN, want)
    assert await notes_at(office, MONDAY) == []


async def test_switch_for_all_leads_stops_notes(office: Office) -> None:
    await switch(office)
    await office.give(office.new_recognition(MAYA))
    await office.database.write(workspaces.set_leads, office.workspace.id, on=False)
    assert await notes_at(office, MONDAY) == []
    assert await list_audit_entries(office) == []


async def test_overdue_note_is_skipped(office: Office) -> None:
    await switch(office)
    await office.give(office.new_recognition(MAYA))
    assert await notes_at(office, MONDAY + timedelta(days=4)) == []
    assert await notes_at(office, MONDAY + timedelta(weeks=1)) == []


async def test_recognition_withdrawn_before_sending_is_omitted(office: Office) -> None:
    await switch(office)
    await office.give(office.new_recognition(MAYA))
    office.clock.advance(MONDAY - office.clock.now())
    await office.database.write(lead_notes.make_due_notes)
    await office.undo()
    assert await notes_at(office, MONDAY) == []


async def test_recognition_withdrawn_later_is_removed_from_the_note(office: Office) -> None:
    await switch(office)
    await office.give(office.new_recognition(MAYA, words="for good"))
    undone = await office.give(office.new_recognition(MAYA, words="on second thoughts"))
    (note,) = await notes_at(office, MONDAY)
    assert len(note.recognitions) == 2
    await office.withdraw(ANA, undone.recognition)
    await office.deliver()
    (note,) = [content for content in office.messages.values() if isinstance(content, LeadNoteContent)]
    assert list_view_texts(note.recognitions) == ["for good"]


async def test_note_without_recognitions_is_deleted(office: Office) -> None:
    await switch(office)
    undone = await office.give(office.new_recognition(MAYA, words="on second thoughts"))
    assert len(await notes_at(office, MONDAY)) == 1
    await office.withdraw(ANA, undone.recognition)
    await office.deliver()
    assert [content for content in office.messages.values() if isinstance(content, LeadNoteContent)] == []
