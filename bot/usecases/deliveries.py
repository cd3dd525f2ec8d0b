"""Deliveries: what a letter says now."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.delivery import POSTS, Kind, Reason
from bot.domain.digest import DigestEnd, group_by_value
from bot.domain.message_changes import ChangeCause, parse_unchanged
from bot.domain.preferences import MessagePreference
from bot.domain.recognition import RecognitionView, Source
from bot.domain.values import Values
from bot.domain.visibility import ChannelScope, GivenScope, ReceivedScope, Scope
from bot.domain.workspace import Workspace
from bot.storage import (
    circles,
    digest_recognitions,
    digests,
    messages,
    pending_notifications,
    recognition_views,
    users,
    workspaces,
)
from bot.storage.engine import Transaction
from bot.storage.messages import Message
from bot.storage.outbox import Delivery, Letter
from bot.usecases import prompts
from bot.usecases.lead_notes import note
from bot.usecases.leads_access import for_leads_of, opened
from bot.usecases.outbox_messages import (
    Answered,
    Content,
    DigestEnded,
    DigestOffered,
    Direct,
    Gathered,
    InCare,
    NotExported,
    NotRendered,
    Prompt,
    ReactionsExplained,
    ReportLookedAt,
    ShoutOut,
    Tour,
    Unchanged,
    Undelivered,
    WeeklyDigest,
    Withdrawn,
)
from bot.usecases.reports import reported


@dataclass(frozen=True, slots=True)
class Post:
    """To be posted, unless the reader is in the channel `unless_in`."""

    content: Content
    unless_in: str = ""


@dataclass(frozen=True, slots=True)
class ForLater:
    """To be told in the reader's next afternoon, unless they are in the channel `unless_in`."""

    unless_in: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """All that is kept about a person, as files to themselves."""

    user: str


@dataclass(frozen=True, slots=True)
class ShowHome:
    """A person's Home to be published as it is now; `is_cleared` says that it is to show nothing of them,
    unless they have opened it again. With `is_retry` it may show what was taken away, and is cleared too if
    nothing is open on it by now."""

    user: str
    is_cleared: bool
    is_retry: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """A message to be shown anew."""

    message: Message
    content: Content


@dataclass(frozen=True, slots=True)
class Deletion:
    """A message to be deleted, with its files."""

    message: Message


@dataclass(frozen=True, slots=True)
class Unknown:
    """A message to be shown anew that another version of Hearten posted, and this one cannot render."""


Order = Post | ForLater | Export | ShowHome | Update | Deletion | Unknown


@dataclass(frozen=True, slots=True)
class Composed:
    """What is to be done for a delivery; `order` is None where nothing needs to be any more."""

    workspace: Workspace
    values: Values
    order: Order | None


def compose(tx: Transaction, delivery: Delivery) -> Composed:
    """Look up what the letter says now: what happened since it was written is taken into account."""
    workspace = workspaces.get(tx, delivery.workspace_id)
    values = workspaces.find_values(tx, workspace.id)
    return Composed(workspace, values, _order(tx, workspace, values, delivery))


def _order(tx: Transaction, workspace: Workspace, values: Values, delivery: Delivery) -> Order | None:
    letter = delivery.letter
    if letter.kind is Kind.EXPORT:
        return Export(letter.destination)
    if letter.kind is Kind.HOME:
        return ShowHome(
            letter.destination,
            is_cleared=bool(letter.payload.get("cleared")),
            is_retry="held_since" in letter.payload,
        )
    if letter.kind in POSTS:
        content = _content(tx, workspace, values, letter, delivery.id)
        return _post(tx, workspace, letter, content, _unless_in(tx, letter)) if content else None
    message = messages.get(tx, letter.target) if letter.target else None
    if message is None:
        return None
    if letter.kind is Kind.DELETION:
        return Deletion(message)
    if message.kind is Kind.UNKNOWN:
        return Unknown()
    destination = message.user or message.channel
    as_posted = Letter(message.kind, destination, message.recognition, message.digest, None, message.payload)
    content = _content(tx, workspace, values, as_posted, message.id)
    return Update(message, content) if content else Deletion(message)


def _unless_in(tx: Transaction, letter: Letter) -> str:
    unless_in: str = letter.payload.get("unless_in", "")
    if letter.payload.get("again"):
        # It stood before, whoever is in the channel.
        return ""
    if unless_in and letter.target and messages.get(tx, letter.target) is None:
        # There is no shout-out to be mentioned in: it could not be delivered.
        return ""
    return unless_in


def _post(
    tx: Transaction, workspace: Workspace, letter: Letter, content: Content, unless_in: str
) -> Post | ForLater | None:
    """Post it, as far as the reader wishes at this moment to be written to about thanks."""
    # What is posted in the place of a deleted message was read before: without it, the reader would lose it.
    is_new = not letter.payload.get("again")
    if is_new and isinstance(content, Direct | Answered | Gathered | ReactionsExplained):
        wished = users.find_preferences(tx, workspace.id, [letter.destination])[letter.destination].messages
        if wished is MessagePreference.NEVER:
            return None
        if wished is MessagePreference.DAILY and isinstance(content, Direct | Answered):
            return ForLater(unless_in)
    return Post(content, unless_in)


def _content(
    tx: Transaction, workspace: Workspace, values: Values, letter: Letter, delivery: str
) -> Content | None:
    match letter.kind:
        case Kind.SHOUT_OUT:
            recognition = _story(tx, workspace, ChannelScope(letter.destination), letter)
            return ShoutOut(recognition) if recognition else None
        case Kind.DIRECT:
            return direct(
                tx,
                workspace,
                letter.destination,
                letter.recognition,
                is_first=bool(letter.payload.get("first")),
            )
        case Kind.ANSWERED:
            return _answered(tx, workspace, letter) if letter.payload else None
        case Kind.LEADS_MAY_READ:
            return opened(tx, workspace, letter) if letter.payload else None
        case Kind.REACTIONS_EXPLAINED:
            recognition = _story(tx, workspace, GivenScope(letter.destination), letter)
            return ReactionsExplained(recognition) if recognition else None
        case Kind.GATHERED:
            return gathered(tx, workspace, letter.destination, delivery)
        case Kind.DIGEST:
            return weekly_digest(tx, workspace, values, letter.digest) if letter.digest else None
        case Kind.DIGEST_OFFERED:
            channel = letter.payload["channel"]
            is_set_up = digests.find_subscription(tx, workspace.id, channel)
            return None if is_set_up else DigestOffered(channel)
        case Kind.DIGEST_ENDED:
            return DigestEnded(letter.payload["channel"], DigestEnd(letter.payload["why"]))
        case Kind.UNDELIVERED if "export" in letter.payload:
            return NotExported(Reason(letter.payload["reason"]), letter.payload["export"])
        case Kind.UNDELIVERED if letter.payload["reason"] == Reason.NOT_RENDERED.value:
            return NotRendered(
                letter.payload["channel"], letter.payload["person"], is_digest=letter.digest is not None
            )
        case Kind.UNDELIVERED:
            recognition = _story(tx, workspace, GivenScope(letter.destination), letter)
            if recognition is None and letter.recognition:
                return None
            reason = Reason(letter.payload["reason"])
            return Undelivered(recognition, reason, letter.payload["channel"], letter.payload["person"])
        case Kind.IN_CARE:
            circle = circles.get(tx, workspace.id, letter.payload["circle"])
            leads = tuple(lead for lead in circle.leads if lead != letter.destination) if circle else ()
            return InCare(circle, leads) if circle and leads else None
        case Kind.LEADS_NOTE:
            return note(tx, workspace, letter.destination, datetime.fromisoformat(letter.payload["until"]))
        case Kind.REPORTED:
            channel = letter.payload.get("channel", "")
            if letter.recognition is None:
                return None
            return reported(tx, workspace, letter.recognition, channel, letter.destination)
        case Kind.REPORT_LOOKED_AT:
            return ReportLookedAt(**letter.payload) if letter.payload else None
        case Kind.WITHDRAWN:
            told = ("channel", "words", "reason")
            return Withdrawn(*(letter.payload[name] for name in told)) if letter.payload else None
        case Kind.PROMPT:
            return _prompt(tx, workspace, letter)
        case Kind.TOUR:
            return Tour()
        case Kind.UNCHANGED:
            return _unchanged(workspace, letter)
        case Kind.EXPORT | Kind.HOME | Kind.UPDATE | Kind.DELETION | Kind.UNKNOWN:
            return None


def _unchanged(workspace: Workspace, letter: Letter) -> Unchanged:
    linked = tuple(
        (one, workspace.permalink(one.channel, one.ts) if one.ts and not one.is_direct else "")
        for one in parse_unchanged(letter.payload)
    )
    return Unchanged(linked, ChangeCause(letter.payload["cause"]), letter.payload.get("locale", ""))


def _prompt(tx: Transaction, workspace: Workspace, letter: Letter) -> Prompt | None:
    asked = prompts.question(tx, workspace.id, letter.destination, letter.payload.get("day", ""))
    memory = _story(tx, workspace, ReceivedScope(letter.destination), letter)
    return Prompt(letter.destination, asked, memory) if asked else None


def weekly_digest(
    tx: Transaction, workspace: Workspace, values: Values, digest_id: str
) -> WeeklyDigest | None:
    """What a digest tells now; None where nothing is left of it, or it is another workspace's."""
    digest = digests.get(tx, digest_id)
    if digest is None or digest.workspace_id != workspace.id:
        return None
    places = digest_recognitions.find_display_orders(tx, digest.id)
    told = recognition_views.list_views(tx, workspace, digest.scope, places)
    if not told and not digest.is_quiet:
        return None
    return WeeklyDigest(
        digest,
        group_by_value(told, values),
        digest_recognitions.find_first_givers(tx, workspace.id, told),
        {one: place for one, place in places.items() if place is not None},
    )


def gathered(tx: Transaction, workspace: Workspace, reader: str, delivery: str) -> Gathered | None:
    """Return what a gathered message tells this reader now; None if nothing is left of it."""
    told = pending_notifications.find_actors(tx, delivery)
    found = recognition_views.list_views(tx, workspace, ReceivedScope(reader), told)
    new = frozenset(recognition.id for recognition in found if told[recognition.id] & set(recognition.givers))
    worth = tuple(
        recognition
        for recognition in found
        if recognition.id in new or recognition.source is Source.REACTION or recognition.endorsers
    )
    answers = tuple(
        Answered(recognition, reply)
        for recognition in recognition_views.list_views(tx, workspace, GivenScope(reader), told)
        for reply in recognition.replies
        if reply.by in told[recognition.id]
    )
    wish = users.find_preferences(tx, workspace.id, [reader])[reader].thanks
    return Gathered(reader, worth, new, answers, wish, delivery) if worth or answers else None


def _answered(tx: Transaction, workspace: Workspace, letter: Letter) -> Answered | None:
    recognition = _story(tx, workspace, GivenScope(letter.destination), letter)
    if recognition is None:
        return None
    found = (
        Answered(recognition, reply) for reply in recognition.replies if reply.by == letter.payload["by"]
    )
    return next(found, None)


def direct(
    tx: Transaction, workspace: Workspace, reader: str, recognition: str | None, *, is_first: bool
) -> Direct | None:
    """What a recipient reads about a recognition; None where it is none of theirs any more."""
    told = recognition_views.list_views(
        tx, workspace, ReceivedScope(reader), [recognition] if recognition else []
    )
    if not told:
        return None
    wish = users.find_preferences(tx, workspace.id, [reader])[reader].thanks
    return Direct(told[0], is_first, wish, reader, for_leads_of(tx, workspace, reader, told[0].id))


def _story(tx: Transaction, workspace: Workspace, scope: Scope, letter: Letter) -> RecognitionView | None:
    wanted = [letter.recognition] if letter.recognition else []
    return next(iter(recognition_views.list_views(tx, workspace, scope, wanted)), None)
