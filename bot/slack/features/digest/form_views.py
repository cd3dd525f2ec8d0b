"""The form that sets up a channel's digest."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    MarkdownTextObject,
    PlainTextInputElement,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
)

from bot.domain.audience import Coverage
from bot.domain.calendar import Schedule
from bot.domain.commands.parse_error import ParseError
from bot.domain.digest import DigestContents
from bot.domain.ids import ChannelId
from bot.slack.features.digest.views import SET_UP
from bot.slack.features.help.views import error_spans
from bot.slack.ui.language import Language
from bot.slack.ui.modal import View, field, form, options
from bot.slack.ui.mrkdwn import mrkdwn

DAY, AT, ZONE, COVERS, EXTRAS, LANGUAGE = "day", "at", "zone", "covers", "extras", "language"
"""The fields."""
QUIET_WEEKS, PICTURE = "quiet_weeks", "picture"
"""Options of `EXTRAS`."""
WORKSPACE_LANGUAGE = "workspace"
"""The option of `LANGUAGE` for the workspace's language."""
MAX_ZONE_LENGTH = 64


def build_form(
    language: Language,
    channel: ChannelId,
    schedule: Schedule,
    contents: DigestContents,
    spoken: Sequence[tuple[str, str]],
    *,
    zones: Sequence[str] = (),
    is_zone_known: bool = True,
    problem: ParseError | None = None,
) -> View:
    """Build the form, filled in as set or by default; `spoken` are languages (tag, name).

    `problem` is the parse error of a typed command, `zones` are the candidates for a typed zone.
    """
    _ = language.gettext
    explanation = _("For <#{channel}>. What was given in private is in no digest.").format(channel=channel)
    fields: list[Block] = [
        *_problem(language, problem),
        SectionBlock(text=MarkdownTextObject(text=explanation, verbatim=True)),
        field(DAY, _("Day"), _days(language, schedule.weekday)),
        field(AT, _("Time"), TimePickerElement(initial_time=schedule.at.strftime("%H:%M"))),
        field(
            ZONE,
            _("Time zone"),
            _zones(zones)
            if zones
            else PlainTextInputElement(
                initial_value=schedule.zone if is_zone_known else None, max_length=MAX_ZONE_LENGTH
            ),
            hint=_("Such as Europe/Berlin, or the city alone. It follows summer and winter time."),
        ),
        field(COVERS, _("What does it show?"), _coverages(language, contents.covers)),
        field(EXTRAS, _("And also"), _extras(language, contents), is_optional=True),
        field(LANGUAGE, _("Language"), _languages(language, contents.language, spoken)),
    ]
    return form(SET_UP, _("The weekly digest"), fields, submit=_("Save"), close=_("Cancel"), context=channel)


def _days(language: Language, weekday: int) -> StaticSelectElement:
    days = options((str(number), day) for number, day in enumerate(language.weekdays()))
    return StaticSelectElement(options=days, initial_option=days[weekday])


def _problem(language: Language, problem: ParseError | None) -> list[Block]:
    if problem is None:
        return []
    return [SectionBlock(text=MarkdownTextObject(text=mrkdwn(error_spans(language, problem)), verbatim=True))]


def _zones(zones: Sequence[str]) -> StaticSelectElement:
    return StaticSelectElement(options=options((zone, zone.replace("_", " ")) for zone in zones))


def _coverages(language: Language, covers: Coverage) -> RadioButtonsElement:
    _ = language.gettext
    labels = {
        Coverage.CHANNEL: _("What was given in this channel"),
        Coverage.MEMBERS: _("Also public thanks that its members received elsewhere"),
        Coverage.WORKSPACE: _("All public thanks of the workspace"),
    }
    choices = options((coverage.value, label) for coverage, label in labels.items())
    return RadioButtonsElement(options=choices, initial_option=choices[list(labels).index(covers)])


def _extras(language: Language, contents: DigestContents) -> CheckboxesElement:
    _ = language.gettext
    quiet, picture = options(
        [(QUIET_WEEKS, _("A gentle line in a week without thanks")), (PICTURE, _("A picture of the week"))]
    )
    chosen = [
        option
        for option, is_chosen in ((quiet, contents.quiet_weeks), (picture, contents.picture))
        if is_chosen
    ]
    return CheckboxesElement(options=[quiet, picture], initial_options=chosen or None)


def _languages(language: Language, tag: str, spoken: Sequence[tuple[str, str]]) -> StaticSelectElement:
    choices = options([(WORKSPACE_LANGUAGE, language.gettext("The workspace's language")), *spoken])
    initial = next((option for option in choices if option.value == tag), choices[0])
    return StaticSelectElement(options=choices, initial_option=initial)


def schedule_fields(language: Language, schedule: Schedule, *, is_zone_known: bool) -> list[Block]:
    """Return the fields for the day, the time and the zone."""
    _ = language.gettext
    zone = PlainTextInputElement(
        initial_value=schedule.zone if is_zone_known else None, max_length=MAX_ZONE_LENGTH
    )
    hint = _("Such as Europe/Berlin, or the city alone. It follows summer and winter time.")
    return [
        field(DAY, _("Day"), _days(language, schedule.weekday)),
        field(AT, _("Time"), TimePickerElement(initial_time=schedule.at.strftime("%H:%M"))),
        field(ZONE, _("Time zone"), zone, hint=hint),
    ]


def no_time_error(language: Language) -> str:
    """Return the field error if no time was chosen."""
    return language.gettext("What time should I post it?")


def unknown_zone_error(language: Language, closest: Sequence[str]) -> str:
    """Return the field error for an unknown time zone."""
    _ = language.gettext
    if closest:
        return _("I don't know this time zone. Did you mean {zones}?").format(zones=_(" or ").join(closest))
    return _("I don't know this time zone. Europe/Berlin is one.")
