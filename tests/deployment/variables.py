"""The variables that Hearten reads."""

from dataclasses import fields

from bot.settings import Settings

KNOWN_VARIABLES = frozenset(field.metadata["variable"] for field in fields(Settings))
