"""The form in which admins change the settings."""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
)

from bot.domain.digest import DigestEditors
from bot.domain.ids import UserId
from bot.domain.retention import SettingErasure
from bot.domain.workspace_settings import WorkspaceSettings
from bot.slack.features.settings.views import CHANGE, CONFIRM, describe_erasures
from bot.slack.private_data import dump
from bot.slack.ui.language import Language, own_name
from bot.slack.ui.modal import View, confirmation_form, field, form, options
from bot.slack.ui.mrkdwn import text_object
from bot.usecases.workspace_settings import MAX_APPOINTED, SettingsOverview

MONTHS, DAYS, DIGESTS, LEADS = "months", "deactivated_days", "digests_by", "leads_are_on"
LANGUAGE, VALUES, SHOUT_OUTS, ADMINS = "language", "values_asked", "shout_outs_in", "admins"
"""The fields. All but the last are called as in `WorkspaceSettings`."""
ON, OFF = "on", "off"
ASKED, OPEN = "asked", "open"
"""Options of `LEADS` and `VALUES`."""
MAX_NUMBER_LENGTH = 6


class SettingsEntries(Struct, frozen=True):
    """What was entered in the form. Numbers are as typed; the rest is as in `Configuration`."""

    months: str
    deactivated_days: str
    settings: WorkspaceSettings
    admins: tuple[UserId, ...]


class SettingsFormData(Struct, frozen=True):
    """The private data of the form: what it was opened with, and its entries once they were submitted."""

    settings: WorkspaceSettings
    admins: tuple[UserId, ...]
    entries: SettingsEntries | None = None


def build_form(
    language: Language,
    overview: SettingsOverview,
    spoken: Sequence[tuple[str, str]],
    entries: SettingsEntries | None = None,
    conflicts: Collection[str] = (),
) -> View:
    """Build the form, filled in as set, or with `entries`.

    `spoken` are languages (tag, name); one alone is not asked about. `conflicts` are fields that another
    admin changed meanwhile: each says how, and keeps what was entered.
    """
    _ = language.gettext
    settings = entries.settings if entries else overview.settings
    months = entries.months if entries else str(settings.months)
    days = entries.deactivated_days if entries else str(settings.deactivated_days)
    users = entries.admins if entries else overview.admins
    fields: list[InputBlock] = [
        field(
            MONTHS,
            _("For how many months are thanks kept?"),
            _number(months),
            hint=_("What is older is erased here every night; in Slack it stays."),
        ),
        field(
            DAYS,
            _("How many days after someone left is their name erased?"),
            _number(days),
            hint=_("The words stay, without the name."),
        ),
        field(DIGESTS, _("Who sets up digests?"), _digests(language, settings.digests_by)),
        field(LEADS, _("Leads and their circles"), _leads(language, is_on=settings.leads_are_on)),
        field(VALUES, _("Values in the form for thanks"), _values(language, are_asked=settings.values_asked)),
        field(
            SHOUT_OUTS,
            _("Where should I post shout-outs?"),
            ConversationSelectElement(
                filter=ConversationFilter(
                    include=["public"], exclude_external_shared_channels=True, exclude_bot_users=True
                ),
                initial_conversation=settings.shout_outs_in or None,
                placeholder=PlainTextObject(text=_("Where someone gives thanks")),
            ),
            hint=_(
                "Empty: in the channel where someone gives thanks. Otherwise I post thanks from public "
                "channels in this one; private channels keep theirs."
            ),
            is_optional=True,
        ),
        field(
            ADMINS,
            _("Admins besides Slack's own"),
            UserMultiSelectElement(
                initial_users=list(users[:MAX_APPOINTED]) or None, max_selected_items=MAX_APPOINTED
            ),
            hint=_("They can see and change these settings. That doesn't let them read anyone's history."),
            is_optional=True,
        ),
    ]
    if len(spoken) > 1:
        fields.insert(
            4, field(LANGUAGE, _("Language of public messages"), _languages(settings.language, spoken))
        )
    for block in fields:
        if block.block_id in conflicts:
            block.hint = PlainTextObject(
                text=_conflict_hint(language, str(block.block_id), overview.settings)
            )
    blocks: list[Block] = [*(_conflict_notice(language) if conflicts else ()), *fields]
    return form(
        CHANGE,
        _("Hearten's settings"),
        blocks,
        submit=_("Save"),
        close=_("Cancel"),
        context=dump(SettingsFormData(overview.settings, overview.admins)),
    )


def build_confirmation_form(
    language: Language, erasures: Sequence[SettingErasure], begins: datetime, zone: str, context: str
) -> View:
    """Ask before a submission erases anything; `context` is the form's, with its entries."""
    _ = language.gettext
    blocks: list[Block] = [
        SectionBlock(text=text_object(spans)) for spans in describe_erasures(language, erasures, begins, zone)
    ]
    return confirmation_form(language, CONFIRM, _("Hearten's settings"), blocks, context)


def _number(initial: str) -> PlainTextInputElement:
    return PlainTextInputElement(initial_value=initial, max_length=MAX_NUMBER_LENGTH)


def _digests(language: Language, by: DigestEditors) -> RadioButtonsElement:
    _ = language.gettext
    labels = {
        DigestEditors.MEMBERS: _("Anyone in the channel"),
        DigestEditors.ADMINS: _("Admins, for the channels that they are in"),
    }
    return _radio_buttons([(option.value, label) for option, label in labels.items()], by.value)


def _leads(language: Language, *, is_on: bool) -> RadioButtonsElement:
    _ = language.gettext
    choices = [
        (ON, _("Leads can read what is not private about their people")),
        (OFF, _("Leads can ask for no one's history")),
    ]
    return _radio_buttons(choices, ON if is_on else OFF)


def _values(language: Language, *, are_asked: bool) -> RadioButtonsElement:
    _ = language.gettext
    return _radio_buttons(
        [(OPEN, _("Left open")), (ASKED, _("Asked for: what did they show?"))], ASKED if are_asked else OPEN
    )


def _radio_buttons(choices: Sequence[tuple[str, str]], chosen: str) -> RadioButtonsElement:
    radio_options = options(choices)
    return RadioButtonsElement(
        options=radio_options,
        initial_option=next(option for option in radio_options if option.value == chosen),
    )


def _languages(tag: str, spoken: Sequence[tuple[str, str]]) -> StaticSelectElement:
    language_options = options(spoken)
    initial = next((option for option in language_options if option.value == tag), language_options[0])
    return StaticSelectElement(options=language_options, initial_option=initial)


def _conflict_notice(language: Language) -> list[Block]:
    sentence = language.gettext(
        "Someone else changed the same meanwhile, so nothing was saved yet. It's shown at the field; what"
        " you entered is still here."
    )
    return [SectionBlock(text=MarkdownTextObject(text=sentence, verbatim=True))]


def _conflict_hint(language: Language, name: str, settings: WorkspaceSettings) -> str:
    """Say at the field how another admin has set it."""
    _ = language.gettext
    sentences: dict[str, str] = {
        MONTHS: str(settings.months),
        DAYS: str(settings.deactivated_days),
        DIGESTS: _("by admins")
        if settings.digests_by is DigestEditors.ADMINS
        else _("by anyone in the channel"),
        LEADS: _("on") if settings.leads_are_on else _("off"),
        LANGUAGE: own_name(settings.language),
        VALUES: _("asked for") if settings.values_asked else _("left open"),
        SHOUT_OUTS: _("another channel") if settings.shout_outs_in else _("where someone gives thanks"),
    }
    sentence = _("Meanwhile someone else set this to: {now}. Save again to set what's here.")
    return sentence.format(now=sentences[name])
