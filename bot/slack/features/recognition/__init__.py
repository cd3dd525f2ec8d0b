"""Recognitions: giving and changing them, and the actions of givers and recipients."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.context import Context
    from bot.slack.routes import Routes


def register(routes: "Routes", context: "Context") -> None:
    """Register the handlers of this feature."""
    from bot.domain.commands.command import (
        DoubtfulGiveCommand,
        GiveCommand,
        GiveSeveralCommand,
        GiveWithoutNames,
        TooLongCommand,
        UndoCommand,
    )
    from bot.slack.features.leads import open_to_leads_views
    from bot.slack.features.recognition import (
        added_recipient_views,
        added_recipients,
        added_value_views,
        added_values,
        confirmation_views,
        direct_message,
        edit,
        edit_views,
        form,
        form_views,
        giver_questions,
        handlers,
        pending_views,
        recipient_actions,
        recipient_views,
        reword,
        views,
    )
    from bot.slack.features.recognition.additions import check_additions
    from bot.slack.features.reports.views import MORE
    from bot.slack.manifest import RECOGNISE_SHORTCUT, THANK_SHORTCUT

    routes.commands.update(
        {
            GiveCommand: partial(handlers.answer_command, context),
            GiveWithoutNames: partial(handlers.answer_without_names, context),
            DoubtfulGiveCommand: partial(handlers.ask_about_doubt, context),
            TooLongCommand: partial(handlers.ask_for_less, context),
            GiveSeveralCommand: partial(handlers.answer_several, context),
            UndoCommand: partial(handlers.undo_latest, context),
        }
    )
    routes.actions.update(
        {
            views.UNDO: partial(handlers.undo, context),
            confirmation_views.ADD_VALUE: partial(check_additions(added_values.add_value), context),
            added_value_views.ADD_VALUES: partial(check_additions(added_values.open_form), context),
            added_recipient_views.ADD_RECIPIENT: partial(
                check_additions(added_recipients.add_recipient), context
            ),
            added_recipient_views.ADD_RECIPIENTS: partial(
                check_additions(added_recipients.open_form), context
            ),
            edit_views.EDIT: partial(check_additions(edit.open_form), context),
            pending_views.ANSWER: partial(giver_questions.answer_question, context),
            pending_views.REWORD: partial(reword.open_form, context),
            form_views.GIVE: partial(form.open_for_button, context),
            form_views.REACH: partial(form.choose_reach, context),
            MORE: partial(recipient_actions.choose_from_menu, context),
            recipient_views.REPLY: partial(recipient_actions.open_for_button, context),
            recipient_views.SHARE: partial(recipient_actions.open_for_button, context),
            recipient_views.TAKE_DOWN: partial(recipient_actions.take_down, context),
            recipient_views.PRIVATELY: partial(recipient_actions.press_preference, context),
            direct_message.PUBLICLY: partial(recipient_actions.press_preference, context),
            open_to_leads_views.OPEN: partial(recipient_actions.press_leads_access, context),
            open_to_leads_views.CLOSE: partial(recipient_actions.press_leads_access, context),
            direct_message.STOP_REACTIONS: partial(recipient_actions.choose_reactions, context),
            direct_message.KEEP_REACTIONS: partial(recipient_actions.choose_reactions, context),
        }
    )
    routes.shout_out_actions.add(MORE)
    routes.submissions.update(
        {
            form_views.GIVE: partial(form.submit, context),
            edit_views.EDIT: partial(edit.submit, context),
            pending_views.REWORD: partial(reword.submit, context),
            added_recipient_views.ADD_RECIPIENTS: partial(added_recipients.submit, context),
            added_value_views.ADD_VALUES: partial(added_values.submit, context),
            recipient_views.REPLY: partial(recipient_actions.submit_reply, context),
            recipient_views.TAKE_DOWN: partial(recipient_actions.submit_take_down, context),
            open_to_leads_views.OPEN: partial(recipient_actions.submit_open_to_leads, context),
        }
    )
    routes.shortcuts.update(
        {
            THANK_SHORTCUT: partial(form.open_for_shortcut, context),
            RECOGNISE_SHORTCUT: partial(form.open_for_shortcut, context),
        }
    )
