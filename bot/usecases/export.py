"""Exports of a user's own data."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from bot.domain.circle import CircleSource
from bot.domain.export import (
    ExportDirection,
    ExportedCard,
    ExportedCircle,
    ExportedInstallation,
    ExportedLedCircle,
    ExportedRecognition,
)
from bot.domain.export_files import Spreadsheet, write_json_file
from bot.domain.ids import NO_CHANNEL, UserId
from bot.domain.outbox_messages import DataExport
from bot.domain.preferences import find_topic
from bot.domain.recognition import RecognitionView, Source
from bot.domain.scopes import GivenScope, ReceivedScope, Scope
from bot.domain.user import ERASED
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import (
    audit_entries,
    card_signatures,
    cards,
    circles,
    deduplication,
    export,
    first_weeks,
    installations,
    keepsake_schedules,
    outbox,
    recognition_views,
    users,
    workspaces,
)
from bot.storage.engine import Transaction
from bot.storage.export import ExportedDetails


class ExportFiles(Struct, frozen=True):
    """All that is stored about a user (JSON), and their recognitions (CSV)."""

    everything: bytes
    thanks: bytes


def request_export(tx: Transaction, workspace: Workspace, user: UserId, key: str) -> bool:
    """Request an export; return False if one is under way already.

    A request that Slack repeats changes nothing and returns the same.
    """
    if not deduplication.record_key(tx, workspace.id, f"export:{key}"):
        return True
    if export.is_under_way(tx, workspace.id, user):
        return False
    outbox.put(tx, workspace.id, DataExport(user))
    return True


def make_files(tx: Transaction, workspace: Workspace, user: UserId) -> ExportFiles:
    """Make the files with all that this user may see about themselves, as it is now."""
    writer = _ExportWriter(tx, workspace, user)
    everything = write_json_file(writer.iterate_parts())
    return ExportFiles(everything, writer.sheet.content())


class _ExportWriter:
    """Writes both files at once: what goes into the JSON file is added to the CSV file, too."""

    def __init__(self, tx: Transaction, workspace: Workspace, user: UserId) -> None:
        """Start without any names of users."""
        self.sheet = Spreadsheet()
        self._tx = tx
        self._workspace = workspace
        self._person = user
        self._names: dict[UserId, str] = {}
        self._values = {
            value.key: value.name for value in workspaces.find_values(tx, workspace.id).with_retired.all
        }

    def iterate_parts(self) -> Iterator[tuple[str, Any]]:
        """Yield the keys of the JSON file, each with its value."""
        tx, workspace, user = self._tx, self._workspace, self._person
        yield "made_at", tx.now
        yield "workspace", {"id": workspace.identity.team_id, "name": workspace.identity.name}
        yield "profile", export.find_profile(tx, workspace.id, user)
        preferences = users.find_preferences(tx, workspace.id, [user])[user]
        explanation_times = export.find_explanation_times(tx, workspace.id, user)
        yield "preferences", {find_topic(choice): choice.value for choice in preferences} | explanation_times
        yield "given", self._iterate_recognitions(ExportDirection.GIVEN)
        yield "received", self._iterate_recognitions(ExportDirection.RECEIVED)
        yield "endorsed", iter(export.list_endorsements(tx, workspace, user))
        yield "reactions", iter(export.list_reactions(tx, workspace, user))
        yield "in_circles", self._iterate_memberships()
        yield "led_circles", self._iterate_led_circles()
        entries, own_entries = (
            export.list_received_audit_entries(tx, workspace.id, user),
            export.list_own_audit_entries(tx, workspace.id, user),
        )
        self._learn_names(entry.by for entry in entries)
        self._learn_names(user_id for entry in own_entries for user_id in entry.users)
        yield "audit_about_you", iter(entries)
        yield "audit_by_you", iter(own_entries)
        yield "digests", iter(export.list_digests(tx, workspace.id, user))
        yield "cards", self._iterate_cards()
        yield "reports", iter(export.list_reports(tx, workspace.id, user))
        yield "leads_note_at", export.find_next_lead_note(tx, workspace.id, user)
        yield "yearly_keepsake", keepsake_schedules.find_day(tx, workspace.id, user)
        yield "home", export.find_home(tx, workspace.id, user)
        yield "installation", self._find_installation()
        yield "admin_since", export.find_appointment_time(tx, workspace.id, user)
        setting_changes = export.list_setting_changes(tx, workspace.id, user)
        self._learn_names({change.by for change in setting_changes} - {user, ERASED})
        yield "setting_changes", iter(setting_changes)
        yield "values", self._values
        yield "users", {user_id: name for user_id, name in sorted(self._names.items()) if name}

    def _iterate_recognitions(self, direction: ExportDirection) -> Iterator[ExportedRecognition]:
        scope: Scope = (
            GivenScope(self._person) if direction is ExportDirection.GIVEN else ReceivedScope(self._person)
        )
        for ids in export.iterate_pages(self._tx, self._workspace, scope):
            details = export.find_details(self._tx, ids)
            page = [
                _make_exported_recognition(direction, self._person, recognition, details[recognition.id])
                for recognition in recognition_views.list_views(self._tx, self._workspace, scope, ids)
            ]
            self._learn_names(user for exported in page for user in exported.users)
            for exported in page:
                self.sheet.add(direction, exported, self._names, self._values)
                yield exported

    def _find_installation(self) -> ExportedInstallation | None:
        tx, workspace_id, user = self._tx, self._workspace.id, self._person
        installed_at = installations.find_time(tx, workspace_id, user)
        proposal_at = first_weeks.find_due(tx, workspace_id, user)
        return ExportedInstallation(installed_at, proposal_at) if installed_at or proposal_at else None

    def _iterate_cards(self) -> Iterator[ExportedCard]:
        tx, workspace_id, user = self._tx, self._workspace.id, self._person
        written = dict(card_signatures.list_of_user(tx, workspace_id, user))
        for card in cards.list_of_user(tx, workspace_id, user):
            self._learn_names(card.recipients)
            own = written.get(card.id)
            yield ExportedCard(
                card.id,
                card.starter == user,
                card.recipients,
                card.settings.occasion,
                card.settings.closes_at,
                card.end.value if card.end else "",
                own.text if own else "",
                own.values if own else (),
            )

    def _iterate_memberships(self) -> Iterator[ExportedCircle]:
        for circle in audit_entries.list_memberships(self._tx, self._workspace.id, self._person):
            self._learn_names(circle.leads)
            yield ExportedCircle(circle.source.value, circle.source_id, circle.name, circle.leads)

    def _iterate_led_circles(self) -> Iterator[ExportedLedCircle]:
        for circle in circles.list_led_circles(self._tx, self._workspace.id, self._person):
            members = circle.members if circle.source is CircleSource.NAMED else ()
            self._learn_names(members)
            yield ExportedLedCircle(circle.source.value, circle.source_id, circle.name, members)

    def _learn_names(self, ids: Iterable[UserId]) -> None:
        """Look up the names of these users."""
        new = set(ids) - self._names.keys()
        if new:
            known = users.find_users(self._tx, self._workspace.id, new)
            self._names |= {user_id: known[user_id].name if user_id in known else "" for user_id in new}


def _make_exported_recognition(
    way: ExportDirection, user: UserId, recognition: RecognitionView, details: ExportedDetails
) -> ExportedRecognition:
    recipients = {user_id: details.seen.get(user_id, details.as_given) for user_id in recognition.recipients}
    shown = [*recipients.values(), *([details.as_given] if recognition.teams else [])]
    widest = Visibility.PRIVATE if recognition.is_private else max(shown)
    # Where a private recognition was typed is known to its giver only; a reaction shows its message anyway.
    has_place = (
        way is ExportDirection.GIVEN or not recognition.is_private or recognition.source is Source.REACTION
    )
    return ExportedRecognition(
        id=recognition.id,
        at=recognition.created_at,
        edited_at=details.edited_at,
        source=recognition.source.value,
        givers=recognition.givers,
        recipients={user_id: seen.name.lower() for user_id, seen in recipients.items()},
        seen_by=widest.name.lower(),
        text=recognition.text,
        values=recognition.values,
        endorsers=recognition.endorsers,
        comments={comment.user: comment.text for comment in recognition.comments},
        channel=recognition.channel if has_place else NO_CHANNEL,
        link=recognition.permalink if has_place else "",
        credits=recognition.credits,
        replies=recognition.replies,
        opened_to_leads_at=details.opened_at.get(user) if way is ExportDirection.RECEIVED else None,
        teams=recognition.teams,
    )
