"""How a workspace is set, for its admins."""

from bot.domain.digest import SetBy
from bot.slack.blocks.document import Line, Message, Note, Part, Passage, line, message
from bot.slack.blocks.inline import Spans, Text, fill
from bot.slack.language import Language
from bot.storage.workspaces import Kept


def page(language: Language, kept: Kept, *, is_changed: bool) -> Message:
    """All that can be set, and what to type to change it."""
    _ = language.gettext
    opening = _("Done. This is how Hearten is set now:") if is_changed else _("This is how Hearten is set:")
    return message([line(fill(opening)), *told(language, kept)])


def told(language: Language, kept: Kept) -> list[Part]:
    """How each thing is set, and what to type to change it."""
    _ = language.gettext
    return [
        Passage(
            (
                Line(_months(language, kept.months)),
                Line(_deactivated(language, kept.deactivated_days)),
                Line(_leads(language, is_on=kept.leads_are_on)),
                Line(_digests(language, kept.digests_by)),
            )
        ),
        Note(
            fill(
                _("To change it: {keep} · {deactivated} · {leads} · {digests}"),
                keep=Text("/kudos settings keep 24 months", code=True),
                deactivated=Text("/kudos settings deactivated 90 days", code=True),
                leads=Text("/kudos leads off", code=True),
                digests=Text("/kudos settings digests admins", code=True),
            )
        ),
    ]


def _months(language: Language, months: int) -> Spans:
    sentence = language.ngettext(
        "Thanks are kept for {count} month. What is older is erased here every night; in Slack it stays.",
        "Thanks are kept for {count} months. What is older is erased here every night; in Slack it stays.",
        months,
    )
    return fill(sentence, count=str(months))


def _deactivated(language: Language, days: int) -> Spans:
    sentence = language.ngettext(
        "{count} day after an account is deactivated, that person's name is erased. The words stay.",
        "{count} days after an account is deactivated, that person's name is erased. The words stay.",
        days,
    )
    return fill(sentence, count=str(days))


def _leads(language: Language, *, is_on: bool) -> Spans:
    _ = language.gettext
    if is_on:
        return fill(_("Leads can read what is not private about the people they care for."))
    return fill(_("Leads can ask for nobody's history."))


def _digests(language: Language, by: SetBy) -> Spans:
    _ = language.gettext
    if by is SetBy.ADMINS:
        return fill(_("Admins set up the digests of the channels that they are in."))
    return fill(_("Whoever is in a channel can set up its digest."))


def refused(language: Language) -> Message:
    """To somebody who is no admin."""
    sentence = language.gettext("Only admins of this Slack workspace can see and change Hearten's settings.")
    return message([line(fill(sentence))])
