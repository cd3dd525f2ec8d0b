"""The files of the practice workspace: announced by the app, then uploaded, then shared in a message."""

import mimetypes
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from bot.practice.checks.schema import problem
from bot.practice.records import JsonObject, SlackError

Address = Callable[[str], str]


@dataclass(slots=True)
class File:
    """A file of the app's; `content` is None until it has been uploaded."""

    id: str
    name: str
    length: int
    """Bytes that were announced, and that the content must have."""
    alt_text: str
    created: datetime
    key: str
    """The last part of the address that it is uploaded to."""
    title: str = ""
    content: bytes | None = None
    is_complete: bool = False

    @property
    def mimetype(self) -> str:
        """What kind of file it is, going by its name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def path(self) -> str:
        """Where on the server its content is."""
        return f"/files-pri/{self.id}/{quote(self.name, safe='')}"


class Files:
    """All files by their ids. Where they are shared is known to the messages alone."""

    def __init__(self) -> None:
        self.address: Address = lambda path: f"https://files.slack.com{path}"
        """Makes a whole address of a path on the server."""
        self.announced: dict[str, File] = {}
        """Each that has not been deleted, uploaded or not."""

    def announce(self, name: str, length: int, alt_text: str, now: datetime) -> File:
        """Return a new file of so many bytes, for which there is an address to upload it to."""
        file_id, key = f"F{secrets.token_hex(5).upper()}", secrets.token_urlsafe(18)
        file = File(file_id, name, length, alt_text, now, key)
        self.announced[file.id] = file
        return file

    def upload(self, key: str, content: bytes) -> File:
        """Take the content; SlackError `file_not_found` (also for a second time), `invalid_length`."""
        file = next((file for file in self.announced.values() if file.key == key), None)
        if file is None or file.content is not None:
            raise SlackError("file_not_found")
        if len(content) != file.length:
            raise SlackError("invalid_length")
        file.content = content
        return file

    def find_uploaded(self, file_id: str) -> File:
        """Return a file that has its content, shared or not; SlackError `file_not_found`."""
        file = self.announced.get(file_id)
        if file is None or file.content is None:
            raise SlackError("file_not_found")
        return file

    def has(self, file_id: str) -> bool:
        """Return True if there is such a file, whose upload has been completed."""
        return file_id in self.announced and self.announced[file_id].is_complete

    def find(self, file_id: str) -> File:
        """Return a file whose upload has been completed; SlackError `file_not_found`."""
        file = self.find_uploaded(file_id)
        if not file.is_complete:
            raise SlackError("file_not_found")
        return file

    def delete(self, file_id: str) -> None:
        """Forget a file; SlackError `file_not_found`."""
        del self.announced[self.find(file_id).id]


def check_pictures(files: Files, blocks: list[JsonObject], pointer: str, error: str) -> None:
    """Raise SlackError `error` with a line for each picture that is no complete file of the app's.

    `pointer` is where the blocks are in what the app sent.
    """
    problems = [
        problem("invalid slack file", where)
        for where, picture in _pictures(blocks, pointer)
        if not files.has(picture["id"])
    ]
    if problems:
        raise SlackError(error, *problems)


def _pictures(value: object, pointer: str) -> Iterator[tuple[str, JsonObject]]:
    """Yield every `slack_file` in some blocks, with the pointer to it."""
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _pictures(each, f"{pointer}/{number}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "slack_file" and value.get("type") == "image" and isinstance(inner, dict):
                yield f"{pointer}/{key}", inner
            else:
                yield from _pictures(inner, f"{pointer}/{key}")
