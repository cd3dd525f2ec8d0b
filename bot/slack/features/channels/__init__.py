"""Changes of channels and their members."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.slack.features.channels import events
    from bot.slack.features.digest.events import ENDINGS

    for kind, reason in ENDINGS.items():
        is_deleted = kind in events.DELETIONS
        routes.events[kind] = partial(events.handle_ended, context, reason=reason, is_deleted=is_deleted)
    routes.events.update(dict.fromkeys(events.OPENINGS, partial(events.handle_reopened, context)))
    routes.events.update(
        {
            "channel_id_changed": partial(events.handle_new_id, context),
            "member_joined_channel": partial(events.handle_joined, context),
            "member_left_channel": partial(events.handle_left, context),
            "subteam_members_changed": partial(events.handle_group_change, context),
        }
    )
