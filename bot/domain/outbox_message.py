"""What all outbox messages have in common, and the image of a digest."""

from enum import Enum, auto
from typing import ClassVar, Self

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.ids import ChannelId, RecognitionId, StepId, UserId


class Priority(Enum):
    """In which order messages are sent."""

    IMMEDIATE = auto()
    """It follows from what a user did just now."""
    REQUESTED = auto()
    """A user waits for it, but not within seconds: it takes long, or goes to many. Low priority."""
    SCHEDULED = auto()
    """It is due at an hour for many users, or it can wait. Low priority, after `REQUESTED`."""


class OutboxMessage(Struct, frozen=True):
    """A message to be sent. `destination` is a channel, a user for a direct message, or a workflow's step.

    `kind` is its name in the database. `version` is raised if a process that runs an older version of Hearten
    would misread what is stored.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    priority: ClassVar[Priority] = Priority.IMMEDIATE

    destination: ChannelId | UserId | StepId


class Post(OutboxMessage, frozen=True):
    """A message that is posted. If it was sent twice, people would see it twice.

    `recognition` is the one that it is about. A message that `is_replacement` is posted in the place of one
    that Slack did not let the bot change.
    """

    destination: ChannelId | UserId
    recognition: RecognitionId | None = None
    is_replacement: bool = False

    def as_posted(self) -> Self:
        """Return what is stored of it once it is posted: what it needs to be rendered again."""
        return replace(self, is_replacement=False) if self.is_replacement else self


class ChannelPost(Post, frozen=True):
    """A post in a channel."""

    destination: ChannelId


class UserPost(Post, frozen=True):
    """A post to one user."""

    destination: UserId


class UnknownMessage(Post, frozen=True):
    """A message of a kind or version that only a newer version of Hearten knows."""

    kind = ""


class UploadedImage(Struct, frozen=True):
    """An image that was uploaded to Slack: its file's id, and a fingerprint of what it shows.

    `NO_IMAGE` has neither.
    """

    file: str
    fingerprint: str


NO_IMAGE = UploadedImage("", "")
"""In the place of an image that a message has to do without."""


class DigestImage(Struct, frozen=True):
    """The image that a digest is to be sent with, and how many times Slack refused the message with it."""

    image: UploadedImage
    refusals: int = 0
