"""Tokens are encrypted with the newest key, and readable with any."""

import pytest

from bot.errors import UndecipherableTokenError
from bot.token_cipher import TokenCipher, make_key

OLD, NEW, LOST = (make_key() for _ in range(3))


def test_new_key_encrypts_and_old_key_still_decrypts() -> None:
    before = TokenCipher([OLD]).encrypt("xoxb-1")
    both = TokenCipher([NEW, OLD])
    assert b"xoxb" not in before
    assert both.decrypt(before) == "xoxb-1"
    again = both.rotate(before)
    assert TokenCipher([NEW]).decrypt(again) == "xoxb-1"
    with pytest.raises(UndecipherableTokenError, match=r"^HEARTEN_ENCRYPTION_KEYS lacks the key"):
        TokenCipher([OLD]).decrypt(again)


def test_wrong_key_decrypts_nothing_and_tells_nothing() -> None:
    encrypted = TokenCipher([OLD]).encrypt("xoxb-1")
    for broken in (encrypted[:-1], b"", b"xoxb-1"):
        with pytest.raises(UndecipherableTokenError) as refused:
            TokenCipher([OLD]).decrypt(broken)
        assert "xoxb" not in str(refused.value)
    with pytest.raises(UndecipherableTokenError):
        TokenCipher([LOST]).rotate(encrypted)
