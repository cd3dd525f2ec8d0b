"""The encryption of tokens in the database (https://cryptography.io/en/latest/fernet/).

It imports `cryptography` only when there are keys: one workspace needs none.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence

from bot.errors import UndecipherableTokenError


class TokenCipher:
    """Encrypts with the newest key, and decrypts with any."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys, newest first. Raise ValueError if there is none, or one is malformed."""
        from cryptography.fernet import Fernet, InvalidToken, MultiFernet

        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._refusal = InvalidToken

    def encrypt(self, token: str) -> bytes:
        """Return the encrypted token."""
        return self._fernet.encrypt(token.encode())

    def decrypt(self, encrypted: bytes) -> str:
        """Return the token. Raise `UndecipherableTokenError` if no key decrypts it."""
        try:
            return self._fernet.decrypt(encrypted).decode()
        except self._refusal as error:
            raise UndecipherableTokenError(
                "HEARTEN_ENCRYPTION_KEYS lacks the key that a token is encrypted with: add that key, behind "
                "the others"
            ) from error

    def rotate(self, encrypted: bytes) -> bytes:
        """Return the same token, encrypted with the newest key. Raise as `decrypt` does."""
        return self.encrypt(self.decrypt(encrypted))


def make_key() -> str:
    """Return a new key, as `HEARTEN_ENCRYPTION_KEYS` takes it."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()
