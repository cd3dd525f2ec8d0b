"""The folder in which a practice workspace is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.practice.company import brightside
from bot.practice.directory import utc_now
from bot.practice.folder import Folder, FolderError
from bot.practice.snapshots import take_snapshot, to_json


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "mine" / "practice")


def test_stored_workspace_is_loaded(folder: Folder) -> None:
    with folder.alone():
        assert folder.load() is None
        folder.database.touch()
        for name in ("Before", "After"):
            company = brightside()
            company.name = name
            folder.store(to_json(take_snapshot(company, utc_now())))
        found = folder.load()
        assert found is not None
        assert found.name == "After"


def test_folder_is_used_by_one_process(folder: Folder) -> None:
    again = Folder(folder.path).alone()
    with folder.alone(), pytest.raises(FolderError, match=r"another demo is open .* --data"), again:
        pass
    with Folder(folder.path).alone():
        pass


def test_file_is_refused_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match="can't be used as a folder"), Folder(tmp_path / "file").alone():
        pass


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": 0}'])
def test_unreadable_state_is_explained(folder: Folder, content: bytes) -> None:
    with folder.alone():
        folder.store(content)
        with pytest.raises(FolderError, match="hearten demo --clean"):
            folder.load()


def test_missing_database_is_explained(folder: Folder) -> None:
    with folder.alone():
        folder.store(to_json(take_snapshot(brightside(), utc_now())))
        with pytest.raises(FolderError, match="hearten demo --clean"):
            folder.load()


def test_clear_leaves_foreign_files(folder: Folder) -> None:
    with folder.alone():
        folder.store(b"{}")
        ours = ["practice.db", "practice.db-wal", "practice.db.erasures", "practice.json.unfinished"]
        for name in (*ours, "hearten.db", "practice.txt.bak", "letter.txt"):
            (folder.path / name).touch()
        folder.clear("# a past\n")
        assert {file.name for file in folder.path.iterdir()} == {
            *("practice.lock", "practice.txt"),
            *("hearten.db", "practice.txt.bak", "letter.txt"),
        }
        assert folder.load() is None
        assert folder.seed == "# a past\n"
