"""The export of whole workspaces by operators: objects that are written as JSON, page by page."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

from bot.domain.ids import NO_USER, UserId
from bot.domain.stored_recognition import StoredRecognition
from bot.domain.workspace import Workspace
from bot.storage import card_signatures, cards, workspace_pages, workspaces
from bot.storage.engine import Database, Transaction
from bot.storage.ids import FIRST_ID
from bot.storage.recipients import list_members_of
from bot.storage.stored_recognitions import find_recognitions

FORMAT: Final = 1
"""The version of the format. A new one means that a key is gone or has another meaning."""
PAGE_SIZE = 500
"""Users or recognitions that one transaction reads."""

Exported = dict[str, Any]
"""One object: its `type` says of what."""


async def export_all(database: Database, workspace: Workspace) -> AsyncIterator[list[Exported]]:
    """Yield all of a workspace in pages, which are as of their own moment: nothing waits for an export."""
    yield await database.read(_export_workspace, workspace)
    user = NO_USER
    while users := await database.read(_export_users, workspace, user):
        yield users
        user = UserId(users[-1]["id"])
    if cards_page := await database.read(_export_cards, workspace):
        yield cards_page
    recognition: str | None = FIRST_ID
    while recognition:
        recognitions, recognition = await database.read(_export_recognitions, workspace, recognition)
        yield recognitions


def _export_workspace(tx: Transaction, workspace: Workspace) -> list[Exported]:
    """Return the workspace and its values."""
    identity = workspace.identity
    about = {
        "type": "workspace",
        "format": FORMAT,
        "exported_at": tx.now,
        "id": identity.team_id,
        "enterprise": identity.enterprise_id or None,
        "name": identity.name,
        "url": identity.url,
        "language": workspace.language,
    }
    values = workspaces.find_values(tx, workspace.id)
    return [
        about,
        *(
            {
                "type": "value",
                "key": value.key,
                "name": value.name,
                "emoji": value.emoji,
                "description": value.description,
                "aliases": list(value.aliases),
                "is_retired": value.key not in values,
            }
            for value in values.with_retired.all
        ),
    ]


def _export_users(tx: Transaction, workspace: Workspace, after: UserId) -> list[Exported]:
    """Return a page of users. Their preferences are None as long as they chose nothing."""
    return [
        {
            "type": "user",
            "id": row.id,
            "name": row.name,
            "time_zone": row.timezone,
            "locale": row.locale,
            "is_bot": row.is_bot,
            "is_guest": row.is_guest,
            "is_external": row.is_foreign,
            "deactivated_at": row.deactivated_at,
            "thanks": row.thanks,
            "messages": row.messages,
            "digests": row.digests,
        }
        for row in workspace_pages.list_users(tx, workspace.id, PAGE_SIZE, after)
    ]


def _export_cards(tx: Transaction, workspace: Workspace) -> list[Exported]:
    """Return the cards that were not given. The words of the others are recognitions."""
    return [
        {
            "type": "card",
            "id": card.id,
            "starter": card.starter,
            "channel": card.channel or None,
            "is_private": card.settings.is_private,
            "occasion": card.settings.occasion,
            "closes_at": card.settings.closes_at,
            "outcome": card.end.value if card.end else None,
            "recipients": list(card.recipients),
            "signatures": [
                {"user": one.user, "text": one.text, "values": list(one.values)}
                for one in card_signatures.list_signatures(tx, workspace.id, card.id)
            ],
        }
        for card in cards.list_waiting(tx, workspace.id)
    ]


def _export_recognitions(
    tx: Transaction, workspace: Workspace, after: str
) -> tuple[list[Exported], str | None]:
    """Return a page of recognitions, and the id after which the next one begins, None after the last."""
    ids = workspace_pages.list_recognition_ids(tx, workspace.id, PAGE_SIZE, after)
    recognitions = find_recognitions(tx, workspace, ids)
    members = list_members_of(tx, [id_ for id_, one in recognitions.items() if one.teams])
    exported = [_make_object(one, members.get(id_, [])) for id_, one in recognitions.items()]
    return exported, ids[-1] if ids else None


def _make_object(recognition: StoredRecognition, members: Sequence[UserId]) -> Exported:
    teams = {team.id for team in recognition.teams}
    return {
        "type": "recognition",
        "id": recognition.id,
        "given_at": recognition.created_at,
        "source": recognition.source.value,
        "channel": recognition.channel or None,
        "visibility": recognition.visibility.name.lower(),
        "text": recognition.text,
        "values": list(recognition.values),
        "givers": list(recognition.givers),
        "recipients": [
            {
                "user": user,
                "visibility": visibility.name.lower(),
                "is_open_to_leads": user in recognition.opened_to_leads,
            }
            for user, visibility in recognition.recipients.items()
            if user not in teams
        ],
        "teams": [
            {"id": team.id, "name": team.name, "visibility": recognition.recipients[team.id].name.lower()}
            for team in recognition.teams
        ],
        "members": list(members),
        "endorsements": [
            {"user": endorser.user, "text": endorser.text, "at": endorser.at}
            for endorser in recognition.endorsers
        ],
        "comments": [{"user": comment.user, "text": comment.text} for comment in recognition.comments],
        "credits": [
            {"by": credit.by, "to": credit.to, "text": credit.text} for credit in recognition.credits
        ],
        "replies": [{"user": reply.by, "text": reply.text, "at": reply.at} for reply in recognition.replies],
        "permalink": recognition.permalink or None,
    }
