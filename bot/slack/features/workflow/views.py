"""What a workflow is told, and what its readers are told about the step."""

from bot.domain.message_text import MAX_TEXT_LENGTH
from bot.domain.recognition import MAX_RECIPIENTS
from bot.domain.workflow_step import StepFailure
from bot.slack.manifest import STEPS, THANK_STEP
from bot.slack.ui.inline import TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line


def failure_sentence(language: Language, failure: StepFailure) -> str:
    """Return the sentence for the workflow's log, and for whoever runs it. Others may read it, too."""
    _ = language.gettext
    match failure:
        case StepFailure.NO_GIVER:
            return _("Thanks come from people. Let a person start this workflow; nothing was sent.")
        case StepFailure.NO_PLACE:
            return _(
                "I can't post there for the person who runs this workflow, so nothing was sent. Invite me, "
                "or choose another channel."
            )
        case StepFailure.NOBODY:
            return _("One thing is missing: who is thanked? Nothing was sent.")
        case StepFailure.ONESELF:
            return _("Thanks here go to others, so nothing was sent. Who helped?")
        case StepFailure.APPS:
            return _("Apps can't be thanked, so nothing was sent. Which people helped?")
        case StepFailure.DEACTIVATED:
            return _("These accounts are deactivated, so nothing was sent.")
        case StepFailure.NO_RECIPIENTS:
            return _("I can't thank these people here, so nothing was sent.")
        case StepFailure.NO_TEXT:
            return _("One sentence is missing: what was it for? Nothing was sent.")
        case StepFailure.TEXT_TOO_LONG:
            return _("These words are longer than {most} characters, so nothing was sent.").format(
                most=MAX_TEXT_LENGTH
            )
        case StepFailure.TOO_MANY_RECIPIENTS:
            return _("I can thank up to {most} people at once, so nothing was sent.").format(
                most=MAX_RECIPIENTS
            )
        case StepFailure.TOO_OFTEN:
            return _("That was a lot at once, so nothing was sent. Please try again later.")
        case StepFailure.NOT_CONFIRMED:
            return _("The thanks were not confirmed, so nothing was sent.")
        case StepFailure.NOT_POSTED:
            return _("Slack didn't let me post the thanks.")
        case StepFailure.WITHDRAWN:
            return _("The thanks were taken back.")


def hint_message(language: Language) -> Message:
    """Say in the thread of a workflow's message that there is a step for thanks."""
    _ = language.gettext
    sentence = _(
        "Thanks come from people, so I take none from a workflow's message. Add my step {step} to it: it "
        "asks the person who runs the workflow, then posts in their name."
    )
    return build_message([line(fill(sentence, step=TextSpan(STEPS[THANK_STEP]["title"], bold=True)))])
