"""The files of keepsakes, made by a process of their own.

Making them can take longer than a delivery may. The delivery that begins it ends untried, and is claimed
again at once; one of its successors finds them ready. If this process dies, nothing was sent by then.
"""

import asyncio
import contextlib
import io
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Sequence
from functools import partial

import msgspec
import structlog

from bot.clock import elapsed
from bot.deps import Deps
from bot.domain.calendar import find_zone
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.mentions import ChannelMention, parse_markup
from bot.domain.outbox_messages import Keepsake
from bot.domain.recognition import RecognitionView
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import KeepsakeError, SlackError
from bot.slack.api.directory import Directory
from bot.slack.api.reachable_links import keep_reachable_links
from bot.slack.features.keepsake.job import KeepsakeContent, KeepsakeJob, make_frame, read_frame
from bot.slack.outbound.file_uploads import UploadedFile
from bot.slack.outbound.rendering import users_in
from bot.storage import workspaces
from bot.usecases import keepsakes
from bot.usecases.keepsakes import KeepsakePeriod

WORKER = "bot.slack.features.keepsake.worker"
"""The program that makes them."""
PATIENCE = 5.0
"""Seconds that a delivery waits for its files."""
MAX_DELAY = 2.0
"""Seconds after which a delivery leaves files that are ready to the next one, which has its whole time."""
MAX_SECONDS = 300.0
"""Seconds that the process may take."""
MAX_AT_ONCE = 2
"""Keepsakes that are made at once: each takes up to 300 MB."""
MAX_UNCLAIMED_SECONDS = 120.0
"""Seconds for which files that are ready wait for their delivery."""
MAX_WAITING = 50
"""Keepsakes whose delivery did not come back yet."""

_log = structlog.get_logger(__name__)


class KeepsakeFiles:
    """Makes files, each once for its delivery."""

    def __init__(self, deps: Deps, directory: Directory) -> None:
        """Start without files."""
        self._deps = deps
        self._directory = directory
        self._places = asyncio.Semaphore(MAX_AT_ONCE)
        self._tasks: OrderedDict[tuple[WorkspaceId, str], asyncio.Task[list[UploadedFile]]] = OrderedDict()

    async def make(self, delivery: str, workspace: Workspace, message: Keepsake) -> list[UploadedFile] | None:
        """Return the page and the PDFs, or None if they are not ready yet.

        There is no PDF if it could not be made. Raise `SlackError` or `KeepsakeError`.
        """
        begun, key = elapsed(), (workspace.id, delivery)
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(self._make(workspace, message))
            task.add_done_callback(partial(self._forget_later, key))
            self._forget_oldest()
        await asyncio.wait([task], timeout=PATIENCE)
        if not task.done() or elapsed() - begun > MAX_DELAY:
            return None
        del self._tasks[key]
        return task.result()

    def _forget_later(self, key: tuple[WorkspaceId, str], task: asyncio.Task[list[UploadedFile]]) -> None:
        """Forget files that no delivery comes back for, as another process sent its own."""

        def forget() -> None:
            if self._tasks.get(key) is task:
                del self._tasks[key]

        asyncio.get_running_loop().call_later(MAX_UNCLAIMED_SECONDS, forget)

    def _forget_oldest(self) -> None:
        if len(self._tasks) > MAX_WAITING:
            self._tasks.popitem(last=False)[1].cancel()

    async def _make(self, workspace: Workspace, message: Keepsake) -> list[UploadedFile]:
        async with self._places, asyncio.timeout(MAX_SECONDS):
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", WORKER),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # What it says of an error may quote the text.
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                output = await self._run(process, workspace, message)
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        source, contents = io.BytesIO(output), list[bytes]()
        while content := read_frame(source):
            contents.append(content)
        if not contents:
            _log.error("keepsake not made", exit_code=process.returncode)
            raise KeepsakeError
        if len(contents) == 1:
            _log.error("keepsake without its PDF", exit_code=process.returncode)
        return _name_files(contents)

    async def _run(
        self, process: asyncio.subprocess.Process, workspace: Workspace, message: Keepsake
    ) -> bytes:
        """Write what the process reads, page by page, and return what it writes."""
        if process.stdin is None or process.stdout is None:
            raise KeepsakeError
        # It ends early if it fails, which its output shows.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            async for frame in self._make_frames(workspace, message):
                process.stdin.write(make_frame(frame))
                await process.stdin.drain()
            process.stdin.close()
        output = await process.stdout.read()
        await process.wait()
        return output

    async def _make_frames(self, workspace: Workspace, message: Keepsake) -> AsyncIterator[bytes]:
        """Yield pages of recognitions, newest first, an empty frame, and the job."""
        database, directory, settings = self._deps.database, self._directory, self._deps.settings
        user_id, period = message.destination, KeepsakePeriod(message.since, message.until)
        reader = (await directory.users.find(workspace, [user_id]))[user_id]
        users, channels, before = {user_id}, set[ChannelId](), None
        while page := await database.read(keepsakes.read_page, workspace, user_id, period, before):
            before = page[-1].id
            users |= users_in(page)
            channels |= _find_channels(page)
            yield msgspec.msgpack.encode(await keep_reachable_links(directory, workspace, reader, page))
        yield b""
        values = await database.read(workspaces.find_values, workspace.id)
        content = KeepsakeContent(
            reader=user_id,
            zone=find_zone(reader.timezone),
            names=await directory.users.names(workspace, users),
            channels=await self._find_channel_names(workspace, reader, channels),
            made_at=self._deps.clock.now(),
            since=message.since,
            until=message.until,
        )
        yield msgspec.msgpack.encode(
            KeepsakeJob(reader.locale, settings.commands[0], values.with_retired.all, content, settings.fonts)
        )

    async def _find_channel_names(
        self, workspace: Workspace, reader: User, ids: Iterable[ChannelId]
    ) -> dict[ChannelId, str]:
        """Return the names of those of these channels that the reader may see now."""
        found = dict[ChannelId, str]()
        for id_ in sorted(ids):
            channel = await self._directory.channels.find(workspace, id_)
            is_open = channel.kind is ChannelKind.PUBLIC and not (reader.is_guest or reader.is_foreign)
            if channel.name and (is_open or await self._is_in(workspace, id_, reader.id)):
                found[id_] = channel.name
        return found

    async def _is_in(self, workspace: Workspace, channel: ChannelId, user: UserId) -> bool:
        try:
            async with self._directory.in_time():
                return await self._directory.memberships.can_see(workspace, channel, user)
        except (SlackError, TimeoutError):
            return False


def _find_channels(recognitions: Iterable[RecognitionView]) -> set[ChannelId]:
    """Return the channels that these were given in or to, and those that their texts mention."""
    found = set[ChannelId]()
    for recognition in recognitions:
        found.update(ChannelId(team.id) for team in recognition.teams if team.is_channel)
        if not recognition.is_private:
            found.add(recognition.channel)
        texts = (
            recognition.text,
            *(comment.text for comment in recognition.comments),
            *(credit.text for credit in recognition.credits),
        )
        for text in texts:
            if "<#" in text:
                found.update(part.id for part in parse_markup(text) if isinstance(part, ChannelMention))
    return found


def _name_files(contents: Sequence[bytes]) -> list[UploadedFile]:
    """Return the page, and the PDFs; several are numbered, since they are read in order."""
    page, *pdfs = contents
    endings = [".pdf"] if len(pdfs) == 1 else [f".{number}.pdf" for number in range(1, len(pdfs) + 1)]
    return [
        UploadedFile(".html", page),
        *(UploadedFile(ending, pdf) for ending, pdf in zip(endings, pdfs, strict=True)),
    ]
