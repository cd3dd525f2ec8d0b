"""Bonusly's recognitions, as its Web API answers `GET https://bonus.ly/api/v1/bonuses`, saved as a JSON file.

The fields are those that another program reads (https://github.com/madninja/bonusly-rs, src/models).
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from bot.domain.imports.files import PersonName, Row, UnknownColumnsError, make_row, parse_date
from bot.domain.imports.records import BrokenLine

_POINTS = re.compile(r"(?<!\S)\+\d+(?!\S)")
"""Points, which are written among the words."""


def read_bonuses(content: str) -> Iterator[Row | BrokenLine]:
    """Yield the bonuses: one answer, or a list of them. The `line` is the number of the bonus, from 1.

    Raise `UnknownColumnsError` for a file of another kind.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnknownColumnsError("it is no JSON") from error
    bonuses = data.get("result") if isinstance(data, dict) else data
    if not isinstance(bonuses, list):
        raise UnknownColumnsError("it is no list of bonuses from Bonusly's API")
    for number, bonus in enumerate(bonuses, 1):
        yield _read_bonus(number, bonus) if isinstance(bonus, dict) else BrokenLine(number, "It is no bonus.")


def _read_bonus(number: int, bonus: Mapping[str, Any]) -> Row | BrokenLine:
    receivers = bonus.get("receivers") or [bonus.get("receiver")]
    text = _text(bonus, "reason_decoded") or _text(bonus, "reason")
    return make_row(
        number,
        _read_person(bonus.get("giver")),
        tuple(map(_read_person, receivers if isinstance(receivers, list) else [])),
        " ".join(_POINTS.sub(" ", text).split()),
        parse_date(_text(bonus, "created_at"), UTC),
        [_text(bonus, "value") or _text(bonus, "hashtag")],
    )


def _read_person(user: object) -> PersonName:
    if not isinstance(user, dict):
        return ()
    return (_text(user, "email"), _text(user, "full_name") or _text(user, "display_name"))


def _text(fields: Mapping[str, Any], name: str) -> str:
    """Return a field, "" if it is missing or no text. What cannot be stored is replaced."""
    value = fields.get(name)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
