"""One's own page: what is kept, what one chose, and who looked. Nobody else sees it."""

from collections.abc import Sequence

from bot.domain.care import CircleSource
from bot.domain.choices import Choice, Digests, Messages, Reactions, options, topic
from bot.domain.visibility import Wish
from bot.slack.blocks.document import (
    Button,
    Buttons,
    Line,
    Message,
    Note,
    Part,
    Passage,
    Rule,
    line,
    message,
)
from bot.slack.blocks.inline import Channel, Names, Spans, Text, fill, named
from bot.slack.language import Language
from bot.storage.access import CircleOf, Look
from bot.usecases.privacy import LOOKS_SHOWN, Privacy

CHOOSE = "choose"
"""An action, followed by `:`, the topic, `:` and what is chosen (`choose:messages:daily`)."""

_HISTORY = Text("/kudos history", code=True)


def page(
    language: Language, names: Names, seen: Privacy, *, zone: str, changed: Choice | None = None
) -> Message:
    """All of it, dated in the reader's zone; first what is so from now on, where something was `changed`."""
    _ = language.gettext
    kept = _(
        "Kept about you: who thanked whom, when, where, for what and in which words; your name, time zone "
        "and language; and what you choose here. Of a message with an emoji, only the link."
    )
    parts: list[Part] = [line(_from_now_on(language, changed))] if changed else []
    parts.append(line(fill(kept)))
    for choice in seen.choices:
        parts += _choice(language, choice)
    parts += [
        Rule(),
        line(fill(_("No machine writes, scores or judges anybody's words."))),
        _who_may_look(language, names, seen.circles),
        _who_looked(language, names, seen.looks, zone),
        Note(
            fill(
                _("You can type a choice, too: {command}."),
                command=Text("/kudos privacy messages daily", code=True),
            )
        ),
    ]
    return message(parts)


def _choice(language: Language, chosen: Choice) -> list[Part]:
    """How it is now, and a button for whatever else it could be."""
    about = topic(chosen)
    buttons = tuple(
        Button(_label(language, one), f"{CHOOSE}:{about}:{one.value}", f"{about}:{one.value}")
        for one in options(about)
        if one is not chosen
    )
    return [line((*_title(language, chosen), Text(" "), *_state(language, chosen))), Buttons(buttons)]


def _title(language: Language, choice: Choice) -> Spans:
    _ = language.gettext
    match choice:
        case Wish():
            title = _("Thanks.")
        case Messages():
            title = _("Messages.")
        case Digests():
            title = _("Digests.")
        case Reactions():
            title = _("Reactions.")
    return (Text(title, bold=True),)


def _state(language: Language, chosen: Choice) -> Spans:
    """What holds at present."""
    _ = language.gettext
    match chosen:
        case Wish.PUBLICLY:
            sentence = _("Whoever is in the channel can read how you are thanked there.")
        case Wish.PRIVATELY:
            sentence = _("They reach you in private. No channel and no digest shows them.")
        case Wish.NEVER:
            sentence = _("You get none: nothing is kept or sent for you, and whoever tries hears so.")
        case Messages.AT_ONCE:
            sentence = _(
                "I write to you when a thanks is private, or stands where you are not; of reactions and "
                "voices once a day, in your afternoon."
            )
        case Messages.DAILY:
            sentence = _("I write to you about thanks once a day at most, in your afternoon.")
        case Messages.NEVER:
            sentence = _("I write you nothing about thanks. {history} shows them.")
        case Digests.ON:
            sentence = _("A channel's weekly digest may name you.")
        case Digests.OFF:
            sentence = _("No digest names you.")
        case Reactions.ON:
            sentence = _("If you put a value's emoji on a message, that is kept as thanks.")
        case Reactions.OFF:
            sentence = _("If you put an emoji on a message, it is just an emoji.")
    return fill(sentence, history=_HISTORY)


def _from_now_on(language: Language, changed: Choice) -> Spans:
    """What was chosen just now, and what it leaves as it was."""
    _ = language.gettext
    match changed:
        case Wish.PUBLICLY:
            sentence = _("From now on you can be thanked publicly. What came in private stays private.")
        case Wish.PRIVATELY:
            sentence = _("From now on thanks reach you in private. What stands in channels stays there.")
        case Wish.NEVER:
            sentence = _("From now on nobody can thank you here. What you received stays in {history}.")
        case Messages.AT_ONCE:
            sentence = _("From now on I write to you at once, where you would not see a thanks otherwise.")
        case Messages.DAILY:
            sentence = _("From now on I write to you once a day at most.")
        case Messages.NEVER:
            sentence = _("From now on I write you nothing about thanks. They wait in {history}.")
        case Digests.ON:
            sentence = _("From now on digests may name you.")
        case Digests.OFF:
            sentence = _("From now on no digest names you. Those that stand are being changed.")
        case Reactions.ON:
            sentence = _("From now on your reactions are kept as thanks.")
        case Reactions.OFF:
            sentence = _(
                "Your reactions are just reactions from now on. What was kept before stays until you "
                "remove it."
            )
    return fill(sentence, history=_HISTORY)


def _label(language: Language, other: Choice) -> str:
    """What a button changes, also for somebody who hears nothing but the button."""
    _ = language.gettext
    match other:
        case Wish.PUBLICLY:
            return _("Thank me publicly")
        case Wish.PRIVATELY:
            return _("Thank me privately")
        case Wish.NEVER:
            return _("Don't thank me")
        case Messages.AT_ONCE:
            return _("Write at once")
        case Messages.DAILY:
            return _("Write once a day")
        case Messages.NEVER:
            return _("Don't write")
        case Digests.ON:
            return _("Name me in digests")
        case Digests.OFF:
            return _("Leave me out of digests")
        case Reactions.ON:
            return _("Keep my reactions")
        case Reactions.OFF:
            return _("Don't keep my reactions")


def _who_may_look(language: Language, names: Names, circles: Sequence[CircleOf]) -> Passage:
    _ = language.gettext
    if not circles:
        return line(fill(_("Nobody but you can ask for your history.")))
    leads = _("Nobody can ask for your history but you and those who care for you. They see nothing private.")
    return Passage((Line(fill(leads)), *(Line(_cared_for(language, names, circle)) for circle in circles)))


def _cared_for(language: Language, names: Names, circle: CircleOf) -> Spans:
    _ = language.gettext
    leads = named(language, names, circle.leads)
    count = len(circle.leads)
    match circle.source:
        case CircleSource.NAMED:
            one, many = "{leads} cares for you as your lead.", "{leads} care for you as your leads."
            return fill(language.ngettext(one, many, count), leads=leads)
        case CircleSource.CHANNEL:
            place: Spans = (Channel(circle.source_id),)
        case CircleSource.GROUP:
            place = (Text(f"@{circle.name}"),)
    sentence = language.ngettext(
        "{leads} cares for the people of {circle}, you among them.",
        "{leads} care for the people of {circle}, you among them.",
        count,
    )
    return fill(sentence, leads=leads, circle=place)


def _who_looked(language: Language, names: Names, looks: Sequence[Look], zone: str) -> Passage:
    _ = language.gettext
    if not looks:
        nobody = _("Nobody has looked at your thanks in the last {days} days.")
        return line(fill(nobody, days=str(LOOKS_SHOWN.days)))
    sentences = {
        "circle": _("{person} looked at the thanks of a circle that you are in, on {date}."),
        "note": _("{person} got a note with your circle's thanks on {date}."),
    }
    alone = _("{person} looked at your thanks on {date}.")
    return Passage(
        tuple(
            Line(
                fill(
                    sentences.get(look.kind, alone),
                    person=names.get(look.asker) or _("Someone"),
                    date=language.date(look.at, zone),
                )
            )
            for look in looks
        )
    )
