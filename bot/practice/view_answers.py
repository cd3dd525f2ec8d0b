"""What an app answers about the fields of a modal: options to choose from, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from bot.practice.elements import OPTION
from bot.practice.fields import offered_options
from bot.practice.modals import View
from bot.practice.records import JsonObject, SlackError
from bot.practice.schema import items

_OPTIONS = items(OPTION, 100)


def suggested_options(body: object) -> list[JsonObject]:
    """The options of an answer, those in groups too; none if Slack would not take one of them."""
    options = [option for option in offered_options(body) if isinstance(option, dict)]
    return options if not [*_OPTIONS(options, "/options")] else []


def field_errors(view: View, errors: object) -> Mapping[str, str]:
    """What the app says of the fields; SlackError if it says nothing, or speaks of what is no field."""
    fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if (
        not isinstance(errors, dict)
        or not errors
        or not fields.issuperset(errors)
        or not all(isinstance(words, str) for words in errors.values())
    ):
        raise SlackError("invalid_errors")
    return errors
