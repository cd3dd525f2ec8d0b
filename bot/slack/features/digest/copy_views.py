"""The form with a digest's words as text to copy."""

from slack_sdk.models.blocks import Block, MarkdownTextObject, PlainTextInputElement, SectionBlock

from bot.slack.features.digest.copied_text import CopiedText
from bot.slack.features.digest.copy_button import COPY
from bot.slack.features.digest.page_cursor import DigestPage
from bot.slack.payloads.submissions import MAX_FIELD_TEXT
from bot.slack.ui.inline import fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, field, form, message_view

MARKDOWN, HTML = "markdown", "html"
"""The fields."""


def build_form(language: Language, digest: str, text: CopiedText) -> View:
    """Build the form: with the text to copy, if it fits, and a button that sends it as files."""
    _ = language.gettext
    explanation = _(
        "Everyone in the company may read this: it holds public thanks from public channels, and no one who "
        "isn't in digests."
    )
    blocks: list[Block] = [_section(explanation)]
    if max(len(text.markdown), len(text.html)) <= MAX_FIELD_TEXT:
        blocks += [
            field(name, label, PlainTextInputElement(initial_value=content, multiline=True), is_optional=True)
            for name, label, content in ((MARKDOWN, "Markdown", text.markdown), (HTML, "HTML", text.html))
        ]
    else:
        blocks.append(_section(_("It's too long to copy from here. As files, you get all of it.")))
    return form(
        COPY,
        _("Copy as text"),
        blocks,
        submit=_("Send as files"),
        close=_("Close"),
        context=DigestPage(digest).as_value(),
    )


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def build_notice(language: Language, message: Message) -> View:
    """Build the form around a message in its place."""
    _ = language.gettext
    return message_view(_("Copy as text"), message, close=_("Close"))


def nothing_public_message(language: Language) -> Message:
    """Say that all words must stay in Slack."""
    sentence = language.gettext(
        "None of these words may leave Slack: they were given in private, in a private or shared channel, "
        "or they're gone."
    )
    return build_message([line(fill(sentence))])


def not_opened_message(language: Language) -> Message:
    """Say that the form didn't open."""
    sentence = language.gettext("The text didn't open just now. Please press the button once more.")
    return build_message([line(fill(sentence))])


def sent_message(language: Language) -> Message:
    """Say that the files are on their way."""
    sentence = language.gettext("Both files are on their way. You'll find them in your messages with me.")
    return build_message([line(fill(sentence))])


def files_message(language: Language) -> Message:
    """Introduce the files."""
    _ = language.gettext
    return build_message(
        [
            line(fill(_("Here are the words of the digest, as Markdown and as HTML."))),
            line(
                fill(
                    _(
                        "Only what everyone in the company may read is in them. What's taken back later "
                        "stays in these copies, so please use them soon."
                    )
                )
            ),
        ]
    )
