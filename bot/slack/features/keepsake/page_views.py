"""Sentences of a keepsake."""

from collections.abc import Sequence

from bot.images.image_content import Entry
from bot.keepsake.page import UNSET_MARK
from bot.slack.ui.language import Language


def title(language: Language) -> str:
    """Return the title, in its owner's words."""
    return language.gettext("My good words")


def private_label(language: Language) -> str:
    """Return what marks a recognition that was given in private."""
    return language.gettext("In private")


def unknown_channel(language: Language) -> str:
    """Return the words in place of a channel that the reader may not see."""
    return language.gettext("a channel")


def closing_sentences(language: Language, made_on: str, *, has_private: bool) -> tuple[str, ...]:
    """Say when and for whom it was made; with `has_private` also what to mind before showing it."""
    _ = language.gettext
    sentences = [_("Hearten made this on {date}, for you alone.").format(date=made_on)]
    if has_private:
        sentences.append(_("What is marked as private was meant for you. Ask its giver before you show it."))
    return tuple(sentences)


def unset_note(language: Language) -> str:
    """Explain the mark for characters that no font has."""
    sentence = language.gettext("{mark} stands for characters that this file has no letters for.")
    return sentence.format(mark=UNSET_MARK)


def picture_alt_text(language: Language, entries: Sequence[Entry], *, has_plain: bool) -> str:
    """Describe the picture without counting anything; `has_plain` if a patch has no value."""
    _ = language.gettext
    sentences = [_("A picture like a quilt: a patch for each thanks, in the order of the days.")]
    if entries:
        value_names = language.join_items([entry.value.name for entry in entries])
        sentences.append(_("Its patterns show {values}.").format(values=value_names))
    if has_plain:
        sentences.append(_("A heart is a thanks without a value."))
    return " ".join(sentences)
