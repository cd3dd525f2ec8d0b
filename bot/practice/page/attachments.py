"""The files of a message as the page shows them: a name, a size, a link, and the picture if it is one."""

from dataclasses import dataclass
from typing import Final

from bot.practice.files import File
from bot.practice.records import Message
from bot.practice.workspace import Workspace

PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What is shown in its place; everything else is only downloaded, as it could bring scripts along."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file under a message; `description` is what those hear who do not see it."""

    title: str
    name: str
    size: str
    address: str
    is_picture: bool
    description: str


def of(message: Message, workspace: Workspace, viewer: str) -> tuple[Attachment, ...]:
    """The files of a message for one person."""
    folder = f"/as/{viewer}/{message.channel}/files"
    return tuple(_attachment(workspace.files.find(file_id), folder) for file_id in message.files)


def in_blocks(message: Message) -> frozenset[str]:
    """The ids of the files that a message shows as pictures among its blocks."""
    shown = (block.get("slack_file") for block in message.blocks if block.get("type") == "image")
    return frozenset(str(file["id"]) for file in shown if isinstance(file, dict) and "id" in file)


def in_views(workspace: Workspace, viewer: str) -> frozenset[str]:
    """Return the ids of the files that are shown as pictures in the forms that a person has open."""
    blocks = (block for view in workspace.modals.stack(viewer) for block in view.blocks)
    shown = (block.get("slack_file") for block in blocks if block.get("type") == "image")
    return frozenset(str(file["id"]) for file in shown if isinstance(file, dict) and "id" in file)


def pictures(workspace: Workspace, viewer: str) -> dict[str, str]:
    """Where the pictures are that stand among the blocks of what a person can read, by the ids of files."""
    direct = workspace.dm_channel(viewer).id
    in_forms = {
        file: f"/as/{viewer}/{direct}/files/{file}"
        for file in in_views(workspace, viewer)
        if workspace.files.has(file)
    }
    return in_forms | {
        file: f"/as/{viewer}/{channel.id}/files/{file}"
        for channel in workspace.visible_channels(viewer)
        for message in workspace.visible_messages(channel.id, viewer)
        for file in in_blocks(message)
        if workspace.files.has(file)
    }


def size(count: int) -> str:
    """So many bytes in words: “12 kB”."""
    for unit, worth in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= worth:
            return f"{count / worth:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} bytes" if count != 1 else "1 byte"


def _attachment(file: File, folder: str) -> Attachment:
    return Attachment(
        file.title or file.name,
        file.name,
        size(file.length),
        f"{folder}/{file.id}",
        file.mimetype in PICTURES,
        file.alt_text or file.title or file.name,
    )
