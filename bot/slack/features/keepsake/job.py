"""What the process that makes a keepsake reads and writes."""

import struct
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from msgspec import Struct

from bot.domain.ids import ChannelId, UserId
from bot.domain.recognition import RecognitionView
from bot.domain.values import Value

_LENGTH = struct.Struct(">I")


class KeepsakeContent(Struct, frozen=True):
    """What a keepsake is made of. `channels` has the names of those alone that the reader may see.

    `recognitions` come oldest first.
    """

    reader: UserId
    zone: str
    names: Mapping[UserId, str]
    channels: Mapping[ChannelId, str]
    made_at: datetime
    recognitions: Sequence[RecognitionView] = ()
    since: datetime | None = None
    until: datetime | None = None


class KeepsakeJob(Struct, frozen=True):
    """What is to be made: `content` comes without its recognitions, `fonts` is a folder of further ones."""

    locale: str
    command: str
    values: tuple[Value, ...]
    content: KeepsakeContent
    fonts: str = ""


def make_frame(content: bytes) -> bytes:
    """Return the content with its length before it."""
    return _LENGTH.pack(len(content)) + content


def read_frame(source: BinaryIO) -> bytes | None:
    """Return the content of the next frame; None at the end, or if it is broken off."""
    header = source.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(header)
    content = source.read(length)
    return content if len(content) == length else None
