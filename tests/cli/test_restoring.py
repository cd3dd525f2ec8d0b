"""`hearten backup` and `restore`, and what the operator reads about erasures."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.erasure import ErasureExtent
from bot.storage import erasure_ledger
from bot.storage.erasures import ErasureOrder
from tests.cli.process import hearten

ORDER = ErasureOrder(
    "01a21225-d900-7001-b158-6114adbb297c",
    "",
    "T1",
    "UANA",
    ErasureExtent.NAME,
    datetime(2026, 11, 22, tzinfo=UTC),
)


@pytest.mark.parametrize("has_erased", [False, True])
async def test_the_operator_is_told_that_erasures_are_carried_out_again(
    tmp_path: Path, has_erased: bool
) -> None:
    environment = {"DATABASE_URL": "sqlite:///kept.db"}
    assert (await hearten(tmp_path, "migrate", environment=environment)).status == 0
    assert (await hearten(tmp_path, "backup", "copy.db", environment=environment)).status == 0
    if has_erased:
        erasure_ledger.write(tmp_path / "kept.db.erasures", [ORDER])
    ended = await hearten(tmp_path, "restore", "copy.db", environment=environment)
    assert ended.status == 0
    assert ended.out.startswith("copy.db is restored.")
    assert ("What has been erased since is erased from it, too" in ended.out) is has_erased
