"""Joining in a recognition of others: the form, and what is said to those who cannot."""

from slack_sdk.models.blocks import Block, CheckboxesElement

from bot.domain.voices import NotJoinable
from bot.slack.blocks.adding import WORDS, gone, paragraph, words_field
from bot.slack.blocks.document import Message, line, message
from bot.slack.blocks.editing import no_additions
from bot.slack.blocks.form import View, field, form, options
from bot.slack.blocks.inline import Names, fill, named, plain
from bot.slack.language import Language
from bot.slack.rich_text import Filled
from bot.usecases.join import Joinable

JOIN = "join"
"""The action that opens the form, and the form's name."""
LEAVE = "leave"
"""The field for taking one's voice back, and its one option."""


def joining(language: Language, names: Names, found: Joinable, filled: Filled | None, context: str) -> View:
    """What somebody says with their voice, if anything; who has joined finds it, and can take it back.

    `context` comes back with it.
    """
    _ = language.gettext
    told, voice = found.story, found.voice
    sentence = (
        _("You have joined {givers} in thanking {recipients}.")
        if voice
        else _("You join {givers} in thanking {recipients}. Words are welcome, and not needed.")
    )
    explained = fill(
        sentence,
        givers=named(language, names, told.givers),
        recipients=named(language, names, told.recipients),
    )
    invitation = _("What did it make easier for you?")
    blocks: list[Block] = [
        paragraph(plain(explained)),
        words_field(language, filled, invitation),
    ]
    if voice:
        leave = CheckboxesElement(options=options([(LEAVE, _("Take my voice back, with my words"))]))
        blocks.append(field(LEAVE, _("Or not any more?"), leave, is_optional=True))
    return form(
        JOIN,
        _("Me too"),
        blocks,
        submit=_("Save") if voice else _("Join in"),
        close=_("Cancel"),
        context=context,
    )


def not_joinable(language: Language, reason: NotJoinable) -> Message:
    """To somebody who pressed the button and cannot join."""
    return message([line(fill(_why_not(language, reason)))])


def not_joined(language: Language, reason: NotJoinable) -> dict[str, str]:
    """The same, at the field of a form that was open."""
    return {WORDS: gone(language) if reason is NotJoinable.GONE else _why_not(language, reason)}


def _why_not(language: Language, reason: NotJoinable) -> str:
    _ = language.gettext
    return {
        NotJoinable.GONE: _("This thanks is gone already."),
        NotJoinable.NO_ADDITIONS: no_additions(language),
        NotJoinable.OWN_WORDS: _("These are your own words, so your voice is in them already."),
        NotJoinable.OWN_THANKS: _(
            "These are thanks to you. If you would like to answer: the three dots below them offer it."
        ),
    }[reason]
