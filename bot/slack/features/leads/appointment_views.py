"""Appointing leads: what admins see, and the form."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationMultiSelectElement,
    MarkdownTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticMultiSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)

from bot.domain.circle import MAX_CIRCLE, Circle, CircleSource
from bot.domain.ids import NO_USER, UserId
from bot.slack.features.leads.views import MAX_LISTED, circle_name
from bot.slack.ui.inline import ChannelSpan, Names, Spans, TextSpan, fill, join_user_names, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, confirmation_form, field, form, options
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage
from bot.usecases.leads import CircleAssignment, LeadsRefusal

APPOINT = "appoint"
"""The action that opens the form, and the form's name."""
LEAD, CHANNELS, GROUPS, PEOPLE, CARES = "lead", "channels", "groups", "people", "cares"
"""The fields."""
ADDED, REMOVED = "added", "removed"
"""Options of `CARES`."""
CONFIRM = "confirm-appointment"
"""The action that confirms an appointment that notifies many users, followed by `:` and `YES` or `NO`; also
the name of the form that asks."""
YES, NO = "yes", "no"
MAX_PER_KIND = 20
"""Channels, groups or people that one form takes."""


def build_leads_list(
    language: Language, names: Names, circles: Sequence[Circle], *, is_on: bool
) -> list[Part]:
    """List the leads and their circles, and how to change them, for admins."""
    _ = language.gettext
    lines = [
        Line(
            fill(
                _("{leads} for {circle}"),
                leads=join_user_names(language, names, circle.leads),
                circle=circle_name(language, names, circle),
            )
        )
        for circle in circles[:MAX_LISTED]
    ]
    opening = (
        _("Leads and the people they care for:")
        if lines
        else _("No one has been appointed to care for others yet.")
    )
    hint = _("You can also type {add} or {remove}, with a user group or people instead of the channel.")
    switch = (
        _("Leads may read what is public about their people. {off} ends that for all of them.")
        if is_on
        else _("Leads can read nothing at the moment. {on} lets them again.")
    )
    parts: list[Part] = [line(fill(opening))]
    if lines:
        parts.append(Passage(tuple(lines)))
    commands = {
        "add": slash_command(language, "leads add @carol for #team"),
        "remove": slash_command(language, "leads remove @carol for #team"),
        "on": slash_command(language, "leads on"),
        "off": slash_command(language, "leads off"),
    }
    change = Buttons((Button(_("Appoint or dismiss a lead"), APPOINT, APPOINT),))
    return [*parts, change, line(fill(hint, **commands)), line(fill(switch, **commands))]


def build_confirmation(
    language: Language, names: Names, lead: UserId, assignments: Sequence[CircleAssignment], value: str
) -> Message:
    """Ask before many users are written to; `value` is what the button carries."""
    _ = language.gettext
    yes = Button(_("Go ahead"), f"{CONFIRM}:{YES}", value)
    buttons = Buttons((yes, Button(_("Leave it as it is"), f"{CONFIRM}:{NO}", NO)))
    lines = [line(spans) for spans in _notified_sentences(language, names, lead, assignments)]
    return build_message([line(fill(_("Nothing is changed yet. Go ahead?"))), *lines, buttons])


def build_confirmation_form(
    language: Language, names: Names, lead: UserId, assignments: Sequence[CircleAssignment], context: str
) -> View:
    """Ask the same in the form's place; it returns `context` on submission."""
    _ = language.gettext
    lines: list[Block] = [
        SectionBlock(text=text_object(spans))
        for spans in _notified_sentences(language, names, lead, assignments)
    ]
    return confirmation_form(language, CONFIRM, _("A lead and their people"), lines, context)


def _notified_sentences(
    language: Language, names: Names, lead: UserId, assignments: Sequence[CircleAssignment]
) -> list[Spans]:
    _ = language.gettext
    sentence = _("Everyone in {circle} gets a message that {lead} cares for them, and many are in there.")
    of_people = _("Each of the people you named gets a message that {lead} cares for them.")
    lead_name = join_user_names(language, names, [lead])
    return [
        fill(of_people, lead=lead_name)
        if circle.source is CircleSource.NAMED
        else fill(
            sentence,
            lead=lead_name,
            circle=ChannelSpan(circle.source_id)
            if circle.source is CircleSource.CHANNEL
            else TextSpan(f"@{circle.name or circle.source_id}"),
        )
        for circle in assignments
    ]


def cancellation_message(language: Language) -> Message:
    """Confirm that nothing was changed, as the admin decided."""
    return build_message([line(fill(language.gettext("Nothing was changed.")))])


def appointment_message(language: Language, names: Names, lead: UserId, circles: Sequence[Circle]) -> Message:
    """Confirm that a lead cares for these circles."""
    _ = language.gettext
    sentence = _(
        "{lead} cares for {circle} now. Everyone there gets a message, and sees whenever {lead} looks at "
        "their thanks."
    )
    return build_message(
        [
            line(
                fill(
                    sentence,
                    lead=join_user_names(language, names, [lead]),
                    circle=circle_name(language, names, circle, lead),
                )
            )
            for circle in circles
        ]
    )


def dismissal_message(language: Language, names: Names, lead: UserId) -> Message:
    """Confirm that a lead was dismissed."""
    sentence = language.gettext("Done. {lead} can no longer read their thanks.")
    return build_message([line(fill(sentence, lead=join_user_names(language, names, [lead])))])


def switch_message(language: Language, *, on: bool) -> Message:
    """Confirm that leads were switched on or off."""
    _ = language.gettext
    sentence = (
        _("Leads may read what is public about the people they care for again.")
        if on
        else _("From now on no lead can read anybody's thanks. {on} lets them again.")
    )
    return build_message([line(fill(sentence, on=slash_command(language, "leads on")))])


def refusal_message(
    language: Language, names: Names, refusal: LeadsRefusal, lead: UserId = NO_USER
) -> Message:
    """Say why nothing was changed."""
    _ = language.gettext
    sentence = {
        LeadsRefusal.NO_ADMIN: _("Only admins of this Slack workspace can do that, so nothing was changed."),
        LeadsRefusal.NO_LEAD: _(
            "{lead} can't be a lead: leads must be full members of this workspace. Nothing was changed."
        ),
        LeadsRefusal.UNKNOWN_LEAD: _(
            "Slack didn't tell me in time who {lead} is, so nothing was changed. Please try again."
        ),
        LeadsRefusal.NOBODY: _("There is no one there to care for, so nothing was changed."),
        LeadsRefusal.NOT_KNOWN: _(
            "That was not so before, and nothing was changed. {leads} shows all leads and their people."
        ),
    }[refusal]
    return build_message(
        [
            line(
                fill(
                    sentence,
                    lead=join_user_names(language, names, [lead]) if lead else TextSpan(""),
                    leads=slash_command(language, "leads"),
                )
            )
        ]
    )


def unread_circle_message(language: Language) -> Message:
    """Say that Slack did not answer who is in a channel or group."""
    sentence = language.gettext(
        "I couldn't read who is in there, so nothing was changed. If it is a private channel, type {invite} "
        "there."
    )
    return build_message([line(fill(sentence, invite=TextSpan("/invite @Hearten", code=True)))])


def too_many_members_message(language: Language) -> Message:
    """Say that a channel has more members than a circle can have."""
    sentence = language.gettext(
        "More than {most} people are in there, too many for one lead, so nothing was changed. Choose a "
        "smaller channel, a group or people."
    )
    return build_message([line(fill(sentence, most=TextSpan(language.number(MAX_CIRCLE))))])


def build_form(language: Language, groups: Sequence[tuple[str, str]]) -> View:
    """Build the form for a lead and their circles; `groups` are user groups (id, handle)."""
    _ = language.gettext
    fields: list[Block] = [
        field(LEAD, _("Who is the lead?"), UserSelectElement()),
        field(
            CARES,
            _("What is so from now on?"),
            _radio_buttons([(ADDED, _("They care for these people")), (REMOVED, _("They no longer do"))]),
        ),
        field(
            CHANNELS,
            _("Everyone in these channels"),
            ConversationMultiSelectElement(
                filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
                max_selected_items=MAX_PER_KIND,
            ),
            is_optional=True,
        ),
    ]
    if groups:
        group_select = StaticMultiSelectElement(
            options=options((group, f"@{handle}") for group, handle in groups[:100]),
            max_selected_items=MAX_PER_KIND,
        )
        fields.append(field(GROUPS, _("Everyone in these user groups"), group_select, is_optional=True))
    users = UserMultiSelectElement(max_selected_items=MAX_PER_KIND)
    fields.append(field(PEOPLE, _("These people"), users, is_optional=True))
    explanation = _(
        "A lead can read what is public about the people they care for, and what was said in private "
        "channels that the lead is in. Everyone gets a message about it, and sees who looked."
    )
    fields.append(SectionBlock(text=MarkdownTextObject(text=explanation, verbatim=True)))
    return form(APPOINT, _("A lead and their people"), fields, submit=_("Save"), close=_("Cancel"))


def _radio_buttons(choices: Sequence[tuple[str, str]]) -> RadioButtonsElement:
    radio_options = options(choices)
    return RadioButtonsElement(options=radio_options, initial_option=radio_options[0])


def no_circle_error(language: Language) -> str:
    """Return the field error if no channel, group or user was chosen."""
    return language.gettext("Who do they care for? Please choose channels, user groups or people.")
