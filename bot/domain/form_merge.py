"""Forms that two users change at the same time: which entry wins."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MergedForm:
    """What is to be from now on, and the names of what two people changed to different things."""

    result: Mapping[str, object]
    conflicts: frozenset[str]


def merge_form(
    opened: Mapping[str, object], wished: Mapping[str, object], current: Mapping[str, object]
) -> MergedForm:
    """Merge what a form was `opened` with, what was `wished`, and the `current` state.

    A field that the user did not touch keeps the current state. All three have the same keys.
    """
    touched = {name for name in wished if wished[name] != opened[name]}
    return MergedForm(
        {name: wished[name] if name in touched else current[name] for name in wished},
        frozenset(name for name in touched if current[name] not in (opened[name], wished[name])),
    )
