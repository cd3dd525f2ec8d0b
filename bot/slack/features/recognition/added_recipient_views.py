"""Adding people to a recognition who were named without a mention: sentences, buttons and the form."""

from slack_sdk.models.blocks import UserMultiSelectElement

from bot.domain.ids import RecognitionId
from bot.domain.name_matches import NameMatches
from bot.domain.recognition import MAX_RECIPIENTS, RefusalReason, Rejection
from bot.domain.user import User
from bot.slack.features.recognition.edit_views import no_additions_sentence
from bot.slack.features.recognition.views import exclusion_notes
from bot.slack.features.recognition.views import withdrawn_message as gone_message
from bot.slack.ui.inline import Names, Spans, TextSpan, fill, join_spans, plain_text
from bot.slack.ui.language import Language
from bot.slack.ui.modal import View, field, form
from bot.slack.ui.parts import Button
from bot.slack.ui.phrases import shorten_typed

ADD_RECIPIENT = "add-recipient"
"""The action that adds one person; followed by `:` and the user id."""
ADD_RECIPIENTS = "add-recipients"
"""The action that opens the form, and the form's name."""
PEOPLE = "people"
"""The field."""


def unmentioned_notes(language: Language, matches: NameMatches, broadcast: str) -> list[Spans]:
    """Return sentences about typed names that Slack did not turn into mentions."""
    _ = language.gettext
    notes: list[Spans] = []
    if matches.unknown:
        names = ", @".join(matches.unknown)
        sentence = language.ngettext(
            "I couldn't tell who “@{name}” is, so they aren't thanked yet.",
            "I couldn't tell who “@{name}” are, so they aren't thanked yet.",
            len(matches.unknown),
        )
        notes.append(fill(sentence, name=shorten_typed(names)))
    suggested = [*matches.users, *matches.candidates]
    if suggested:
        users = join_spans(language, [TextSpan(user.name + language.honorific) for user in suggested])
        notes.append(fill(_("Did you mean {people}, too? They aren't thanked yet."), people=users))
    if broadcast:
        sentence = _("I left out “@{name}”. To thank everyone in a channel, name the channel.")
        notes.append(fill(sentence, name=broadcast))
    return notes


def build_add_buttons(
    language: Language, matches: NameMatches, broadcast: str, recognition: RecognitionId
) -> list[Button]:
    """Build buttons that add the users who may be meant, and one that opens the form."""
    _ = language.gettext
    buttons = [
        Button(_("Add {name}").format(name=user.name), f"{ADD_RECIPIENT}:{user.id}", recognition)
        for user in (*matches.users, *matches.candidates)
    ]
    if matches.unknown or broadcast:
        buttons.append(Button(_("Add someone"), ADD_RECIPIENTS, recognition))
    return buttons


def thank_too_button(language: Language, user: User, recognition: RecognitionId) -> Button:
    """Build a button that adds a user who is only mentioned in the text."""
    label = language.gettext("Thank {name}, too").format(name=user.name)
    return Button(label, f"{ADD_RECIPIENT}:{user.id}", recognition)


def build_form(language: Language, context: str) -> View:
    """Build the form that asks who else is thanked; it returns `context` on submission."""
    _ = language.gettext
    element = UserMultiSelectElement(max_selected_items=MAX_RECIPIENTS)
    return form(
        ADD_RECIPIENTS,
        _("Add someone"),
        [field(PEOPLE, _("Who else would you like to thank for this?"), element)],
        submit=_("Add"),
        close=_("Cancel"),
        context=context,
    )


def rejection_error(language: Language, names: Names, rejection: Rejection) -> dict[str, str]:
    """Return the field error that explains why no recipient was added."""
    if rejection.reason is RefusalReason.NO_ADDITIONS:
        return {PEOPLE: no_additions_sentence(language)}
    reasons = " ".join(plain_text(spans) for spans in exclusion_notes(language, names, rejection.excluded))
    sentence = language.gettext("I can thank up to {most} people at once.").format(most=MAX_RECIPIENTS)
    return {PEOPLE: reasons or sentence}


def withdrawn_error(language: Language) -> dict[str, str]:
    """Return the field error for a recognition that was withdrawn."""
    return {PEOPLE: gone_message(language)["text"]}
