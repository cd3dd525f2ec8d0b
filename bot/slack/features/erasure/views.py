"""Views for erasing one's own data: the offer and the confirmation."""

from bot.domain.erasure import ErasureExtent
from bot.slack.ui.inline import Spans, TextSpan, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage

ERASE = "erase"
"""An action, followed by `:` and the `ErasureExtent` (`erase:name`)."""

EXTENTS = (ErasureExtent.NAME, ErasureExtent.EVERYTHING)
"""What users can have erased, the smaller part first."""


def build_offer(language: Language, *, has_ledger: bool) -> Message:
    """Explain what can be erased, with a button for each extent that asks for confirmation.

    With `has_ledger`, erasures are repeated after a backup is restored.
    """
    _ = language.gettext
    parts: list[Part] = [
        line(fill(_("You can erase your data here. It can't be undone, so here's what each option does:"))),
        Passage(
            (
                Line(
                    (
                        TextSpan(_("My name only."), bold=True),
                        TextSpan(" "),
                        *_extent_spans(language, ErasureExtent.NAME),
                    )
                ),
                Line(
                    (
                        TextSpan(_("Everything."), bold=True),
                        TextSpan(" "),
                        *_extent_spans(language, ErasureExtent.EVERYTHING),
                    )
                ),
            )
        ),
        line(_limit_spans(language, has_ledger=has_ledger)),
        line(
            fill(
                _("You may want to export your data first: {export}. Your choices stay as they are."),
                export=slash_command(language, "export"),
            )
        ),
        Buttons(tuple(_button(language, extent) for extent in EXTENTS)),
    ]
    return build_message(parts)


def _extent_spans(language: Language, extent: ErasureExtent) -> Spans:
    _ = language.gettext
    if extent is ErasureExtent.NAME:
        return fill(
            _(
                "Your name is removed everywhere. What you wrote and what others wrote to you stays, as "
                "thanks from or to “a colleague”. My messages to you are deleted."
            )
        )
    return fill(
        _(
            "Your name is removed everywhere, and so is all you wrote and what was written to you in "
            "private. What others said to you in a channel stays, as thanks to “a colleague”. My messages"
            " to you are deleted."
        )
    )


def _limit_spans(language: Language, *, has_ledger: bool) -> Spans:
    _ = language.gettext
    sentence = _(
        "Out of my reach: what I posted through you in channels that I am not in, answers that only one "
        "person could see, names typed without an @, files that you saved, and older backups."
    )
    restored = (
        _("Should a backup ever be restored, this is erased from it again.")
        if has_ledger
        else _("Should a backup ever be restored, this has to be asked for again.")
    )
    return fill(f"{sentence} {restored}")


def _button(language: Language, extent: ErasureExtent) -> Button:
    _ = language.gettext
    if extent is ErasureExtent.NAME:
        label, title = _("Erase my name"), _("Erase your name?")
        question = _(
            "Your name goes from every thanks, message and record here. The words stay, as thanks from or to "
            "“a colleague”. It can't be undone. Go ahead?"
        )
    else:
        label, title = _("Erase everything"), _("Erase everything?")
        question = _(
            "This erases what you wrote, what was written only to you, and your name elsewhere. It can't be "
            "undone. Go ahead?"
        )
    confirm = (title, question, label, _("Keep it"))
    return Button(label, f"{ERASE}:{extent.value}", extent.value, style="danger", confirm=confirm)


def confirmation_message(language: Language, extent: ErasureExtent, *, is_new: bool) -> Message:
    """Confirm that the erasure is in progress."""
    _ = language.gettext
    if not is_new:
        return build_message([line(fill(_("That is under way already. It takes a minute or so.")))])
    if extent is ErasureExtent.NAME:
        first = _("Your name is being erased. It takes a minute or so; messages in channels follow.")
    else:
        first = _("You are being erased. It takes a minute or so; messages in channels follow.")
    after = _(
        "I write again only if a message can't be changed. If you use Hearten again, or someone thanks "
        "you, that starts over; {never} prevents it."
    )
    never = slash_command(language, "privacy thanks never")
    return build_message([line(fill(first)), line(fill(after, never=never))])
