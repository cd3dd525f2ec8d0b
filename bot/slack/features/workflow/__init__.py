"""The step of Workflow Builder with which a workflow thanks someone."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.workflow import handlers

    routes.events["function_executed"] = partial(handlers.run_step, context)
