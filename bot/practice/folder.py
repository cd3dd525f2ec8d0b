"""The folder in which a practice workspace is kept, with the database of the bot that is in it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from bot.practice.snapshots import Snapshot, UnreadableError, from_json


class FolderError(OSError):
    """A folder that cannot be used. The message says why, and what one can do."""


class Folder:
    """A folder of the user's own; only files that begin with `practice.` in it are ours."""

    def __init__(self, path: Path) -> None:
        """Keep what is to be kept in the folder `path`, which need not exist yet."""
        self.path = path
        self.database = path / "practice.db"
        self._state = path / "practice.json"
        self._seed = path / "practice.txt"

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Make the folder, and be the only process that uses it; `FolderError` if another one does."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(self.path / "practice.lock", timeout=0)
            lock.acquire()
        except Timeout as error:
            raise FolderError(
                f"another demo is open and uses {self.path}. End that one first, or give this one a folder "
                "of its own with --data"
            ) from error
        except OSError as error:
            raise FolderError(f"{self.path} can't be used as a folder: {error.strerror or error}") from error
        try:
            yield
        finally:
            lock.release()

    def load(self) -> Snapshot | None:
        """Return what is kept here; None for nothing. `FolderError` if it cannot be read.

        Nothing is kept of a workspace whose past was not played to its end.
        """
        if not self._state.exists():
            return None
        try:
            snapshot = from_json(self._state.read_bytes())
        except (OSError, UnreadableError) as error:
            raise FolderError(
                f"{self._state} is damaged or from another version. `hearten demo --clean` begins with a "
                "fresh company; what is kept there is lost then"
            ) from error
        if not self.database.exists():
            raise FolderError(
                f"{self.database} is gone, and with it what the bot knew. `hearten demo --clean` begins with "
                "a fresh company"
            )
        return snapshot

    def store(self, written: bytes) -> None:
        """Replace what is kept, so that at any instant the old or the new is whole; OSError."""
        unfinished = self._state.with_name("practice.json.unfinished")
        with unfinished.open("wb") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._state)

    @property
    def seed(self) -> str:
        """The seed with which its company began, or was about to begin; "" for the usual one."""
        return self._seed.read_text(encoding="utf-8") if self._seed.exists() else ""

    def clear(self, seed: str) -> None:
        """Forget what is kept, for a company that begins with this seed.

        Once begun it is forgotten, also if it is interrupted.
        """
        self._state.unlink(missing_ok=True)
        self._seed.write_text(seed, encoding="utf-8")
        for pattern in ("practice.json.*", "practice.db", "practice.db[-.]*"):
            for file in self.path.glob(pattern):
                file.unlink(missing_ok=True)
