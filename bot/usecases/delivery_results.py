"""Delivery results: how an attempt to send an outbox message ended."""

from datetime import timedelta

from msgspec import Struct

from bot.domain.delivery import Failure
from bot.domain.ids import ChannelId
from bot.domain.outbox_message import DigestImage, UploadedImage
from bot.storage.deliveries import Delivery


class Posted(Struct, frozen=True):
    """A message was posted. `ts` is None if Slack does not return it: for a `response_url`, or with files.

    `files` are the ids of those in it, and `image` is that of a digest.
    """

    channel: ChannelId
    ts: str | None
    files: tuple[str, ...] = ()
    image: UploadedImage | None = None


class DeliveryDone(Struct, frozen=True):
    """Nothing is left to do.

    `deleted` is the id of a message that is gone, `updated` of a digest that changed,
    with the `image` that it has now.
    """

    deleted: str | None = None
    updated: str | None = None
    image: UploadedImage | None = None


class Deferred(Struct, frozen=True):
    """Nothing was posted: the reader gets it in the next daily summary."""


class NotFound(Struct, frozen=True):
    """A post without an answer was not found. If the result `is_certain`, it is not there."""

    is_certain: bool


class ImagePrepared(Struct, frozen=True):
    """The image is ready that a digest is to be sent with: send the message `retry_after`.

    If it `is_refused`, Slack did not take the message yet with the image that it had.
    """

    image: DigestImage
    retry_after: timedelta = timedelta(0)
    is_refused: bool = False


class NotTried(Struct, frozen=True):
    """Nothing was sent: the shout-out that the message follows was not posted, or not soon."""


class Failed(Struct, frozen=True):
    """A call failed. `error` is Slack's name for the reason, or Hearten's own.

    `retry_after` is the delay that Slack asks for. If the error `limits_all`, it counts for all messages of
    the workspace that are sent by the same method.
    """

    failure: Failure
    error: str
    retry_after: timedelta | None = None
    limits_all: bool = False


DeliveryResult = Posted | DeliveryDone | Deferred | NotFound | ImagePrepared | NotTried | Failed


class EndedDelivery(Struct, frozen=True):
    """A delivery with its result. `jitter`, in [0, 1), spreads the retries of those that failed together."""

    delivery: Delivery
    result: DeliveryResult
    jitter: float = 0.5
