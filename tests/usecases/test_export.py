"""A user's export: what it contains, and that it has no data of others."""

import asyncio
import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, event, text

from bot.domain.audit import AuditedQuery, AuditKind
from bot.domain.calendar import Schedule
from bot.domain.circle import CircleSource
from bot.domain.credit import NewCredit
from bot.domain.delivery import Failure, GiveUpReason
from bot.domain.digest import Subscription
from bot.domain.ids import ChannelId, UserId
from bot.domain.message_changes import MessageDeletion
from bot.domain.outbox_messages import DataExport, ExportFailureNotice
from bot.domain.preferences import DigestPreference
from bot.domain.recognition import RecognitionView
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.storage import audit_entries, circles, digests, outbox, reports, users, weekly_schedules
from bot.storage import export as stored
from bot.storage.engine import Database, Transaction
from bot.storage.ids import Ids
from bot.storage.weekly_schedules import WeeklyKind
from bot.usecases import export, first_weeks, home, preferences, replies, shared_credits, workspace_settings
from bot.usecases.delivery_results import Failed, Posted
from bot.usecases.workspace_settings import SettingsChange
from tests.conftest import FixedClock
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office, compose_delivery

FILES = ("F1", "F2")


async def ask(office: Office, user: UserId = MAYA, trigger: str = "1.1") -> bool:
    return await office.database.write(export.request_export, office.workspace, user, trigger)


async def files(office: Office, user: UserId) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """What a person's files hold: all of it, and the rows."""
    made = await office.database.read(export.make_files, office.workspace, user)
    rows = csv.DictReader(io.StringIO(made.thanks.decode("utf-8-sig"), newline=""))
    return json.loads(made.everything), list(rows)


async def everything(office: Office, user: UserId) -> dict[str, Any]:
    return (await files(office, user))[0]


def words(told: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in told]


class TestExportRequest:
    """One export is sent for each request."""

    async def test_repeated_command_changes_nothing(self, office: Office) -> None:
        assert await ask(office)
        assert await ask(office)
        (claimed,) = await office.claim()
        assert claimed.message == DataExport(MAYA)
        await office.record_result(claimed, Posted(ChannelId("D1"), None, FILES))
        assert await ask(office)
        assert await office.claim() == []

    async def test_pending_export_is_sent_once(self, office: Office) -> None:
        assert await ask(office)
        assert not await ask(office, trigger="2.2")
        assert await ask(office, ANA, "3.3")
        claimed = await office.claim()
        assert {delivery.message.destination for delivery in claimed} == {ANA, MAYA}
        assert not await ask(office, trigger="4.4")
        for delivery in claimed:
            await office.record_result(delivery, Posted(ChannelId("D1"), None, FILES))
        assert await ask(office, trigger="5.5")

    async def test_double_click_counts_once(self, office: Office) -> None:
        await office.save_users(MAYA)
        answers = await asyncio.gather(*(ask(office, trigger=f"{n}") for n in range(8)))
        assert sorted(answers) == [False] * 7 + [True]
        assert len(await office.claim()) == 1

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    async def test_clicks_in_two_processes_count_once(
        self, office: Office, database: Database, clock: FixedClock
    ) -> None:
        """Neither has committed while the other looks what is on its way."""
        await office.save_users(MAYA)

        def click(connection: Connection, trigger: str) -> bool:
            return export.request_export(
                Transaction(connection, clock.now(), Ids()), office.workspace, MAYA, trigger
            )

        def second() -> bool:
            with database.engine.begin() as connection:
                return click(connection, "2.2")

        def is_waiting(tx: Transaction) -> bool:
            return bool(tx.connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))

        with database.engine.begin() as connection:
            assert click(connection, "1.1")
            other = asyncio.ensure_future(asyncio.to_thread(second))
            while not other.done() and not await database.read(is_waiting):
                pass
        assert not await other

    async def test_failed_export_allows_another(self, office: Office) -> None:
        await ask(office)
        (claimed,) = await office.claim()
        await office.record_result(claimed, Failed(Failure.REFUSED, "missing_scope"))
        assert await ask(office, trigger="2.2")

    async def test_uploaded_files_are_recorded(self, office: Office) -> None:
        await ask(office)
        (claimed,) = await office.claim()
        await office.record_result(claimed, Posted(ChannelId("D1"), None, FILES))
        deletion = MessageDeletion(ChannelId("D1"), claimed.id)
        await office.database.write(outbox.put, office.workspace.id, deletion)
        (claimed,) = await office.claim()
        composed = await office.database.read(compose_delivery, claimed)
        assert composed.content is None
        assert composed.posted
        assert (composed.posted.message, composed.posted.state.files) == (DataExport(MAYA), FILES)

    async def test_failure_is_explained_to_the_user(self, office: Office) -> None:
        await ask(office)
        (claimed,) = await office.claim()
        await office.record_result(claimed, Failed(Failure.REFUSED, "missing_scope"))
        (word,) = await office.claim()
        composed = await office.database.read(compose_delivery, word)
        assert word.message.destination == MAYA
        assert composed.content == ExportFailureNotice(
            MAYA, reason=GiveUpReason.REFUSED, error="missing_scope"
        )


class TestExportedRecognitions:
    """What one gave and received, as one may see it."""

    async def test_given_and_received_recognitions(self, office: Office) -> None:
        await office.save_users(ANA, MAYA)
        await office.give(office.new_recognition(MAYA, words="the map", values=("creativity",)))
        office.pass_time(hours=1)
        await office.give(office.new_recognition(ANA, TOM, giver=MAYA, words="the way"))
        await office.deliver()
        told, rows = await files(office, MAYA)
        (received,) = told["received"]
        assert received == {
            "id": received["id"],
            "at": "2026-11-25T10:00:00.000Z",
            "edited_at": None,
            "source": "command",
            "givers": [ANA],
            "recipients": {MAYA: "public"},
            "seen_by": "public",
            "text": "the map",
            "values": ["creativity"],
            "endorsers": [],
            "comments": {},
            "channel": DESIGN,
            "link": received["link"],
            "credits": [],
            "replies": [],
            "opened_to_leads_at": None,
            "teams": [],
        }
        assert received["link"].startswith("https://brightside.slack.com/archives/C0DESIGN/p")
        (given,) = told["given"]
        assert (given["recipients"], given["text"]) == ({ANA: "public", TOM: "public"}, "the way")
        assert told["users"] == {ANA: "uana", MAYA: "umaya"}
        assert told["values"]["creativity"] == "creativity"
        assert [(row["given or received"], row["from"], row["to"], row["text"]) for row in rows] == [
            ("given", "umaya", f"{TOM}, uana", "the way"),
            ("received", "uana", "umaya", "the map"),
        ]

    async def test_replies_and_credits_are_in_exports_of_their_readers(self, office: Office) -> None:
        """A reply is exported to the giver and its author, a credit to all who see the recognition."""
        given = await office.give(office.new_recognition(MAYA, TOM, words="the map"))

        def add(tx: Transaction) -> None:
            told = replies.reply(tx, office.workspace, MAYA, given.recognition.id, "with pleasure")
            assert isinstance(told, RecognitionView)
            wanted = NewCredit(MAYA, User(LI), "she found it", (), can_read=True)
            assert isinstance(
                shared_credits.share(tx, office.workspace, given.recognition.id, wanted),
                shared_credits.ShareResult,
            )

        await office.database.write(add)
        found = {one: await everything(office, one) for one in (ANA, MAYA, TOM, LI)}
        (to_ana,) = found[ANA]["given"]
        received = {one: found[one]["received"][0] for one in (MAYA, TOM, LI)}
        for told in (to_ana, received[MAYA]):
            assert [(one["by"], one["text"]) for one in told["replies"]] == [(MAYA, "with pleasure")]
        for told in (to_ana, *received.values()):
            assert told["credits"] == [{"by": MAYA, "to": LI, "text": "she found it"}]
        assert received[TOM]["replies"] == received[LI]["replies"] == []

    async def test_private_recipients_are_in_the_givers_export_alone(self, office: Office) -> None:
        await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
        await office.give(office.new_recognition(MAYA, LI, words="both of you"))
        await office.deliver()
        (given,) = (await everything(office, ANA))["given"]
        assert (given["recipients"], given["seen_by"]) == ({LI: "private", MAYA: "public"}, "public")
        (received,) = (await everything(office, MAYA))["received"]
        assert (received["recipients"], received["seen_by"]) == ({MAYA: "public"}, "public")
        (private,) = (await everything(office, LI))["received"]
        assert (private["recipients"], private["seen_by"]) == ({LI: "private", MAYA: "public"}, "private")
        assert (private["channel"], private["link"]) == ("", "")
        assert given["channel"] == received["channel"] == DESIGN
        assert LI not in str(await files(office, MAYA))
        assert LI not in str(await files(office, TOM))

    async def test_private_recognition_has_no_channel(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA, LI, words="between us", is_private=True))
        told, rows = await files(office, MAYA)
        (received,) = told["received"]
        assert (received["recipients"], received["seen_by"]) == ({MAYA: "private"}, "private")
        assert (received["channel"], received["link"]) == ("", "")
        assert [(row["channel"], row["seen by"], row["to"]) for row in rows] == [("", "private", MAYA)]
        (given,) = (await everything(office, ANA))["given"]
        assert (given["channel"], given["seen_by"]) == (DESIGN, "private")

    async def test_withdrawn_recognitions_are_omitted(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA, words="stays"))
        down = (await office.give(office.new_recognition(MAYA, LI, words="down"))).recognition
        await office.take_down(MAYA, down)
        await office.give(office.new_recognition(MAYA, words="back"))
        await office.undo()
        assert words((await everything(office, MAYA))["received"]) == ["stays"]
        given = (await everything(office, ANA))["given"]
        assert words(given) == ["stays", "down"]
        assert given[1]["recipients"] == {LI: "public"}

    async def test_recognitions_are_in_no_other_users_export(self, office: Office) -> None:
        await office.give(office.new_recognition(MAYA, words="the map"))
        told, rows = await files(office, TOM)
        assert told["given"] == told["received"] == rows == []
        assert told["users"] == {}

    async def test_recognition_by_emoji_has_a_link(self, office: Office) -> None:
        await office.set_thanks_preference(MAYA, ThanksPreference.PRIVATELY)
        await office.react(office.make_reaction(LI, MAYA))
        await office.react(office.make_reaction(ANA, MAYA, ts="1700000000.000200"))
        await office.react(office.make_reaction(ANA, MAYA, ts="1700000000.000200", added=False))
        (received,) = (await everything(office, MAYA))["received"]
        assert (received["source"], received["text"], received["seen_by"]) == ("reaction", "", "private")
        assert received["link"].endswith("/archives/C0DESIGN/p1700000000000100")
        told = await everything(office, LI)
        assert [(one["emoji"], one["value"], one["channel"]) for one in told["reactions"]] == [
            ("bulb", "creativity", DESIGN)
        ]
        assert told["given"][0]["recipients"] == {MAYA: "private"}
        assert (await everything(office, ANA))["reactions"] == []

    async def test_endorsed_recognitions(self, office: Office) -> None:
        for said in ("stays", "goes"):
            await office.give(office.new_recognition(MAYA, words=said))
            await office.deliver()
        shown = {recognition.text: recognition for recognition in office.shout_outs}
        places = {key for key in office.messages if key[0] == DESIGN}
        for _, ts in sorted(places):
            await office.react(office.make_reaction(TOM, UserId("UBOT"), ts=ts))
        await office.undo()
        told = await everything(office, TOM)
        (joined,) = told["endorsed"]
        assert joined["id"] == shown["stays"].id
        assert joined["channel"] == DESIGN
        assert joined["link"]
        assert "stays" not in json.dumps(told)


class TestOtherExportedData:
    """What else is kept about a person."""

    async def test_profile_and_preferences(self, office: Office) -> None:
        await office.save_users(MAYA)
        await office.set_preference(MAYA, DigestPreference.OFF)
        told = await everything(office, MAYA)
        assert told["profile"] == {
            "id": MAYA,
            "name": "umaya",
            "timezone": "Europe/Berlin",
            "locale": "en-US",
            "is_guest": False,
            "is_admin": False,
            "picture": "",
            "fetched_at": "2026-11-25T10:00:00.000Z",
        }
        assert told["preferences"] == {
            "thanks": "publicly",
            "messages": "at once",
            "digests": "off",
            "reactions": "on",
            "prompts": "off",
            "preferences_explained_at": "2026-11-25T10:00:00.000Z",
            "reactions_explained_at": None,
        }
        assert told["workspace"] == {"id": "T1", "name": "Brightside"}
        assert set(told) == set(told["about"]) | {"about"}

    async def test_unknown_user_has_an_empty_export(self, office: Office) -> None:
        told, rows = await files(office, UserId("UNOBODY"))
        assert rows == []
        assert told["profile"] is told["leads_note_at"] is None
        assert told["preferences"]["thanks"] == "publicly"

    async def test_open_home_section(self, office: Office) -> None:
        assert (await everything(office, MAYA))["home"] is None
        await office.database.write(home.open_home, office.workspace, MAYA)
        told = await everything(office, MAYA)
        assert told["home"] == {"section": "received", "page": "", "opened_at": "2026-11-25T10:00:00.000Z"}

    async def test_circles_and_audit_entries(self, office: Office) -> None:
        await office.save_users(ANA, LI, MAYA)

        def appoint(tx: Transaction) -> None:
            named = circles.ensure(tx, office.workspace.id, CircleSource.NAMED, LI, "")
            team = circles.ensure(tx, office.workspace.id, CircleSource.CHANNEL, DESIGN, "design")
            for circle in (named, team):
                circles.set_members(tx, office.workspace.id, circle, [ANA, MAYA])
                circles.add_lead(tx, office.workspace.id, circle, LI)
            circles.add_lead(tx, office.workspace.id, team, TOM)
            audit_entries.record(tx, office.workspace.id, [ANA, MAYA], LI, AuditedQuery(AuditKind.PEOPLE))
            weekly_schedules.switch_on(
                tx, office.workspace.id, WeeklyKind.LEADS_NOTE, LI, tx.now + timedelta(days=5)
            )

        await office.database.write(appoint)
        told = await everything(office, MAYA)
        assert told["in_circles"] == [
            {"source": "named", "source_id": LI, "name": "", "leads": [LI]},
            {"source": "channel", "source_id": DESIGN, "name": "design", "leads": [LI, TOM]},
        ]
        (look,) = told["audit_about_you"]
        assert (look["by"], look["at"], look["query"]["kind"]) == (LI, "2026-11-25T10:00:00.000Z", "people")
        assert told["audit_by_you"] == told["led_circles"] == []
        assert ANA not in json.dumps(told)
        assert told["users"] == {LI: "uli"}

        told = await everything(office, LI)
        assert told["in_circles"] == told["audit_about_you"] == []
        assert told["led_circles"] == [
            {"source": "named", "source_id": LI, "name": "", "members": [ANA, MAYA]},
            {"source": "channel", "source_id": DESIGN, "name": "design", "members": []},
        ]
        (own,) = told["audit_by_you"]
        assert own["users"] == [ANA, MAYA]
        assert told["leads_note_at"] == "2026-11-30T10:00:00.000Z"

    async def test_digest_subscriptions(self, office: Office) -> None:
        def subscribe(tx: Transaction) -> None:
            schedule = Schedule(4, office.clock.now().time().replace(microsecond=0), "Europe/Berlin")
            wish = Subscription(office.workspace.id, DESIGN, schedule, MAYA, tx.now, tx.now, tx.now)
            digests.subscribe(tx, wish)

        await office.database.write(subscribe)
        assert (await everything(office, MAYA))["digests"] == [
            {
                "channel": DESIGN,
                "weekday": 4,
                "at": "10:00",
                "zone": "Europe/Berlin",
                "next_at": "2026-11-25T10:00:00.000Z",
            }
        ]
        assert (await everything(office, ANA))["digests"] == []

    async def test_sent_reports(self, office: Office) -> None:
        recognition = (await office.give(office.new_recognition(MAYA, words="not so nice"))).recognition
        await office.database.write(reports.add, office.workspace.id, recognition.id, TOM, "unkind")
        told = await everything(office, TOM)
        assert told["reports"] == [
            {"at": "2026-11-25T10:00:00.000Z", "id": recognition.id, "reason": "unkind"}
        ]
        assert "not so nice" not in json.dumps(told)
        assert (await everything(office, MAYA))["reports"] == []

    async def test_setting_changes(self, office: Office) -> None:
        jonas, maya = User(UserId("UJONAS"), "Jonas", is_admin=True), User(MAYA, "Maya")
        await office.database.write(users.save_users, office.workspace.id, [jonas, maya])
        await office.database.write(workspace_settings.appoint_admins, office.workspace, jonas, [maya])
        appointed = replace(maya, is_appointed=True)
        await office.database.write(
            workspace_settings.change_settings, office.workspace, appointed, SettingsChange(months=6)
        )
        told = await everything(office, MAYA)
        assert told["admin_since"] == "2026-11-25T10:00:00.000Z"
        assert [(one["by"], one["setting"], one["after"]) for one in told["setting_changes"]] == [
            ("UJONAS", "admin", True),
            (MAYA, "months", 6),
        ]
        assert told["users"] == {"UJONAS": "Jonas"}
        assert [
            one["setting"] for one in (await everything(office, UserId("UJONAS")))["setting_changes"]
        ] == ["admin"]
        told = await everything(office, LI)
        assert (told["admin_since"], told["setting_changes"]) == (None, [])

    async def test_installation(self, office: Office) -> None:
        await office.database.write(first_weeks.begin_first_week, office.workspace.id, ANA)
        told = await everything(office, ANA)
        assert told["installation"] == {"installed_at": None, "proposal_at": "2026-11-29T10:00:00.000Z"}
        assert (await everything(office, MAYA))["installation"] is None


async def test_many_recognitions_are_read_by_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "PAGE_SIZE", 3)
    queries = 0

    def count(*_: Any) -> None:
        nonlocal queries
        queries += 1

    async def reading(expected: int) -> int:
        nonlocal queries
        queries = 0
        told, rows = await files(office, MAYA)
        assert words(told["received"]) == [f"thanks {n}" for n in range(expected)]
        assert len(rows) == expected
        return queries

    event.listen(Engine, "before_cursor_execute", count)
    counts = []
    for size in (7, 13):
        for number in range(size - 6 if size > 7 else 0, size):
            office.pass_time(seconds=1)
            await office.give(office.new_recognition(MAYA, words=f"thanks {number}"))
        counts.append(await reading(size))
    event.remove(Engine, "before_cursor_execute", count)
    two_pages_more = counts[1] - counts[0]
    assert 0 < two_pages_more <= 2 * 13


async def test_more_audit_entries_are_counted(office: Office) -> None:
    def look(tx: Transaction) -> None:
        for _ in range(preferences.MAX_AUDIT_ENTRIES + 5):
            audit_entries.record(tx, office.workspace.id, [MAYA], LI, AuditedQuery(AuditKind.PERSON))

    await office.database.write(look)
    seen = await office.database.read(preferences.find_page, office.workspace, MAYA)
    assert len(seen.looks) == preferences.MAX_AUDIT_ENTRIES + 1
    assert len((await everything(office, MAYA))["audit_about_you"]) == preferences.MAX_AUDIT_ENTRIES + 5


async def test_admins_are_users_who_may_configure(office: Office) -> None:
    known = [
        User(UserId("U1"), "Zoe", is_admin=True),
        User(UserId("U2"), "Bo", is_admin=True),
        User(UserId("U3"), "Guest", is_admin=True, is_guest=True),
        User(UserId("U4"), "Gone", is_admin=True, is_deactivated=True),
        User(UserId("U5"), "Other", is_admin=True, is_foreign=True),
        User(UserId("U6"), "Robot", is_admin=True, is_bot=True),
        User(UserId("U7"), "Ana"),
    ]
    await office.database.write(users.save_users, office.workspace.id, known)
    seen = await office.database.read(preferences.find_page, office.workspace, MAYA)
    assert seen.admins == ("U2", "U1")
