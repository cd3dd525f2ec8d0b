"""Views for sharing the credit: the form, its errors and the confirmation."""

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    RichTextInputElement,
    SectionBlock,
    UserSelectElement,
)

from bot.domain.credit import MAX_CREDIT_TEXT, CreditRefusal
from bot.domain.ids import UserId
from bot.domain.recognition import ExclusionReason
from bot.slack.features.recognition.edit_views import no_additions_sentence
from bot.slack.features.recognition.recipient_views import SHARE
from bot.slack.features.recognition.views import exclusion_notes
from bot.slack.ui.inline import Names, TextSpan, plain_text, user_name
from bot.slack.ui.language import Language
from bot.slack.ui.modal import View, field, form, notice, options
from bot.slack.ui.mrkdwn import text_object
from bot.usecases.shared_credits import ShareableRecognition, ShareResult

COLLEAGUE, TEXT, WITHDRAW = "colleague", "text", "withdraw"
"""The fields."""


def build_form(language: Language, names: Names, shareable: ShareableRecognition) -> View:
    """Build the form that shares the credit, and withdraws credits that were shared before."""
    _ = language.gettext
    is_shared = bool(shareable.shared_with)
    explanation = _(
        "Your colleague is thanked together with you, and can read who it came from. Anyone who sees the "
        "thanks sees this, too."
    )
    blocks: list[Block] = [
        _paragraph(explanation),
        field(COLLEAGUE, _("Who has a part in it?"), UserSelectElement(), is_optional=is_shared),
        field(TEXT, _("What did they do?"), RichTextInputElement(), is_optional=is_shared),
    ]
    if is_shared:
        colleagues = ((user, user_name(language, names, user)) for user in shareable.shared_with)
        boxes = CheckboxesElement(options=options(colleagues))
        blocks.append(field(WITHDRAW, _("No longer share it with"), boxes, is_optional=True))
    return form(
        SHARE,
        _("Share the credit"),
        blocks,
        submit=_("Save") if is_shared else _("Share"),
        close=_("Cancel"),
        context=shareable.recognition.id,
    )


def refusal_sentence(language: Language, refusal: CreditRefusal) -> str:
    """Say why there is nothing to share."""
    _ = language.gettext
    match refusal:
        case CreditRefusal.PRIVATE:
            return _("This thanks is private to you, so it stays with you.")
        case CreditRefusal.TEAM:
            return _(
                "This thanks is to a whole team, so it's shared already. You can thank a colleague yourself."
            )
        case CreditRefusal.NO_ADDITIONS:
            return no_additions_sentence(language)
        case CreditRefusal.BY_EMOJI:
            return _("An emoji has no words that could be shared. You can thank your colleague yourself.")
        case _:
            return _("This thanks is gone meanwhile, so there is nothing to share.")


def refusal_errors(
    language: Language, names: Names, colleague: UserId, refusal: ExclusionReason | CreditRefusal
) -> dict[str, str]:
    """Return what is wrong, by field."""
    _ = language.gettext
    match refusal:
        case ExclusionReason():
            reasons = exclusion_notes(language, names, {colleague: refusal})
            return {COLLEAGUE: " ".join(plain_text(spans) for spans in reasons)}
        case CreditRefusal.SELF:
            return {COLLEAGUE: _("You are thanked already. Who else had a part in it?")}
        case CreditRefusal.GIVER:
            return {COLLEAGUE: _("They said this thanks themselves. Who else had a part in it?")}
        case CreditRefusal.ALREADY:
            return {COLLEAGUE: _("They are thanked here already. Who else had a part in it?")}
        case CreditRefusal.NO_CHANNEL_ACCESS:
            return {
                COLLEAGUE: _("They can't read the channel where it was said, so I can't show it to them.")
            }
        case CreditRefusal.TOO_MANY:
            return {COLLEAGUE: _("More people than this don't fit into one thanks.")}
        case CreditRefusal.TOO_OFTEN:
            sentence = _(
                "You've shared a lot in the past hour. Please share this a little later; your words "
                "stay here."
            )
            return {TEXT: sentence}
        case CreditRefusal.TEXT_TOO_LONG:
            sentence = _("That is longer than {most} characters. Could it be shorter?")
            return {TEXT: sentence.format(most=MAX_CREDIT_TEXT)}
        case CreditRefusal.HIDDEN_NAMES:
            return {TEXT: _("I can't show every name in a channel. Could you say it without the name?")}
        case CreditRefusal.NO_TEXT:
            return {TEXT: _("One sentence, please: what did they do?")}
        case _:
            return {COLLEAGUE: refusal_sentence(language, refusal)}


def no_colleague_error(language: Language) -> dict[str, str]:
    """Return the field error if no colleague was chosen."""
    return {COLLEAGUE: language.gettext("Who would you like to share it with?")}


def result_notice(language: Language, colleague: str, result: ShareResult | None) -> View:
    """Confirm in the form's place; without a `result` credits were only withdrawn."""
    _ = language.gettext
    if result is None:
        sentence = _("Taken back. The thanks is shown without them.")
    elif not result.is_written_to:
        sentence = _("Shared. {colleague} reads thanks in their own time, so no message was sent.")
    elif result.is_private:
        sentence = _("Shared. {colleague} reads it in private, as they prefer; the channel doesn't see it.")
    else:
        sentence = _("Shared. {colleague} reads it in a direct message. The same menu takes it back.")
    text = sentence.format(colleague=colleague)
    return notice(_("Share the credit"), [_paragraph(text)], close=_("Close"))


def _paragraph(sentence: str) -> Block:
    return SectionBlock(text=text_object([TextSpan(sentence)]))
