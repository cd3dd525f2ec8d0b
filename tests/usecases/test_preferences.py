"""What people choose for themselves, and what follows from it."""

from datetime import timedelta

import pytest

from bot.domain.audit import AuditedQuery, AuditKind
from bot.domain.circle import CircleSource
from bot.domain.delivery import MIN_SEARCH_DELAY, Failure
from bot.domain.ids import ChannelId, UserId
from bot.domain.preferences import (
    DigestPreference,
    MessagePreference,
    Preference,
    Preferences,
    PromptPreference,
    ReactionPreference,
)
from bot.domain.recipient_groups import ShoutOutState
from bot.domain.visibility import ThanksPreference
from bot.storage import audit_entries, circles, users, workspaces
from bot.storage.engine import Transaction
from bot.usecases import preferences, recognition_status
from bot.usecases.delivery_results import Deferred, Failed
from bot.usecases.message_contents import ShoutOutContent
from bot.usecases.preferences import PreferencesPage
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office, compose_delivery, list_view_texts
from tests.usecases.weekly import MONDAY, give_text, go_to, list_texts, preview, switch_on, tick

BOT = UserId("UBOT")

ELSEWHERE = ChannelId("C0ELSEWHERE")


async def show(office: Office, user: UserId) -> PreferencesPage:
    return await office.database.read(preferences.find_page, office.workspace, user)


async def afternoon(office: Office) -> None:
    """It was 11:00 in Berlin; now it is 16:00 there."""
    office.pass_time(hours=5)
    await office.make_summaries()
    await office.deliver()


def heard(office: Office, user: str) -> list[list[str]]:
    """Return the texts in every daily summary to this user."""
    return [list_view_texts(one.recognitions) for one in office.list_summaries(user)]


class TestPreferences:
    """Each is kept, and changes nothing else."""

    @pytest.mark.parametrize(
        "choice",
        [ThanksPreference.PRIVATELY, MessagePreference.DAILY, DigestPreference.OFF, ReactionPreference.OFF],
    )
    async def test_each_preference_is_stored(self, office: Office, choice: Preference) -> None:
        assert (await show(office, MAYA)).preferences == Preferences()
        for _ in range(2):
            await office.set_preference(MAYA, choice)
            assert (await show(office, MAYA)).preferences == Preferences().replace_preference(choice)
        assert (await show(office, ANA)).preferences == Preferences()

    async def test_preferences_are_independent(self, office: Office) -> None:
        expected = Preferences(
            ThanksPreference.NEVER,
            MessagePreference.NEVER,
            DigestPreference.OFF,
            ReactionPreference.OFF,
            PromptPreference.ON,
        )
        for choice in expected:
            await office.set_preference(MAYA, choice)
        assert (await show(office, MAYA)).preferences == expected
        for choice in Preferences():
            await office.set_preference(MAYA, choice)
        assert (await show(office, MAYA)).preferences == Preferences()

    async def test_page_shows_reactions_switched_off_by_button(self, office: Office) -> None:
        await office.database.write(users.set_preference, office.workspace.id, MAYA, ReactionPreference.OFF)
        assert (await show(office, MAYA)).preferences.reactions is ReactionPreference.OFF

    async def test_user_who_chose_gets_no_explanation(self, office: Office) -> None:
        await office.set_preference(MAYA, DigestPreference.OFF)
        await office.give(office.new_recognition(MAYA))
        await office.deliver()
        assert office.list_direct_messages(MAYA) == []
        await office.give(office.new_recognition(LI))
        await office.deliver()
        assert [d.is_first for d in office.list_direct_messages(LI)] == [True]


class TestDailyMessages:
    """What would have come at once comes in the afternoon, all in one message."""

    async def test_one_message_has_all_notifications(self, office: Office) -> None:
        await office.save_users(MAYA)
        await office.set_preference(MAYA, MessagePreference.DAILY)
        await office.give(office.new_recognition(MAYA, words="private", is_private=True))
        await office.give(office.new_recognition(MAYA, words="not seen", channel=ELSEWHERE))
        await office.give(office.new_recognition(MAYA, words="seen"))
        await office.react(office.make_reaction(LI, MAYA))
        await office.deliver()
        assert office.list_direct_messages(MAYA) == []
        assert office.list_summaries(MAYA) == []
        await afternoon(office)
        assert heard(office, MAYA) == [["private", "not seen", ""]]
        (message,) = office.list_summaries(MAYA)
        assert [recognition.is_private for recognition in message.recognitions] == [True, False, False]
        assert message.new == {recognition.id for recognition in message.recognitions}
        assert office.list_direct_messages(MAYA) == []

    async def test_private_recognition_is_in_its_recipients_summary_only(self, office: Office) -> None:
        await office.save_users(MAYA, LI)
        for user in (MAYA, LI):
            await office.set_preference(user, MessagePreference.DAILY)
        await office.give(office.new_recognition(MAYA, LI, words="between us", is_private=True))
        await office.deliver()
        await afternoon(office)
        for user in (MAYA, LI):
            (recognition,) = office.list_summaries(user)[0].recognitions
            assert (recognition.recipients, recognition.is_private) == ((user,), True)

    async def test_summary_is_sent_in_the_readers_afternoon(self, office: Office) -> None:
        """Tom is unknown: his afternoon is that of UTC."""
        await office.set_preference(TOM, MessagePreference.DAILY)
        await office.give(office.new_recognition(TOM, is_private=True))
        await office.deliver()
        office.pass_time(hours=5)
        assert await office.make_summaries() == 0
        office.pass_time(hours=1)
        assert await office.make_summaries() == 1

    async def test_recognition_withdrawn_before_sending_is_omitted(self, office: Office) -> None:
        await office.save_users(MAYA)
        await office.set_preference(MAYA, MessagePreference.DAILY)
        await office.give(office.new_recognition(MAYA, words="oops", is_private=True))
        await office.deliver()
        await office.undo()
        await afternoon(office)
        assert office.messages == {}

    async def test_recognition_withdrawn_after_sending_is_removed(self, office: Office) -> None:
        await office.save_users(MAYA)
        await office.set_preference(MAYA, MessagePreference.DAILY)
        await office.give(office.new_recognition(MAYA, words="kept", is_private=True))
        await office.give(office.new_recognition(MAYA, words="oops", is_private=True))
        await office.deliver()
        await afternoon(office)
        await office.undo()
        await office.deliver()
        assert heard(office, MAYA) == [["kept"]]
        await office.undo()
        await office.deliver()
        assert office.messages == {}

    async def test_later_endorsement_is_shown_as_one(self, office: Office) -> None:
        await office.save_users(MAYA)
        await office.set_preference(MAYA, MessagePreference.DAILY)
        office.members[DESIGN].remove(MAYA)
        await office.give(office.new_recognition(MAYA, words="the map"))
        await office.deliver()
        await afternoon(office)
        ((_, ts),) = [place for place, c in office.messages.items() if isinstance(c, ShoutOutContent)]
        await office.react(office.make_reaction(LI, BOT, ts=ts))
        office.pass_time(days=1)
        await office.make_summaries()
        await office.deliver()
        first, second = office.list_summaries(MAYA)
        assert [len(first.new), len(second.new)] == [1, 0]
        assert second.recognitions[0].endorsers == (LI,)

    async def test_crash_loses_no_notification(self, office: Office) -> None:
        """The result is recorded once, by the process that takes the delivery over."""
        await office.save_users(MAYA)
        await office.set_preference(MAYA, MessagePreference.DAILY)
        await office.give(office.new_recognition(MAYA, words="private", is_private=True))
        (delivery,) = await office.claim()
        assert isinstance(await office.send(delivery), Deferred)
        assert await office.count_rows("pending_notification", "outbox_message") == {
            "pending_notification": 0,
            "outbox_message": 1,
        }
        office.pass_time(seconds=20)
        # What the dead process may have posted is given time to arrive.
        assert await office.claim() == []
        office.pass_time(seconds=MIN_SEARCH_DELAY.total_seconds())
        (again,) = await office.claim()
        for one in (again, delivery):
            await office.record_result(one, Deferred())
        assert await office.count_rows("pending_notification", "outbox_message") == {
            "pending_notification": 1,
            "outbox_message": 0,
        }
        await afternoon(office)
        assert heard(office, MAYA) == [["private"]]

    async def test_user_who_chose_gets_no_explanation(self, office: Office) -> None:
        """This holds too if the first recognition was withdrawn before it was sent."""
        await office.give(office.new_recognition(MAYA, words="first"))
        await office.set_preference(MAYA, MessagePreference.DAILY)
        await office.undo()
        await office.give(office.new_recognition(MAYA, words="seen in the channel"))
        await office.deliver()
        assert list_view_texts(office.shout_outs) == ["seen in the channel"]
        assert await office.count_rows("pending_notification") == {"pending_notification": 0}

    async def test_pending_messages_follow_the_preference(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA, words="private", is_private=True))
        await office.set_preference(MAYA, MessagePreference.DAILY)
        (delivery,) = await office.claim()
        composed = await office.database.read(compose_delivery, delivery)
        assert (composed.is_deferred, composed.unless_in) == (True, "")


class TestNoMessages:
    """No message about recognitions, reactions or endorsements; all of them are in the history."""

    async def test_no_message_is_sent_and_history_is_complete(self, office: Office) -> None:
        await office.save_users(MAYA)
        await office.set_preference(MAYA, MessagePreference.NEVER)
        await office.give(office.new_recognition(MAYA, words="private", is_private=True))
        await office.give(office.new_recognition(MAYA, words="not seen", channel=ELSEWHERE))
        await office.react(office.make_reaction(LI, MAYA))
        await office.react(office.make_reaction(MAYA, LI, ts="1.2"))
        await office.deliver()
        await afternoon(office)
        place = MAYA.replace("U", "D", 1)
        assert [content for (channel, _), content in office.messages.items() if channel == place] == []
        assert sorted(list_view_texts(await office.list_received(MAYA))) == ["", "not seen", "private"]
        assert await office.count_rows("outbox_message") == {"outbox_message": 0}

    async def test_giver_is_told_that_the_recipient_gets_no_message(self, office: Office) -> None:
        await office.set_preference(MAYA, MessagePreference.NEVER)
        await office.set_preference(LI, MessagePreference.DAILY)
        quiet = office.new_recognition(MAYA, LI, TOM, words="quiet", is_private=True)
        given = await office.give(quiet)
        assert given.without_messages == (MAYA,)
        assert (await office.give(quiet)).without_messages == (MAYA,)
        recognition = given.recognition.id
        delivered = await office.database.read(recognition_status.find_status, office.workspace, recognition)
        assert (delivered.without_messages, delivered.state) == ((MAYA,), ShoutOutState.NONE)

    async def test_state_of_shout_out_is_known(self, office: Office) -> None:
        given = await office.give(office.new_recognition(MAYA))

        async def state() -> ShoutOutState:
            found = await office.database.read(
                recognition_status.find_status, office.workspace, given.recognition.id
            )
            return found.state

        assert await state() is ShoutOutState.COMING
        await office.deliver()
        assert await state() is ShoutOutState.POSTED
        refused = await office.give(office.new_recognition(LI, words="refused"))
        for claimed in await office.claim():
            await office.record_result(claimed, Failed(Failure.REFUSED, "is_archived"))
        given = refused
        assert await state() is ShoutOutState.MISSING

    async def test_pending_notifications_are_not_sent(self, office: Office) -> None:
        await office.react(office.make_reaction(LI, MAYA))
        await office.set_preference(MAYA, MessagePreference.NEVER)
        await afternoon(office)
        assert office.list_summaries(MAYA) == []

    async def test_own_failures_are_reported_all_the_same(self, office: Office) -> None:
        await office.set_preference(ANA, MessagePreference.NEVER)
        await office.give(office.new_recognition(MAYA))
        (shout_out, *_) = await office.claim()
        await office.record_result(shout_out, Failed(Failure.REFUSED, "is_archived"))
        await office.deliver()
        assert len(office.list_undelivered(ANA)) == 1


class TestNoDigests:
    """Who wishes to be in no digest is in none."""

    async def test_recipient_is_omitted(self, office: Office) -> None:
        await switch_on(office)
        await office.set_preference(MAYA, DigestPreference.OFF)
        await office.give(office.new_recognition(MAYA, LI, words="to both"))
        await office.give(office.new_recognition(MAYA, words="to her alone"))
        await tick(office, MONDAY)
        assert list_texts(office) == [["to both"]]
        assert office.digests[0].chapters[0].recognitions[0].recipients == (LI,)
        assert set(list_view_texts(await office.list_in_channel())) == {"to both", "to her alone"}

    async def test_giver_is_omitted(self, office: Office) -> None:
        await switch_on(office)
        await office.set_preference(ANA, DigestPreference.OFF)
        await office.give(office.new_recognition(MAYA, words="from her alone"))
        await office.give(office.new_recognition(MAYA, giver=LI, words="from another"))
        await office.react(office.make_reaction(ANA, MAYA))
        await office.react(office.make_reaction(LI, MAYA))
        await office.react(office.make_reaction(ANA, LI, ts="1.2"))
        await tick(office, MONDAY)
        stories = [
            recognition for chapter in office.digests[0].chapters for recognition in chapter.recognitions
        ]
        assert sorted((recognition.text, recognition.givers) for recognition in stories) == [
            ("", (LI,)),
            ("from another", (LI,)),
        ]

    async def test_endorser_is_omitted(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "the map")
        await office.deliver()
        ((_, ts),) = [place for place, c in office.messages.items() if isinstance(c, ShoutOutContent)]
        for user in (LI, TOM):
            await office.react(office.make_reaction(user, BOT, ts=ts))
        await office.set_preference(LI, DigestPreference.OFF)
        await tick(office, MONDAY)
        assert office.digests[0].chapters[0].recognitions[0].endorsers == (TOM,)

    async def test_text_that_names_them_is_omitted(self, office: Office) -> None:
        await switch_on(office)
        await office.set_preference(LI, DigestPreference.OFF)
        await give_text(office, f"for helping <@{LI}>")
        await give_text(office, f"for helping <@{TOM}>")
        await tick(office, MONDAY)
        assert list_texts(office) == [[f"for helping <@{TOM}>"]]

    async def test_empty_digest_is_not_posted(self, office: Office) -> None:
        await switch_on(office)
        await office.set_preference(MAYA, DigestPreference.OFF)
        await give_text(office, "to her alone")
        await tick(office, MONDAY)
        assert office.digests == []

    async def test_preview_omits_them_too(self, office: Office) -> None:
        await office.set_preference(MAYA, DigestPreference.OFF)
        await office.give(office.new_recognition(MAYA, LI, words="to both"))
        await give_text(office, "to her alone")
        office.pass_time(minutes=1)
        (chapter,) = (await preview(office)).chapters
        assert [(recognition.text, recognition.recipients) for recognition in chapter.recognitions] == [
            ("to both", (LI,))
        ]

    async def test_choice_between_making_and_posting_counts(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "to her alone")
        await office.give(office.new_recognition(MAYA, LI, words="to both"))
        go_to(office, MONDAY)
        await office.make_digests()
        await office.set_preference(MAYA, DigestPreference.OFF)
        await office.deliver()
        assert list_texts(office) == [["to both"]]

    async def test_posted_digests_are_updated(self, office: Office) -> None:
        await switch_on(office)
        await give_text(office, "to Maya")
        await office.give(office.new_recognition(LI, words=f"with <@{MAYA}>"))
        await office.give(office.new_recognition(MAYA, LI, words="to both"))
        await office.give(office.new_recognition(LI, giver=MAYA, words="from Maya"))
        await tick(office, MONDAY)
        everything = list_texts(office)
        assert len(everything[0]) == 4
        await office.set_preference(MAYA, DigestPreference.OFF)
        await office.deliver()
        assert list_texts(office) == [["to both"]]
        await office.set_preference(MAYA, DigestPreference.ON)
        await office.deliver()
        assert list_texts(office) == everything

    @pytest.mark.parametrize("person", ["UGIVER", "URECIPIENT", "UVOICE", "UNAMED"])
    async def test_digest_is_updated_whatever_their_part(self, office: Office, person: UserId) -> None:
        await switch_on(office)
        await office.give(
            office.new_recognition(UserId("URECIPIENT"), giver=UserId("UGIVER"), words="with <@UNAMED>")
        )
        await office.deliver()
        ((_, ts),) = [place for place, c in office.messages.items() if isinstance(c, ShoutOutContent)]
        await office.react(office.make_reaction(UserId("UVOICE"), BOT, ts=ts))
        await tick(office, MONDAY)
        await office.set_preference(person, DigestPreference.OFF)
        await office.deliver()
        assert list_texts(office) == ([["with <@UNAMED>"]] if person == "UVOICE" else [])

    async def test_only_a_change_updates_only_their_digests(self, office: Office) -> None:
        await switch_on(office)
        await switch_on(office, channel=ELSEWHERE)
        await give_text(office, "here")
        await office.give(office.new_recognition(LI, words="there", channel=ELSEWHERE))
        await tick(office, MONDAY)
        await office.set_preference(MAYA, MessagePreference.DAILY)
        await office.set_preference(MAYA, DigestPreference.ON)
        assert await office.claim() == []
        for _ in range(2):
            await office.set_preference(MAYA, DigestPreference.OFF)
        (update,) = await office.claim()
        assert update.message.destination == DESIGN

    async def test_choice_in_another_workspace_does_not_count(self, office: Office) -> None:
        """The same id can belong to another user in another workspace."""
        identity = office.workspace.identity
        other = type(identity)("", "T2", "Elsewhere", "https://elsewhere.slack.com/", BOT)
        elsewhere = await office.database.write(workspaces.ensure, other)
        await switch_on(office)
        await office.database.write(preferences.change_preference, elsewhere, MAYA, DigestPreference.OFF)
        await give_text(office, "to Maya")
        await tick(office, MONDAY)
        assert list_texts(office) == [["to Maya"]]


class TestAuditEntries:
    """A person reads who looked at their thanks, and who cares for them."""

    async def look(self, office: Office, reader: UserId, kind: str, *whom: UserId) -> None:
        await office.database.write(
            audit_entries.record, office.workspace.id, whom, reader, AuditedQuery(AuditKind(kind))
        )

    async def test_latest_audit_entries_come_first(self, office: Office) -> None:
        begun = office.clock.now()
        await self.look(office, TOM, "person", MAYA)
        office.pass_time(days=1)
        await self.look(office, LI, "circle", MAYA, ANA)
        await self.look(office, LI, "note", ANA)
        looks = (await show(office, MAYA)).looks
        assert [(look.reader, look.asked.kind.value, look.at) for look in looks] == [
            (LI, "circle", begun + timedelta(days=1)),
            (TOM, "person", begun),
        ]

    async def test_page_has_twenty_entries_of_ninety_days(self, office: Office) -> None:
        await self.look(office, TOM, "person", MAYA)
        office.pass_time(days=90)
        assert len((await show(office, MAYA)).looks) == 1
        office.pass_time(seconds=1)
        assert (await show(office, MAYA)).looks == ()
        for _ in range(25):
            await self.look(office, TOM, "person", MAYA)
        # One more than the page shows, which is how it knows that there are more.
        assert len((await show(office, MAYA)).looks) == preferences.MAX_AUDIT_ENTRIES + 1 == 21

    async def test_page_shows_the_users_circles(self, office: Office) -> None:
        await circle(office, CircleSource.CHANNEL, DESIGN, [TOM, ANA], [MAYA, LI, TOM])
        await circle(office, CircleSource.GROUP, "S1", [LI], [LI, MAYA])
        await circle(office, CircleSource.NAMED, TOM, [TOM], [ANA])
        await circle(office, CircleSource.GROUP, "S2", [], [MAYA])
        found = (await show(office, MAYA)).circles
        assert [(one.source, one.source_id, one.leads) for one in found] == [
            (CircleSource.CHANNEL, DESIGN, (ANA, TOM)),
            (CircleSource.GROUP, "S1", (LI,)),
        ]
        assert [one.leads for one in (await show(office, TOM)).circles] == [(ANA,)]
        assert [one.leads for one in (await show(office, LI)).circles] == [(ANA, TOM)]

    async def test_switched_off_leads_are_not_shown(self, office: Office) -> None:
        await circle(office, CircleSource.NAMED, TOM, [TOM], [MAYA])
        await office.database.write(workspaces.set_leads, office.workspace.id, on=False)
        assert (await show(office, MAYA)).circles == ()


async def circle(
    office: Office, source: CircleSource, source_id: str, leads: list[UserId], members: list[UserId]
) -> None:
    def make(tx: Transaction) -> None:
        made = circles.ensure(tx, office.workspace.id, source, source_id, source_id.lower())
        circles.set_members(tx, office.workspace.id, made, members)
        for lead in leads:
            circles.add_lead(tx, office.workspace.id, made, lead)

    await office.database.write(make)
