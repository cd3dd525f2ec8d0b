"""Cards until their hour: started, signed, changed and cancelled. `due_cards` gives them."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import mentions
from bot.domain.card import (
    MAX_CARD_RECIPIENTS,
    MAX_OPEN_CARDS,
    Announcement,
    Card,
    CardEnd,
    CardRefusal,
    CardSettings,
    Signature,
    check_signing,
    find_card_exclusions,
)
from bot.domain.card_messages import CardInvitation, CardNews, CardRequest
from bot.domain.ids import ChannelId, UserId
from bot.domain.preferences import MessagePreference
from bot.domain.recognition import ExclusionReason, HiddenNames, RefusalReason, decide_edit
from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.visibility import ChannelKind, Visibility, given_visibility
from bot.domain.workspace import Workspace
from bot.storage import card_signatures, cards, outbox, users
from bot.storage.engine import Transaction
from bot.usecases.card_notices import notify
from bot.usecases.message_updates import update_these


class NewCard(Struct, frozen=True):
    """A card to be started. `channel` is "" if it was started in none."""

    workspace: Workspace
    starter: UserId
    named: tuple[User, ...]
    settings: CardSettings
    channel: ChannelId
    channel_kind: ChannelKind
    announcement: Announcement
    invited: tuple[User, ...]
    deduplication_key: str


class StartedCard(Struct, frozen=True):
    """A card, as its starter reads of it. `is_new` is False for one that was there already."""

    card: Card
    announcement: Announcement
    excluded: Mapping[UserId, ExclusionReason]
    not_invited: tuple[UserId, ...] = ()
    is_new: bool = True


class RefusedCard(Struct, frozen=True):
    """Why no card was started, and who can't get one."""

    reason: CardRefusal
    excluded: Mapping[UserId, ExclusionReason]


class OpenCard(Struct, frozen=True):
    """An open card as one user may see it: who signed is for its starter only, their words for nobody."""

    card: Card
    signature: Signature | None
    signers: tuple[UserId, ...] | None


def start(tx: Transaction, new: NewCard) -> StartedCard | RefusedCard:
    """Start a card and invite to it. Repeated, it changes nothing."""
    workspace_id = new.workspace.id
    if earlier := cards.find_by_key(tx, workspace_id, new.deduplication_key):
        return StartedCard(earlier, new.announcement, {})
    preferences = users.find_thanks_preferences(tx, workspace_id, [user.id for user in new.named])
    excluded = find_card_exclusions(new.starter, new.named, preferences)
    recipients = tuple(sorted({user.id for user in new.named} - excluded.keys()))
    if not recipients:
        return RefusedCard(CardRefusal.NO_RECIPIENTS, excluded)
    if len(recipients) > MAX_CARD_RECIPIENTS:
        return RefusedCard(CardRefusal.TOO_MANY_RECIPIENTS, excluded)
    users.lock(tx, workspace_id, [new.starter])
    if cards.count_open(tx, workspace_id, new.starter) >= MAX_OPEN_CARDS:
        return RefusedCard(CardRefusal.TOO_MANY_CARDS, excluded)
    if new.announcement is Announcement.POSTED:
        same = cards.find_open_in_channel(tx, workspace_id, new.channel, recipients)
        if same:
            return StartedCard(same, new.announcement, excluded, is_new=False)
    card = Card(
        id=tx.new_id(),
        workspace_id=workspace_id,
        starter=new.starter,
        channel=new.channel,
        channel_kind=new.channel_kind,
        settings=new.settings,
        recipients=recipients,
    )
    if not cards.add(tx, card, new.deduplication_key):
        # The same request, at the same time.
        existing = cards.find_by_key(tx, workspace_id, new.deduplication_key)
        return StartedCard(existing or card, new.announcement, excluded)
    if new.announcement is Announcement.POSTED:
        delivery = tx.new_id()
        cards.add_messages(tx, card, CardInvitation.kind, {new.channel: delivery})
        outbox.put_all(tx, [(delivery, workspace_id, CardInvitation(new.channel, card=card.id))])
    return StartedCard(card, new.announcement, excluded, _invite(tx, card, new.invited))


def find_card(tx: Transaction, workspace: Workspace, user: User, card_id: str) -> OpenCard | CardRefusal:
    """Return a card that a user may sign, or why they may not."""
    card = check_signing(cards.find(tx, workspace.id, card_id), user)
    return card if isinstance(card, CardRefusal) else _open(tx, card, user.id)


def find_started(tx: Transaction, workspace: Workspace, user: UserId, card_id: str) -> OpenCard | None:
    """Return an open card that a user started; None if there is none."""
    card = cards.find(tx, workspace.id, card_id)
    return _open(tx, card, user) if card and card.is_open and card.starter == user else None


def list_open(tx: Transaction, workspace: Workspace, user: UserId) -> list[OpenCard]:
    """Return the open cards that a user started, signed, or was invited to by name."""
    return [_open(tx, card, user) for card in cards.list_open_of_user(tx, workspace.id, user)]


def _open(tx: Transaction, card: Card, user: UserId) -> OpenCard:
    is_starter = card.starter == user
    signers = tuple(card_signatures.list_signers(tx, card.workspace_id, card.id)) if is_starter else None
    return OpenCard(card, card_signatures.find(tx, card.workspace_id, card.id, user), signers)


def invite(
    tx: Transaction, workspace: Workspace, starter: UserId, card_id: str, invited: Sequence[User]
) -> tuple[OpenCard, tuple[UserId, ...]] | None:
    """Invite users by name, each once. Return the card and whom it did not reach; None if it ended."""
    card = cards.lock(tx, workspace.id, card_id)
    if card is None or not card.is_open or card.starter != starter:
        return None
    return _open(tx, card, starter), _invite(tx, card, invited)


def _invite(tx: Transaction, card: Card, invited: Collection[User]) -> tuple[UserId, ...]:
    """Write the invitations. Return who gets none, though it is no recipient: they want no messages, say."""
    named = [user for user in invited if user.id not in (*card.recipients, card.starter)]
    preferences = users.find_preferences(tx, card.workspace_id, [user.id for user in named])
    reached = {
        user.id
        for user in named
        if user.is_active_colleague and preferences[user.id].messages is not MessagePreference.NEVER
    }
    deliveries: dict[ChannelId | UserId, str] = {user: tx.new_id() for user in sorted(reached)}
    new = cards.add_messages(tx, card, CardRequest.kind, deliveries)
    outbox.put_all(
        tx,
        [
            (delivery, card.workspace_id, CardRequest(UserId(user), card=card.id))
            for user, delivery in deliveries.items()
            if user in new
        ],
    )
    return tuple(user.id for user in named if user.id not in reached)


def sign(
    tx: Transaction,
    workspace: Workspace,
    user: User,
    card_id: str,
    signature: Signature,
    known: Values,
) -> OpenCard | CardRefusal | RefusalReason | HiddenNames:
    """Store what a user writes into a card, in the place of what they wrote before."""
    # Locked: the card must not be given meanwhile without these words.
    card = check_signing(cards.lock(tx, workspace.id, card_id), user)
    if isinstance(card, CardRefusal):
        return card
    mentioned = mentions.find_mentioned_users(signature.text)
    preferences = users.find_thanks_preferences(tx, workspace.id, mentioned)
    seen = given_visibility(card.channel_kind, is_private=not card.is_in_channel)
    recipients = dict.fromkeys(card.recipients, seen if card.is_in_channel else Visibility.PRIVATE)
    problem = decide_edit(user.id, signature.text, recipients, preferences, mentioned)
    if problem:
        return problem
    values = tuple(key for key in signature.values if key in known)
    card_signatures.save(tx, card, replace(signature, values=values))
    return _open(tx, card, user.id)


def remove_signature(tx: Transaction, workspace: Workspace, user: UserId, card_id: str) -> bool:
    """Delete what a user wrote into a card that is not given yet; return False if there is nothing."""
    card = cards.lock(tx, workspace.id, card_id)
    return bool(card and card.is_open and card_signatures.remove(tx, card, user))


def change(
    tx: Transaction, workspace: Workspace, starter: UserId, card_id: str, settings: CardSettings
) -> OpenCard | None:
    """Change the occasion, the hour and the place of a card; None if it ended or is not the user's.

    A card that some have signed is never seen more widely than they were told.
    """
    card = cards.lock(tx, workspace.id, card_id)
    if card is None or not card.is_open or card.starter != starter:
        return None
    is_signed = bool(card_signatures.list_signers(tx, workspace.id, card.id))
    if card.settings.is_private and is_signed:
        settings = replace(settings, is_private=True)
    cards.set_settings(tx, card.id, settings)
    _update_invitations(tx, card)
    return _open(tx, replace(card, settings=settings), starter)


def cancel(tx: Transaction, workspace: Workspace, starter: UserId, card_id: str) -> Card | None:
    """End a card that is not given yet, and notify its signers. None if it ended or is not the user's."""
    card = cards.lock(tx, workspace.id, card_id)
    if card is None or card.starter != starter or not cards.end(tx, card.id, CardEnd.CANCELLED):
        return None
    signers = card_signatures.list_signers(tx, workspace.id, card.id)
    notify(tx, card, CardNews.CANCELLED, [user for user in signers if user != starter])
    _update_invitations(tx, card)
    return card


def _update_invitations(tx: Transaction, card: Card) -> None:
    kinds = (CardInvitation.kind, CardRequest.kind)
    update_these(tx, card.workspace_id, cards.list_messages(tx, [card.id], *kinds))
