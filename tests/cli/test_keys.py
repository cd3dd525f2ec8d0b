"""`hearten new-key` and `rotate-keys`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.ids import UserId
from bot.domain.installation import EncryptedTokens, NewInstallation
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import installations, migrations
from bot.storage.engine import connect
from bot.token_cipher import TokenCipher
from bot.usecases.installations import record_installation
from tests.cli.conftest import Invoke


def cipher_of(*keys: str) -> TokenCipher:
    return TokenCipher(keys)


async def store(url: str, cipher: TokenCipher) -> None:
    """Store two installations; the token of one expires."""
    database = connect(url, lambda: datetime.now(UTC))
    migrations.migrate(database.engine)
    for team, refresh in (("T1", None), ("T2", cipher.encrypt("xoxe-1-T2"))):
        identity = WorkspaceIdentity("", team, team, "https://x.slack.com/", UserId("UBOT"))
        tokens = EncryptedTokens(
            cipher.encrypt(f"xoxb-{team}"), refresh, datetime.now(UTC) if refresh else None
        )
        new = NewInstallation(identity, "A1", "B1", frozenset({"chat:write"}), UserId("U1"), tokens)
        await database.write(record_installation, new)
    database.close()


async def read(url: str, cipher: TokenCipher) -> list[str]:
    database = connect(url, lambda: datetime.now(UTC))
    stored = await database.read(installations.list_tokens)
    database.close()
    return [
        cipher.decrypt(one) for _, tokens in stored for one in (tokens.bot_token, tokens.refresh_token) if one
    ]


def test_keys_are_made_and_rotated(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = invoke("new-key").stdout.strip(), invoke("new-key").stdout.strip()
    assert old != new
    url = f"sqlite:///{tmp_path}/hearten.db"
    monkeypatch.setenv("DATABASE_URL", url)
    ended = invoke("rotate-keys")
    assert (ended.exit_code, ended.stderr) == (
        2,
        "To rotate keys, HEARTEN_ENCRYPTION_KEYS must be set in the environment or in .env.\n",
    )
    tokens = ["xoxb-T1", "xoxb-T2", "xoxe-1-T2"]
    asyncio.run(store(url, cipher_of(old)))
    # A key is lacking: nothing is changed.
    monkeypatch.setenv("HEARTEN_ENCRYPTION_KEYS", new)
    ended = invoke("rotate-keys")
    assert ended.exit_code == 1
    assert "HEARTEN_ENCRYPTION_KEYS lacks the key" in ended.stderr
    assert asyncio.run(read(url, cipher_of(old))) == tokens
    monkeypatch.setenv("HEARTEN_ENCRYPTION_KEYS", f"{new},{old}")
    ended = invoke("rotate-keys")
    assert (ended.exit_code, ended.stdout) == (
        0,
        "Tokens of installations encrypted with the newest key: 2\n",
    )
    assert asyncio.run(read(url, cipher_of(new))) == tokens
