"""Reading JSON that comes from elsewhere."""

from __future__ import annotations

import json


def parsed(text: str | bytes) -> object:
    """What a text says in JSON; ValueError if it says nothing.

    Half of a surrogate pair, which JSON can write and no UTF-8 can carry, becomes a question mark.
    """
    found: object = json.loads(text)
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        whole = json.dumps(found, ensure_ascii=False).encode(errors="replace")
        return json.loads(whole)
    return found
