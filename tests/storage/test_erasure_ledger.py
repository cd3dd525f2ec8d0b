"""The ledger of erasures: durable, complete, and honest about damage."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.erasure import ErasureExtent
from bot.domain.ids import NO_USER, UserId
from bot.errors import ErasureLedgerError
from bot.storage import erasure_ledger
from bot.storage.erasures import ErasureOrder

DAY = datetime(2026, 11, 22, tzinfo=UTC)
ONE = ErasureOrder("01a21225-d900-7001-b158-6114adbb297c", "", "T1", UserId("UANA"), ErasureExtent.NAME, DAY)
ALL = ErasureOrder("01a21225-d900-7002-b158-6114adbb297c", "E1", "T2", NO_USER, ErasureExtent.WORKSPACE, DAY)


def test_written_orders_are_read(tmp_path: Path) -> None:
    file = tmp_path / "erasures"
    assert erasure_ledger.read(file) == []
    assert erasure_ledger.write(file, [ONE]) == 1
    assert erasure_ledger.write(file, [ONE, ALL]) == 1
    assert erasure_ledger.write(file, [ONE, ALL]) == 0
    assert erasure_ledger.read(file) == [ONE, ALL]
    assert file.stat().st_mode & 0o077 == 0


def test_ledger_lies_beside_the_database_or_as_configured() -> None:
    assert erasure_ledger.find_ledger("sqlite:////data/hearten.db", "") == Path("/data/hearten.db.erasures")
    assert erasure_ledger.find_ledger("postgresql://host/database", "") is None
    assert erasure_ledger.find_ledger("postgresql://host/database", "/data/ledger") == Path("/data/ledger")


@pytest.mark.parametrize("damage", ["{", '{"id": "1"}', '{"id": 1, "user": 2}', "[]", "\udcff"])
def test_damaged_line_is_named(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "erasures"
    erasure_ledger.write(file, [ONE])
    with file.open("ab") as opened:
        opened.write(damage.encode("utf-8", "surrogateescape") + b"\n")
    with pytest.raises(ErasureLedgerError, match="ledger of erasures"):
        erasure_ledger.read(file)
    with pytest.raises(ErasureLedgerError, match="ledger of erasures"):
        erasure_ledger.write(file, [ALL])


def test_unusable_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ErasureLedgerError, match="cannot be"):
        erasure_ledger.write(tmp_path / "file" / "erasures", [ONE])
