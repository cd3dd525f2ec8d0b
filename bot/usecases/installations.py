"""Installing the app in a workspace or an organisation, and its end."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from msgspec.structs import replace

from bot.domain.ids import NO_USER
from bot.domain.installation import ORGANISATION, NewInstallation
from bot.domain.outbox_messages import Tour
from bot.domain.workspace import Workspace
from bot.storage import installations, outbox, rate_limits, workspaces
from bot.storage.engine import Transaction
from bot.usecases.erasure import is_workspace_erasure_ordered
from bot.usecases.first_weeks import begin_first_week

MAX_BEGUN = 5_000
"""Installations that can be under way. Anyone can open the page where they begin."""


def begin(tx: Transaction, digest: str, lifetime: timedelta) -> bool:
    """Store the digest of the state with which an installation begins; return False if too many are begun."""
    if installations.count_states(tx) >= MAX_BEGUN:
        return False
    installations.add_state(tx, digest, lifetime)
    return True


def resume(tx: Transaction, digest: str) -> bool:
    """Use up a state; return False if it is unknown, was used before or is too old."""
    return installations.consume_state(tx, digest)


def record_installation(tx: Transaction, new: NewInstallation) -> Workspace | None:
    """Store an installation, and send what waited for it; the user who installed the app gets the tour.

    Return None, and store nothing, if the workspace is being erased.
    """
    found = workspaces.find(tx, new.identity.enterprise_id, new.identity.team_id)
    if found and is_workspace_erasure_ordered(tx, found):
        return None
    workspace = workspaces.ensure(tx, new.identity)
    installations.save(tx, workspace.id, new)
    if new.is_org_wide:
        for served in installations.list_of_organisation(tx, new.identity.enterprise_id):
            workspaces.ensure(tx, served.identity)
            rate_limits.unblock(tx, served.id)
        return workspace
    rate_limits.unblock(tx, workspace.id)
    if new.installer != NO_USER and workspaces.mark_tour_offered(tx, workspace.id):
        outbox.put(tx, workspace.id, Tour(new.installer))
        begin_first_week(tx, workspace.id, new.installer)
    return workspace


def record_uninstallation(tx: Transaction, workspace: Workspace) -> None:
    """Forget the token for a workspace; its data is erased some weeks later, see `retention`.

    If it is its organisation's token, this ends the use in all workspaces that it was for.
    """
    found = installations.find(tx, workspace.id)
    holder = workspaces.get(tx, found.holder) if found else workspace
    installations.revoke(tx, holder.id)
    workspaces.set_uninstalled(tx, holder.id)
    if holder.identity.team_id == ORGANISATION:
        for served in installations.list_of_organisation(tx, holder.identity.enterprise_id):
            if installations.find(tx, served.id) is None:
                workspaces.set_uninstalled(tx, served.id)


def record_access_loss(tx: Transaction, organisation: Workspace, team_ids: Iterable[str]) -> None:
    """End the use in workspaces (Slack's ids) that an organisation's installation is no longer for."""
    for team_id in team_ids:
        workspace = workspaces.find(tx, organisation.identity.enterprise_id, team_id)
        found = installations.find(tx, workspace.id) if workspace else None
        if workspace and not (found and found.holder == workspace.id):
            workspaces.set_uninstalled(tx, workspace.id)


def rotate_tokens(tx: Transaction, encrypt_again: Callable[[bytes], bytes]) -> int:
    """Encrypt all stored tokens again; return of how many installations. Raise what `encrypt_again` raises.

    All or none: a token that no key decrypts leaves everything as it is.
    """
    stored = installations.list_tokens(tx)
    for holder, tokens in stored:
        renewed = replace(
            tokens,
            bot_token=encrypt_again(tokens.bot_token),
            refresh_token=tokens.refresh_token and encrypt_again(tokens.refresh_token),
        )
        installations.replace_tokens(tx, holder, tokens, renewed)
    return len(stored)
