"""One package per feature: its handlers and its views side by side.

A package registers its handlers by `register`, which imports them only then: other features use its views and
must not import all handlers with them. The types are imported by type checkers alone, for the same reason.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes

FEATURES = (
    "recognition",
    "endorsement",
    "credit",
    "card",
    "reports",
    "reactions",
    "digest",
    "daily_summary",
    "history",
    "home",
    "preferences",
    "export",
    "keepsake",
    "erasure",
    "leads",
    "values",
    "settings",
    "help",
    "conversation",
    "onboarding",
    "channels",
    "workspace",
    "workflow",
)


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of all features."""
    for feature in FEATURES:
        import_module(f"{__name__}.{feature}").register(routes, context)
