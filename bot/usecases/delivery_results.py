"""What became of a delivery, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.delivery import (
    BEHIND,
    IN_A_CHANNEL,
    POSTS,
    SHORTEST_DOUBT,
    Failure,
    GiveUp,
    Kind,
    Reason,
    RetryAt,
    VerifyAt,
    decide,
    decide_unseen,
)
from bot.domain.digest import DigestEnd
from bot.domain.message_changes import TOO_LATE, ChangeCause
from bot.domain.user import User
from bot.storage import digests, held_changes, messages, outbox, rate_limits, users
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.storage.messages import Message
from bot.storage.outbox import Delivery, Letter
from bot.usecases import digest_channels
from bot.usecases.daily_summary import tell_later
from bot.usecases.refused_changes import replaced, retry_home, settle_refused_change, tell_doubtful


@dataclass(frozen=True, slots=True)
class UploadedImage:
    """A picture in a message: Slack's id of its file, and what it shows, the same for the same picture."""

    file: str
    shows: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A message stands. `ts` is None where Slack does not tell it: through a `response_url`, or with files.

    `files` are the ids of those in it, and `image` its picture.
    """

    channel: str
    ts: str | None
    files: tuple[str, ...] = ()
    image: UploadedImage | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing is left to do. `deleted` is a message that stands no longer, `updated` one that changed, with
    the picture that it has now."""

    deleted: str | None = None
    updated: str | None = None
    image: UploadedImage | None = None


@dataclass(frozen=True, slots=True)
class KeptForLater:
    """Nothing was posted: the reader is to hear of it in their next afternoon."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A post without an answer was looked for and not seen; `can_tell` says that it does not stand."""

    can_tell: bool


@dataclass(frozen=True, slots=True)
class AwaitsImage:
    """Slack has not processed the picture of a message yet, which was refused `tries` times with it."""

    image: UploadedImage
    tries: int
    retry_after: timedelta


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not reach Slack, as far as is known. `error` is Slack's name for it, or ours.

    `retry_after` is Slack's wish, and `slows` says that it counts for all of the workspace's messages that
    are sent in the same way.
    """

    failure: Failure
    error: str
    retry_after: timedelta | None = None
    slows: bool = False


Outcome = Posted | Done | KeptForLater | Unseen | AwaitsImage | Failed

_OF_THE_POST = ("response_url", "can_post", "giver", "awaits", "again")
"""What a letter says about how it is posted, which is not kept: the response_url is a key to the channel."""
_ENDINGS = {
    Reason.ARCHIVED: DigestEnd.ARCHIVED,
    Reason.THROWN_OUT: DigestEnd.LEFT,
    Reason.READ_ONLY: DigestEnd.READ_ONLY,
}
"""Why a digest that could not be posted ends."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How messages are spread: the time between two posts to one place, and `jitter` in [0, 1)."""

    interval: timedelta = timedelta(seconds=1)
    jitter: float = 0.5


def settle(
    tx: Transaction, delivery: Delivery, outcome: Outcome, rhythm: Rhythm | None = None
) -> datetime | None:
    """Write down what became of a delivery; answers when (UTC) it is tried again, None if never."""
    rhythm = rhythm or Rhythm()
    letter = delivery.letter
    if not isinstance(outcome, Posted) and not outbox.is_claimed(tx, delivery):
        # Another process took it up meanwhile, tries it again and writes down what becomes of it.
        return tx.now
    if letter.kind in POSTS and isinstance(outcome, Posted | Failed):
        rate_limits.block(tx, delivery.workspace_id, letter.destination, tx.now + rhythm.interval)
    match outcome:
        case Posted() if letter.payload.get("cause") == ChangeCause.ERASED.value:
            # Nothing is to tell that this user was written to.
            outbox.finish(tx, delivery.id)
            return None
        case Posted(channel, ts, files, image):
            messages.add(
                tx,
                delivery.workspace_id,
                Message(
                    id=delivery.id,
                    channel=channel,
                    ts=ts,
                    kind=letter.kind,
                    user=None if letter.kind in IN_A_CHANNEL else letter.destination,
                    recognition=letter.recognition,
                    digest=letter.digest,
                    payload={k: v for k, v in letter.payload.items() if k not in _OF_THE_POST}
                    | ({"files": list(files)} if files else {})
                    | _as_payload(image),
                ),
            )
            outbox.finish(tx, delivery.id)
            return None
        case Done(deleted, updated, image):
            if letter.kind in POSTS and delivery.unanswered:
                # It is not posted any more, but an earlier post of it may be there.
                tell_doubtful(tx, delivery)
            if deleted:
                _settle_deleted(tx, delivery, deleted)
            elif letter.kind is Kind.UPDATE and letter.target:
                held_changes.delete_change(tx, letter.target)
            if updated:
                messages.set_payload(tx, updated, _as_payload(image))
            outbox.finish(tx, delivery.id)
            return None
        case AwaitsImage(image, tries, retry_after):
            picture = {**_as_payload(image), "tries": tries}
            outbox.set_payload(tx, delivery.id, {**letter.payload, "awaits": picture})
            again = tx.now + retry_after
            outbox.postpone(tx, delivery, again, "awaits its picture")
            return again
        case KeptForLater():
            _keep_for_later(tx, delivery)
            outbox.finish(tx, delivery.id)
            return None
        case Unseen(can_tell):
            return _settle_unseen(tx, delivery, can_tell=can_tell)
        case Failed():
            return _settle_failed(tx, delivery, outcome, rhythm.jitter)


def _settle_deleted(tx: Transaction, delivery: Delivery, deleted: str) -> None:
    message = messages.get(tx, deleted)
    messages.forget(tx, deleted)
    if message and delivery.letter.payload.get("replace"):
        replaced(tx, delivery.workspace_id, message)


def _as_payload(image: UploadedImage | None) -> dict[str, str]:
    return {"picture": image.file, "shows": image.shows} if image else {}


def uploaded_image(message: Message) -> UploadedImage | None:
    """The picture that stands in a message."""
    file, shows = message.payload.get("picture"), message.payload.get("shows")
    return UploadedImage(file, shows) if file and shows else None


def press_url(message: Message, now: datetime) -> str:
    """Return the `response_url` of the latest press in a message, which may change it; "" if it is over."""
    press = message.payload.get("press")
    return str(press["url"]) if press and now < datetime.fromisoformat(press["until"]) else ""


def _keep_for_later(tx: Transaction, delivery: Delivery) -> None:
    workspace_id, letter = delivery.workspace_id, delivery.letter
    if letter.recognition is None:
        return
    reader = users.find_users(tx, workspace_id, [letter.destination]).get(letter.destination)
    is_reply = letter.kind is Kind.ANSWERED
    news_from = {letter.payload["by"]} if is_reply else list_givers(tx, letter.recognition)
    for one in news_from:
        tell_later(tx, workspace_id, reader or User(letter.destination), letter.recognition, one)


def _settle_unseen(tx: Transaction, delivery: Delivery, *, can_tell: bool) -> datetime | None:
    decision = decide_unseen(
        can_tell=can_tell, unanswered=delivery.unanswered, first_tried=delivery.first_tried_at, now=tx.now
    )
    if isinstance(decision, GiveUp):
        _give_up(tx, delivery, decision.reason, "unanswered")
        return None
    outbox.post_again(tx, delivery, decision.at, is_certain=can_tell)
    return decision.at


def _settle_failed(tx: Transaction, delivery: Delivery, failed: Failed, jitter: float) -> datetime | None:
    failure, letter = failed.failure, delivery.letter
    is_post = letter.kind in POSTS
    if failure in (Failure.UNANSWERED, Failure.BROKEN) and (not is_post or delivery.verify_since):
        # An update or a deletion may happen twice, and looking for a post leaves nothing behind.
        failure = Failure.UNAVAILABLE
    decision = decide(
        failure,
        failed.error,
        attempt=delivery.attempt,
        first_tried=delivery.first_tried_at,
        now=tx.now,
        retry_after=failed.retry_after,
        jitter=jitter,
        failed_renders=delivery.failed_renders + 1,
    )
    match decision:
        case GiveUp(reason) if letter.kind in (Kind.UPDATE, Kind.DELETION):
            error = TOO_LATE if reason is Reason.TOO_LATE else failed.error
            return settle_refused_change(tx, delivery, error)
        case GiveUp() if letter.kind is Kind.HOME:
            return retry_home(tx, delivery, failed.error)
        case GiveUp(reason):
            _give_up(tx, delivery, reason, failed.error)
            return None
        case RetryAt(at) if failure is Failure.NOT_RENDERED:
            outbox.postpone_render(tx, delivery, at, failed.error)
        case VerifyAt(at):
            outbox.verify(tx, delivery, at, failed.error, doubtful=failure is Failure.UNANSWERED)
        case RetryAt(at) if failure is Failure.SUSPENDED:
            rate_limits.block(tx, delivery.workspace_id, rate_limits.EVERYTHING, at)
            # It goes out as soon as the workspace takes us in again, however long that takes.
            outbox.postpone(tx, delivery, tx.now, failed.error, anew=True)
        case RetryAt(at):
            if failed.slows:
                action = rate_limits.POSTING if is_post else letter.kind.value
                rate_limits.block(tx, delivery.workspace_id, action, at)
            elif failure is Failure.RATE_LIMITED and letter.kind in BEHIND and letter.kind is not Kind.EXPORT:
                # The others of its sort would ask the same of Slack. An export asks for something else.
                rate_limits.block(tx, delivery.workspace_id, rate_limits.CALENDAR, at)
            if failed.failure is Failure.UNANSWERED and not is_post:
                # The change may still arrive, and must not come after a newer one.
                at = max(at, tx.now + SHORTEST_DOUBT)
            outbox.postpone(tx, delivery, at, failed.error)
            return at
    return decision.at


def _give_up(tx: Transaction, delivery: Delivery, reason: Reason, error: str) -> None:
    """End a delivery, with a word to whoever wished for the message."""
    if not outbox.give_up(tx, delivery, error):
        return
    letter = delivery.letter
    if reason is Reason.UNANSWERED:
        tell_doubtful(tx, delivery)
    told = {"reason": reason.value, "channel": "", "person": ""}
    if letter.kind is Kind.DIGEST and letter.digest:
        ended = _ENDINGS.get(reason)
        if ended and digest_channels.end(tx, delivery.workspace_id, letter.destination, ended):
            return
        digest = digests.get(tx, letter.digest)
        concerned = {digest.set_by} if digest else set()
        told |= {"channel": letter.destination}
    elif letter.kind is Kind.SHOUT_OUT and letter.recognition:
        concerned = list_givers(tx, letter.recognition)
        told |= {"channel": letter.destination}
    elif letter.kind is Kind.DIRECT and letter.recognition and letter.target is None:
        concerned = list_givers(tx, letter.recognition)
        told |= {"person": letter.destination}
    elif letter.kind is Kind.EXPORT:
        concerned = {letter.destination}
        told |= {"export": error}
    else:
        return
    for user in sorted(concerned):
        word = Letter(Kind.UNDELIVERED, user, letter.recognition, letter.digest, payload=told)
        outbox.put(tx, delivery.workspace_id, word)
