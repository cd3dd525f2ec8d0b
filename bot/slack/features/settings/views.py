"""The settings of a workspace, for its admins."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.commands.settings import MAX_DAYS, MAX_MONTHS
from bot.domain.digest import DigestEditors
from bot.domain.ids import ChannelId, UserId
from bot.domain.retention import DAYS, MONTHS, SettingErasure
from bot.domain.target_channel import TargetChannelProblem
from bot.slack.ui.inline import ChannelSpan, Names, Spans, TextSpan, fill, join_user_names, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, NoteLine, Part, Passage
from bot.usecases.workspace_settings import ADMINS, MAX_APPOINTED, AdminRefusal, HeldErasure, SettingsOverview

CHANGE = "change-settings"
"""The action that opens the form, and the form's name."""
CHANGES = "settings-changes"
"""The action that shows changes; its value is the id of the last change that was shown, or ""."""


CONFIRM = "confirm-settings"
"""The action that confirms a setting that erases something, followed by `:` and `YES` or `NO`; also the name
of the form that asks. The value is the setting and the number of a `SettingErasure`, joined by `:`."""
YES, NO = "yes", "no"
UNDO = "undo-setting"
"""The action that undoes a setting before it erases anything; its value is that of `CONFIRM`."""


def build_page(language: Language, names: Names, overview: SettingsOverview, zone: str = "") -> Message:
    """Build the answer: what was changed or, if it's only looked at, all settings and how to change them.

    Days are those in the reader's `zone`.
    """
    _ = language.gettext
    if overview.changed is None:
        return build_message(
            [
                line(fill(_("These are Hearten's settings:"))),
                *build_settings_parts(language, names, overview, zone),
            ]
        )
    return _build_changes(language, names, overview, overview.changed, zone)


def _build_changes(
    language: Language, names: Names, overview: SettingsOverview, changed: Collection[str], zone: str
) -> Message:
    """Return what was changed; a change that erases nothing yet can be undone."""
    _ = language.gettext
    buttons = Buttons((Button(_("Change settings"), CHANGE, CHANGE), changes_button(language)))
    if not changed:
        return build_message([line(fill(_("It was set like that already, so nothing changed."))), buttons])
    sentences = [spans for name, spans in _sentences(language, names, overview).items() if name in changed]
    first_sentence = (*fill(_("Done.")), TextSpan(" "), *sentences[0])
    held = [erasure for erasure in overview.held_erasures if erasure.erasure.setting in changed]
    return build_message(
        [
            Passage(tuple(map(Line, (first_sentence, *sentences[1:])))),
            *_pending_erasure_parts(language, held, zone),
            buttons,
        ]
    )


def build_question(
    language: Language, erasures: Sequence[SettingErasure], begins: datetime, zone: str
) -> Message:
    """Ask before a typed setting erases anything: one question for each setting."""
    _ = language.gettext
    parts: list[Part] = [line(fill(_("Nothing is changed yet. Go ahead?")))]
    parts += [line(spans) for spans in describe_erasures(language, erasures, begins, zone)]
    for erasure in erasures:
        value = f"{erasure.setting}:{erasure.number}"
        yes = Button(_("Go ahead"), f"{CONFIRM}:{YES}", value, style="danger")
        parts.append(Buttons((yes, Button(_("Leave it as it is"), f"{CONFIRM}:{NO}", value))))
    return build_message(parts)


def describe_erasures(
    language: Language, erasures: Sequence[SettingErasure], begins: datetime, zone: str
) -> list[Spans]:
    """Say what would be erased, and until when that can be undone."""
    _ = language.gettext
    sentences = {
        MONTHS: _("This erases all thanks from before {date} here, for everyone. In Slack they stay."),
        DAYS: _(
            "This erases the names of people whose accounts were deactivated before {date}. Their words stay."
        ),
    }
    sentence_spans = [
        fill(sentences[erasure.setting], date=language.date(erasure.older_than, zone)) for erasure in erasures
    ]
    until = _("It begins on {date} at the earliest. Until then, every admin can take it back.")
    return [*sentence_spans, fill(until, date=language.date(begins, zone))]


def cancellation_message(language: Language) -> Message:
    """Confirm that nothing was changed, as the admin decided."""
    return build_message([line(fill(language.gettext("Nothing was changed.")))])


def _pending_erasure_parts(language: Language, held: Sequence[HeldErasure], zone: str) -> list[Part]:
    """Return what will be erased soon, each with a button to undo it."""
    parts: list[Part] = []
    for held_erasure in held:
        parts += [
            line(spans)
            for spans in describe_erasures(language, [held_erasure.erasure], held_erasure.begins, zone)
        ]
        value = f"{held_erasure.erasure.setting}:{held_erasure.erasure.number}"
        parts.append(Buttons((Button(language.gettext("Take it back"), UNDO, value),)))
    return parts


def build_settings_parts(
    language: Language, names: Names, overview: SettingsOverview, zone: str = ""
) -> list[Part]:
    """Return each setting, and how to change it."""
    _ = language.gettext
    typed = {
        "keep": "keep 24 months",
        "deactivated": "deactivated 90 days",
        "digests": "digests admins",
        "language": "language en",
        "values": "values asked",
        "shoutouts": "shoutouts #kudos",
        "admins": language.command("settings admins add @carol"),
    }
    hint = fill(
        _(
            "You can also type {leads}, {admins}, or {settings} with {keep}, {deactivated}, {digests}, "
            "{language}, {values} or {shoutouts}."
        ),
        leads=slash_command(language, "leads off"),
        settings=slash_command(language, "settings"),
        **{name: TextSpan(example, code=True) for name, example in typed.items()},
    )
    buttons = (Button(_("Change settings"), CHANGE, CHANGE), changes_button(language))
    return [
        Passage(tuple(map(Line, _sentences(language, names, overview).values()))),
        *_pending_erasure_parts(language, overview.held_erasures, zone),
        Buttons(buttons),
        NoteLine(hint),
    ]


def _sentences(language: Language, names: Names, overview: SettingsOverview) -> dict[str, Spans]:
    """Return a sentence for each setting, by its name in `Configuration.changed`."""
    settings = overview.settings
    in_language = language.gettext("What everyone reads is written in {language}.")
    return {
        MONTHS: _months(language, settings.months),
        DAYS: _deactivated_days(language, settings.deactivated_days),
        "leads_are_on": _leads(language, is_on=settings.leads_are_on),
        "digests_by": _digests(language, settings.digests_by),
        "language": fill(in_language, language=language.language_name(settings.language)),
        "values_asked": _values(language, are_asked=settings.values_asked),
        "shout_outs_in": _shout_outs(language, settings.shout_outs_in),
        ADMINS: _admins(language, names, overview.admins),
    }


def changes_button(language: Language) -> Button:
    """Build the button that shows the latest changes."""
    return Button(language.gettext("What was changed"), CHANGES, "")


def _months(language: Language, months: int) -> Spans:
    sentence = language.ngettext(
        "Thanks are kept for {count} month. What is older is erased here every night; in Slack it stays.",
        "Thanks are kept for {count} months. What is older is erased here every night; in Slack it stays.",
        months,
    )
    return fill(sentence, count=str(months))


def _deactivated_days(language: Language, days: int) -> Spans:
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
    return fill(_("Leads can ask for no one's history."))


def _digests(language: Language, by: DigestEditors) -> Spans:
    _ = language.gettext
    if by is DigestEditors.ADMINS:
        return fill(_("Admins set up the digests of the channels that they are in."))
    return fill(_("Anyone in a channel can set up its digest."))


def _values(language: Language, *, are_asked: bool) -> Spans:
    _ = language.gettext
    if are_asked:
        return fill(_("The form for thanks asks for a value. What is typed needs none."))
    return fill(_("The form for thanks leaves open whether they carry a value."))


def _shout_outs(language: Language, channel: ChannelId) -> Spans:
    _ = language.gettext
    if not channel:
        return fill(_("I post shout-outs in the channel where someone gives thanks."))
    sentence = _("I post shout-outs from public channels in {channel}. Private channels keep theirs.")
    return fill(sentence, channel=ChannelSpan(channel))


def _admins(language: Language, names: Names, users: Sequence[UserId]) -> Spans:
    _ = language.gettext
    if not users:
        return fill(_("Slack's own admins and owners can change all this. No one else does."))
    sentence = _("Besides Slack's own admins and owners, {people} can change all this.")
    return fill(sentence, people=join_user_names(language, names, users))


def refusal_message(language: Language) -> Message:
    """Say that only admins may see and change the settings."""
    sentence = language.gettext("Only admins of this Slack workspace can see and change Hearten's settings.")
    return build_message([line(fill(sentence))])


def months_error(language: Language) -> str:
    """Return the field error for a number of months that is out of range."""
    return language.gettext("Please write a number of months from 1 to {most}.").format(most=MAX_MONTHS)


def days_error(language: Language) -> str:
    """Return the field error for a number of days that is out of range."""
    return language.gettext("Please write a number of days from 0 to {most}.").format(most=MAX_DAYS)


def target_channel_error(language: Language, problem: TargetChannelProblem) -> str:
    """Say why shout-outs can't be posted in this channel."""
    _ = language.gettext
    return {
        TargetChannelProblem.NOT_PUBLIC: _(
            "Please choose a public channel, so that no one misses their thanks."
        ),
        TargetChannelProblem.SHARED: _(
            "People of other organisations can read that channel. Please choose another one."
        ),
        TargetChannelProblem.CLOSED: _("I can't post in that channel. Please choose another one."),
    }[problem]


def appointment_error(language: Language, refusal: AdminRefusal) -> str:
    """Say why the admins were not changed."""
    _ = language.gettext
    return {
        AdminRefusal.NO_COLLEAGUE: _(
            "An admin must be a full member of this workspace: no guest, no app, and no one from another "
            "organisation."
        ),
        AdminRefusal.UNKNOWN: _("Slack didn't tell me in time who that is. Please try again."),
        AdminRefusal.TOO_MANY: _("Up to {most} people can be admins besides Slack's own.").format(
            most=MAX_APPOINTED
        ),
        AdminRefusal.NOT_ONE: _(
            "They were not let in here. Slack's own admins and owners can be changed in Slack alone."
        ),
    }[refusal]


def not_set_message(language: Language, sentence: str) -> Message:
    """Say why a typed setting was not changed; `sentence` is a sentence."""
    _ = language.gettext
    return build_message([line((TextSpan(sentence), TextSpan(" "), TextSpan(_("Nothing was changed."))))])
