"""Files of keepsakes between the process that makes them and their delivery."""

import asyncio
from typing import Any, cast

import pytest

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.outbox_messages import Keepsake
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.slack.outbound import keepsake_files
from bot.slack.outbound.file_uploads import UploadedFile
from bot.slack.outbound.keepsake_files import KeepsakeFiles

WORKSPACE = Workspace(WorkspaceId(1), WorkspaceIdentity("", "T1", "One", "", UserId("UBOT")), "en")
FILES = [UploadedFile(".html", b"page")]


class HeldFiles(KeepsakeFiles):
    """Files that are ready when the test says so."""

    def __init__(self) -> None:
        super().__init__(cast("Any", None), cast("Any", None))
        self.made = 0
        self.ready = asyncio.Event()

    async def _make(self, workspace: Workspace, message: Keepsake) -> list[UploadedFile]:
        self.made += 1
        await self.ready.wait()
        return FILES


@pytest.mark.parametrize(("unclaimed_seconds", "made"), [(60.0, 1), (0.0, 2)])
async def test_files_wait_for_their_delivery_for_a_while(
    monkeypatch: pytest.MonkeyPatch, unclaimed_seconds: float, made: int
) -> None:
    """Another process may have sent its own meanwhile, and nothing would take these away."""
    monkeypatch.setattr(keepsake_files, "MAX_UNCLAIMED_SECONDS", unclaimed_seconds)
    monkeypatch.setattr(keepsake_files, "PATIENCE", 0)
    files, message = HeldFiles(), Keepsake(UserId("U1"))
    assert await files.make("delivery", WORKSPACE, message) is None
    files.ready.set()
    await asyncio.sleep(0.05)
    monkeypatch.setattr(keepsake_files, "PATIENCE", 5)
    assert await files.make("delivery", WORKSPACE, message) == FILES
    assert files.made == made
