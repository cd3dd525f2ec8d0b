"""Errors at the fields of the form for a recognition."""

from collections.abc import Mapping

from bot.domain.ids import UserId
from bot.domain.recognition import MAX_RECIPIENTS, ExclusionReason, HiddenNames, RefusalReason, Rejection
from bot.domain.team import MAX_TEAM_SIZE
from bot.slack.features.recognition.form_views import (
    CHANNEL,
    PEOPLE,
    TEAMS,
    TEXT,
    VALUES,
    _excess_sentence,
)
from bot.slack.features.recognition.typed_recognition import GIVE as GIVE
from bot.slack.features.recognition.views import exclusion_notes
from bot.slack.ui.inline import Names, fill, join_user_names, plain_text
from bot.slack.ui.language import Language
from bot.slack.ui.phrases import shorten_typed


def excluded_users_error(
    language: Language, names: Names, users: Mapping[UserId, ExclusionReason]
) -> dict[str, str]:
    """Return the field error for users who can't be thanked; Slack's menu can't leave them out."""
    _ = language.gettext
    sentences = {
        ExclusionReason.SELF: _("Thanks here go to others. Please take yourself out."),
        ExclusionReason.BOT: _("Apps can't be thanked. Please take out: {people}."),
        ExclusionReason.DEACTIVATED: _("This account is deactivated. Please take out: {people}."),
    }
    sentences_ = [
        fill(
            sentence,
            people=join_user_names(
                language, names, [p for p, exclusion in users.items() if exclusion is reason]
            ),
        )
        for reason, sentence in sentences.items()
        if reason in users.values()
    ]
    return {PEOPLE: " ".join(map(plain_text, sentences_))}


def unread_team_error(language: Language) -> dict[str, str]:
    """Return the field error for a team whose members could not be read."""
    return {TEAMS: language.gettext("I couldn't read who is in that team. Please choose its people above.")}


def rejection_errors(
    language: Language, names: Names, rejection: Rejection, text: str = ""
) -> dict[str, str]:
    """Return what is wrong, by field."""
    _ = language.gettext
    match rejection.reason:
        case RefusalReason.NO_RECIPIENTS:
            reasons = " ".join(
                plain_text(spans) for spans in exclusion_notes(language, names, rejection.excluded)
            )
            return {PEOPLE: reasons or _("Who would you like to thank?")}
        case RefusalReason.TOO_LARGE_TEAM:
            return {
                TEAMS: _("I can thank a team of up to {most} people.").format(
                    most=language.number(MAX_TEAM_SIZE)
                )
            }
        case RefusalReason.TEAM_IN_PRIVATE:
            sentence = _(
                "Privately I can thank up to {most} people. Choose a channel to thank the whole team."
            )
            return {TEAMS: sentence.format(most=MAX_RECIPIENTS)}
        case RefusalReason.TOO_MANY_RECIPIENTS:
            return {PEOPLE: _("I can thank up to {most} people at once.").format(most=MAX_RECIPIENTS)}
        case RefusalReason.TOO_OFTEN:
            sentence = _(
                "That is more thanks in an hour than I can pass on. Please send this a little later; your "
                "words stay here."
            )
            return {TEXT: sentence}
        case RefusalReason.TEXT_TOO_LONG:
            return {TEXT: _excess_sentence(language, text)}
        case _:
            return {TEXT: _("One sentence more, please: what was it for?")}


def hidden_names_error(language: Language, names: Names, hidden: HiddenNames) -> dict[str, str]:
    """Ask the giver to leave out names that no channel may show."""
    sentence = language.ngettext(
        "Your words name {people}. I can't show that name in a channel. Leave it out, or choose below that "
        "only they read it.",
        "Your words name {people}. I can't show those names in a channel. Leave them out, or choose below "
        "that only they read it.",
        len(hidden.users),
    )
    return {TEXT: plain_text(fill(sentence, people=join_user_names(language, names, hidden.users)))}


def discretion_error(language: Language, *, is_anonymous: bool) -> dict[str, str]:
    """Ask about a text for a channel that asks to stay private, or not to show the giver's name."""
    _ = language.gettext
    if is_anonymous:
        return {TEXT: _("Thanks here carry your name, so nothing was sent yet. You can send it privately.")}
    sentence = _(
        "This asks to stay private, so nothing was sent yet. Choose below that only they read it, or leave "
        "those words out."
    )
    return {TEXT: sentence}


def order_error(language: Language, order: str) -> dict[str, str]:
    """Refuse a text that is an order to the bot; `order` is its words."""
    sentence = language.gettext(
        "“{order}” reads like a request to me, so nothing was sent. Please write what you're thankful for."
    )
    return {TEXT: plain_text(fill(sentence, order=shorten_typed(order)))}


def no_channel_error(language: Language) -> dict[str, str]:
    """Return the field error if no channel was chosen."""
    sentence = language.gettext("Please choose a channel, or that only they get it.")
    return {CHANNEL: sentence}


def absence_error(language: Language, *, is_known: bool) -> dict[str, str]:
    """Say that the giver is not in the channel, or that Slack didn't answer whether they are."""
    _ = language.gettext
    if is_known:
        return {CHANNEL: _("You aren't in that channel. Please choose one that you are in.")}
    return {CHANNEL: _("Slack didn't tell me whether you're in that channel. Please try again.")}


def cannot_post_error(language: Language, *, is_archived: bool) -> dict[str, str]:
    """Say that the bot can't post there: it's not in the private channel, or the channel is archived."""
    _ = language.gettext
    if is_archived:
        return {CHANNEL: _("That channel is archived. Please choose another one.")}
    sentence = _(
        "I'm not in that channel, so I can't post there. Type /invite @Hearten in it, or choose another one."
    )
    return {CHANNEL: sentence}


def retired_value_error(language: Language) -> dict[str, str]:
    """Return the field error for a value that was retired while the form was open."""
    return {VALUES: language.gettext("One of these is no longer celebrated here. Please choose again.")}


def no_value_error(language: Language) -> dict[str, str]:
    """Return the field error if the workspace asks for a value and none was chosen."""
    return {VALUES: language.gettext("What did they show? Please choose what comes closest.")}


def withdrawn_error(language: Language) -> dict[str, str]:
    """Return the field error if the form was sent before and that recognition was withdrawn since."""
    return {TEXT: language.gettext("This thanks was taken back meanwhile. Please open a new form.")}
