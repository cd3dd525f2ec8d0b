"""`hearten erase`: all of a workspace, at once, on request."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.clock import Clock
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import UserId
from bot.domain.workspace import WorkspaceIdentity
from bot.practice.company import brightside
from bot.practice.oauth import AppRegistration
from bot.practice.server import Practice
from bot.practice.site import Site
from bot.slack.manifest import build_manifest
from bot.storage import erasure_ledger, schema, workspaces
from bot.storage.engine import Transaction, connect
from bot.token_cipher import make_key
from tests.cli.process import hearten
from tests.granted_installation import install, many_settings

IDENTITY = WorkspaceIdentity("", "T0BRIGHT1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))

AWAY = (
    "Slack has not revoked Hearten's token for Brightside (T0BRIGHT1): auth.revoke: status 503. "
    "It is erased here all the same. Remove the app there, so that nobody can use a copy of it."
)


async def write(url: str) -> None:
    """Let there be a workspace."""
    database = connect(url, Clock().now)
    await database.write(workspaces.ensure, IDENTITY)
    database.close()


async def count(url: str) -> int:
    """How many workspaces there are."""

    def look(tx: Transaction) -> int:
        return tx.connection.scalar(select(func.count()).select_from(schema.workspace)) or 0

    database = connect(url, Clock().now)
    try:
        return await database.read(look)
    finally:
        database.close()


async def test_erase_deletes_a_workspace_and_notes_it_in_the_ledger(
    database_url: str, tmp_path: Path
) -> None:
    await write(database_url)
    environment = {"DATABASE_URL": database_url, "HEARTEN_ERASURES": str(tmp_path / "erasures")}
    unknown = await hearten(tmp_path, "erase", "T0NOBODY1", "--yes", environment=environment)
    assert unknown.out.splitlines()[-1] == "There is no data of a workspace T0NOBODY1."
    assert await count(database_url) == 1
    ended = await hearten(tmp_path, "erase", "T0BRIGHT1", "--yes", environment=environment)
    assert ended.status == 0
    assert ended.out.splitlines()[-1] == ("All data of T0BRIGHT1 is erased. Messages in Slack stay there.")
    assert await count(database_url) == 0
    (order,) = erasure_ledger.read(tmp_path / "erasures")
    assert (order.team_id, order.user, order.extent) == ("T0BRIGHT1", "", ErasureExtent.WORKSPACE)


async def test_erase_asks_first(database_url: str, tmp_path: Path) -> None:
    await write(database_url)
    ended = await hearten(tmp_path, "erase", "T0BRIGHT1", environment={"DATABASE_URL": database_url})
    assert ended.status != 0
    assert "It can't be undone." in ended.out
    assert await count(database_url) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_erase_revokes_the_tokens_at_slack_if_it_is_there(database_url: str, tmp_path: Path) -> None:
    app = AppRegistration("A0HEARTEN", build_manifest(), [], timedelta(hours=12))
    async with Practice(brightside()) as practice, Site(app, [practice]) as site:
        environment = many_settings(site, database_url)
        await install(site, practice, database_url)
        ended = await hearten(tmp_path, "erase", "T0BRIGHT1", "--yes", environment=environment)
        assert ended.out.splitlines()[-2:] == [
            "Slack has revoked Hearten's token for Brightside (T0BRIGHT1).",
            "All data of T0BRIGHT1 is erased. Messages in Slack stay there.",
        ]
        assert await count(database_url) == 0
        assert not site.oauth._refresh_tokens
        assert [call.response for call in practice.calls if call.method == "auth.revoke"] == [
            {"ok": True, "revoked": True}
        ]

        await install(site, practice, database_url)
        practice.fail("auth.revoke", status=503, times=5)
        ended = await hearten(tmp_path, "erase", "T0BRIGHT1", "--yes", environment=environment)
        assert ended.status == 0
        assert ended.out.splitlines()[-2:] == [
            AWAY,
            "All data of T0BRIGHT1 is erased. Messages in Slack stay there.",
        ]
        assert await count(database_url) == 0

        # An operator who lost the key can erase all the same.
        await install(site, practice, database_url)
        environment["HEARTEN_ENCRYPTION_KEYS"] = make_key()
        ended = await hearten(tmp_path, "erase", "T0BRIGHT1", "--yes", environment=environment)
        assert ended.status == 0, ended.said
        assert "HEARTEN_ENCRYPTION_KEYS lacks the key that a token is encrypted with" in ended.out
        assert await count(database_url) == 0
