"""Views for the export of a user's data."""

from bot.domain.delivery import GiveUpReason
from bot.domain.outbox_messages import ExportFailureNotice
from bot.slack.ui.inline import Spans, TextSpan, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Part


def confirmation_message(language: Language, *, is_new: bool) -> Message:
    """Confirm that an export was started, or is in progress already."""
    return build_message(_lines(confirmation_spans(language, is_new=is_new)))


def confirmation_spans(language: Language, *, is_new: bool) -> Spans:
    """Return the confirmation as running text."""
    _ = language.gettext
    if is_new:
        sentence = _(
            "I'm putting your data together. You'll get it in a direct message in about a minute: thanks "
            "given and received, your choices, and who looked."
        )
    else:
        sentence = _("It's on its way already. You'll get it once, in a direct message.")
    return fill(sentence)


def upload_message(language: Language) -> Message:
    """Introduce the files."""
    _ = language.gettext
    return build_message(
        _lines(
            fill(_("Here's everything I store about you. No one else gets to see it.")),
            fill(
                _(
                    "The JSON file holds everything and says what each part means. The CSV file has your "
                    "thanks, given and received, for a spreadsheet."
                )
            ),
            fill(_("Both files stay in this conversation until they are deleted.")),
        )
    )


def failure_message(language: Language, content: ExportFailureNotice) -> Message:
    """Say why the files were not sent, and what can be done."""
    sentence = fill(
        _failure_sentence(language, content),
        export=slash_command(language, "export"),
        scope=TextSpan("files:write", code=True),
    )
    return build_message(_lines(sentence))


def _failure_sentence(language: Language, content: ExportFailureNotice) -> str:
    _ = language.gettext
    if content.is_digest_text:
        return (
            _(
                "I couldn't send you the files: I'm not allowed to send any here yet. Please ask an admin to "
                "give Hearten the permission {scope} and to install it again."
            )
            if content.error == "missing_scope"
            else _("I couldn't send you the files: Slack didn't take them. Please try it once more.")
        )
    if content.error == "missing_scope":
        return _(
            "I couldn't send you your data: I'm not allowed to send files here yet. Please ask an admin to "
            "give Hearten the permission {scope} and to install it again; then {export} works."
        )
    match content.reason:
        case GiveUpReason.UNANSWERED:
            return _(
                "I couldn't find out whether your data reached you here. If you don't see it, {export} sends "
                "it again."
            )
        case GiveUpReason.TOO_LATE:
            return _("For a whole day Slack didn't take your data. Please try {export} once more.")
        case GiveUpReason.NOT_RENDERED:
            return _(
                "Something went wrong on my side, so I couldn't send you your data. Please ask an admin to "
                "look into my log."
            )
        case _:
            return _(
                "I couldn't send you your data: Slack doesn't let me send files here. Please ask an admin "
                "whether apps may; then {export} works."
            )


def _lines(*sentences: Spans) -> list[Part]:
    return [line(spans) for spans in sentences]
