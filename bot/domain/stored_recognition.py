"""Recognitions as they are stored, before it is decided what a reader sees of them."""

from datetime import datetime

from msgspec import Struct

from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.recognition import Comment, Credit, Reply, Source
from bot.domain.team import Team
from bot.domain.visibility import Visibility


class Endorser(Struct, frozen=True):
    """Who joined a recognition, and when (UTC). `text` is their comment (Slack markup), often empty."""

    user: UserId
    text: str
    at: datetime


class StoredRecognition(Struct, frozen=True):
    """A recognition with all that belongs to it, without anything that was withdrawn or taken down.

    `recipients` maps users, and the ids of `teams`, to how widely they are seen; `opened_to_leads` are those
    who let their leads read what is private to them. `comments` are those of givers by reaction. `mentioned`
    are the users that its own text and its credits name. `readers` are those of the users it was read for who
    are thanked as part of a team: no one else learns of them. Users are sorted by id, credits and replies by
    time.
    """

    id: RecognitionId
    source: Source
    channel: ChannelId
    visibility: Visibility
    text: str
    created_at: datetime
    permalink: str
    givers: tuple[UserId, ...]
    comments: tuple[Comment, ...]
    recipients: dict[UserId, Visibility]
    opened_to_leads: frozenset[UserId]
    endorsers: tuple[Endorser, ...]
    credits: tuple[Credit, ...]
    replies: tuple[Reply, ...]
    values: tuple[str, ...]
    mentioned: frozenset[UserId]
    teams: tuple[Team, ...] = ()
    readers: frozenset[UserId] = frozenset()
