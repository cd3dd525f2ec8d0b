"""Cards from many: starting, signatures and giving them."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.card import CardCommand, CardsCommand
    from bot.slack.features.card import form, form_views, given_views, handlers, pages, signatures, views
    from bot.slack.manifest import CARD_SHORTCUT

    routes.commands.update(
        {
            CardCommand: partial(handlers.answer_command, context),
            CardsCommand: partial(handlers.list_cards, context),
        }
    )
    routes.actions.update(
        {
            views.SIGN: partial(signatures.open_form, context),
            views.UNSIGN: partial(signatures.remove, context),
            views.INVITE: partial(signatures.open_invitations, context),
            views.CHANGE: partial(form.open_for_change, context),
            views.CANCEL: partial(handlers.cancel, context),
            given_views.READ: partial(pages.PAGES.open, context),
            given_views.TURN: partial(pages.PAGES.turn, context),
            given_views.TAKE_DOWN: partial(pages.take_down, context),
        }
    )
    routes.submissions.update(
        {
            form_views.START: partial(form.submit, context),
            form_views.CHANGE: partial(form.submit_change, context),
            form_views.SIGN: partial(signatures.submit, context),
            form_views.INVITE: partial(signatures.submit_invitations, context),
        }
    )
    routes.shortcuts[CARD_SHORTCUT] = partial(form.open_for_shortcut, context)
