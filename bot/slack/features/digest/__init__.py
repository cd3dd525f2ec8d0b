"""A channel's weekly digest: settings, message, pages and image."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.digest_command import (
        DigestChannelsCommand,
        DigestNowCommand,
        DigestOffCommand,
        DigestOnCommand,
        DigestPreviewCommand,
        DigestStatusCommand,
        UnclearDigestCommand,
    )
    from bot.slack.features.digest import (
        copies,
        copy_button,
        form,
        handlers,
        look_views,
        looks,
        page_views,
        pages,
        several_channels,
        views,
        weekly_message,
    )

    routes.commands.update(
        {
            DigestOnCommand: partial(handlers.answer_command, context),
            DigestOffCommand: partial(handlers.answer_command, context),
            DigestPreviewCommand: partial(handlers.answer_command, context),
            DigestChannelsCommand: partial(handlers.answer_command, context),
            DigestNowCommand: partial(handlers.answer_command, context),
            DigestStatusCommand: partial(handlers.answer_command, context),
            UnclearDigestCommand: partial(handlers.answer_command, context),
        }
    )
    routes.actions.update(
        {
            views.SET_UP: partial(form.open_for_button, context),
            views.SET_UP_SEVERAL: partial(several_channels.open_for_button, context),
            views.KEEP: partial(handlers.keep, context),
            views.STOP: partial(handlers.stop, context),
            weekly_message.SHOW_ALL: partial(pages.PAGES.open, context),
            copy_button.COPY: partial(copies.open_form, context),
            look_views.POST: partial(looks.post_look, context),
            page_views.TURN: partial(pages.PAGES.turn, context),
        }
    )
    routes.submissions.update(
        {
            copy_button.COPY: partial(copies.submit, context),
            views.SET_UP: partial(form.submit, context),
            views.SET_UP_SEVERAL: partial(several_channels.submit, context),
        }
    )
