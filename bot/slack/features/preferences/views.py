"""The reader's own page: stored data, preferences and audit entries."""

from collections.abc import Sequence

from msgspec import Struct

from bot.domain import mentions
from bot.domain.audit import AuditEntry
from bot.domain.circle import CircleMembership, CircleSource
from bot.domain.ids import UserId
from bot.domain.preferences import (
    DigestPreference,
    MessagePreference,
    Preference,
    PromptPreference,
    ReactionPreference,
    find_topic,
    list_options,
)
from bot.domain.visibility import ThanksPreference
from bot.slack.features.erasure.views import ERASE
from bot.slack.features.keepsake.views import build_choice
from bot.slack.features.preferences.audit_views import build_audit_lines
from bot.slack.ui.inline import ChannelSpan, Names, Spans, TextSpan, fill, join_user_names, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Divider, Line, NoteLine, Part, Passage, Select
from bot.slack.ui.parts import Choice as ChoicePart
from bot.usecases.preferences import AUDIT_PERIOD, MAX_ADMINS, MAX_AUDIT_ENTRIES, PreferencesPage

CHOOSE = "choose"
"""The action of a menu, followed by `:` and the topic; its value is the topic, `:` and what is chosen
(`messages:daily`)."""
EXPORT = "export"


def build_page(
    language: Language, names: Names, privacy: PreferencesPage, *, zone: str, news: Spans = ()
) -> Message:
    """Build the page, dated in the reader's zone, with the `news` of the reader's last action first."""
    return build_message(
        [*([line(news)] if news else []), *build_page_parts(language, names, privacy, zone=zone)]
    )


def build_page_parts(language: Language, names: Names, privacy: PreferencesPage, *, zone: str) -> list[Part]:
    """Return the parts of the page."""
    _ = language.gettext
    storage_note = _(
        "What I store about you: who thanked you and who you thanked, when, where, for what and in which "
        "words; your name, time zone, language and the address of your picture; and what you choose here."
        " Of a message with an emoji, only the link."
    )
    parts: list[Part] = [
        line(fill(storage_note)),
        *(_choice_part(language, choice) for choice in privacy.preferences),
        *build_choice(language, privacy.keepsake_day),
    ]
    return [
        *parts,
        Divider(),
        line(fill(_("No machine writes, scores or judges anybody's words."))),
        _readers_part(language, names, privacy.circles),
        *_audit_parts(language, names, privacy.looks, zone),
        _admin_parts(language, names, privacy.admins),
        line(
            fill(
                _("{export} sends you everything I store about you, as files; {forget} erases it."),
                export=slash_command(language, "export"),
                forget=slash_command(language, "forget me"),
            )
        ),
        Buttons(
            (
                Button(_("Send me my data"), EXPORT, "export"),
                Button(_("Erase me …"), ERASE, "offer"),
            )
        ),
        NoteLine(
            fill(
                _("You can type a choice, too: {command}."),
                command=slash_command(language, "privacy messages daily"),
            )
        ),
    ]


def collect_users(privacy: PreferencesPage) -> set[UserId]:
    """Return the users that the page names."""
    leads = {lead for circle in privacy.circles for lead in circle.leads}
    lookers = {look.reader for look in privacy.looks}
    phrases = (phrase for look in privacy.looks for phrase in look.asked.phrases)
    sought = {user for phrase in phrases for user in mentions.find_mentioned_users(phrase)}
    return leads | lookers | sought | {*privacy.admins}


def change_note(language: Language, changed: Preference) -> Spans:
    """Confirm a choice, and say what it does not change."""
    return fill(_describe_choice(language, changed).from_now_on, history=slash_command(language, "history"))


def confirmation_message(language: Language, changed: Preference) -> Message:
    """Confirm a typed choice, and say where all choices are."""
    all_choices = fill(
        language.gettext("{privacy} has all your choices."), privacy=slash_command(language, "privacy")
    )
    return build_message([line(change_note(language, changed)), NoteLine(all_choices)])


def _choice_part(language: Language, current: Preference) -> ChoicePart:
    """Return a setting beside a menu that shows the current choice."""
    about = find_topic(current)
    description = _describe_choice(language, current)
    holds = fill(description.current, history=slash_command(language, "history"))
    choices = tuple(
        (_describe_choice(language, option).option, f"{about}:{option.value}")
        for option in list_options(about)
    )
    menu = Select(f"{CHOOSE}:{about}", language.gettext("Choose"), choices, chosen=f"{about}:{current.value}")
    return ChoicePart((TextSpan(description.title, bold=True), TextSpan(" "), *holds), menu)


class _PreferenceText(Struct, frozen=True):
    """A preference in words: its title, its current effect, its effect if chosen, and a short option."""

    title: str
    current: str
    from_now_on: str
    option: str


def _describe_choice(language: Language, preference: Preference) -> _PreferenceText:
    _ = language.gettext
    match preference:
        case ThanksPreference.PUBLICLY:
            return _PreferenceText(
                _("Thanks."),
                _("Anyone in the channel can read how you are thanked there."),
                _("From now on you can be thanked publicly. What came in private stays private."),
                _("Publicly"),
            )
        case ThanksPreference.PRIVATELY:
            return _PreferenceText(
                _("Thanks."),
                _("They reach you in private. No channel and no digest shows them."),
                _("From now on thanks reach you in private. What's in channels stays there."),
                _("Privately"),
            )
        case ThanksPreference.NEVER:
            return _PreferenceText(
                _("Thanks."),
                _("You get none: nothing is saved or sent for you, and anyone who tries is told so."),
                _("From now on no one can thank you here. What you received stays in {history}."),
                _("Not at all"),
            )
        case MessagePreference.AT_ONCE:
            return _PreferenceText(
                _("Messages."),
                _(
                    "I message you when a thanks is private or in a channel you're not in, and once a "
                    "day, in your afternoon, about reactions and people who joined."
                ),
                _("From now on I write to you at once, where you would not see a thanks otherwise."),
                _("At once"),
            )
        case MessagePreference.DAILY:
            return _PreferenceText(
                _("Messages."),
                _("I write to you about thanks once a day at most, in your afternoon."),
                _("From now on I write to you once a day at most."),
                _("Once a day"),
            )
        case MessagePreference.NEVER:
            return _PreferenceText(
                _("Messages."),
                _("I write you nothing about thanks. {history} shows them."),
                _("From now on I write you nothing about thanks. They wait in {history}."),
                _("Never"),
            )
        case DigestPreference.ON:
            return _PreferenceText(
                _("Digests."),
                _("A channel's weekly digest may name you."),
                _("From now on digests may name you."),
                _("With my name"),
            )
        case DigestPreference.OFF:
            return _PreferenceText(
                _("Digests."),
                _("No digest names you."),
                _("From now on no digest names you. I'm updating the ones already posted."),
                _("Without my name"),
            )
        case ReactionPreference.ON:
            return _PreferenceText(
                _("Reactions."),
                _("If you put a value's emoji on a message, that is kept as thanks."),
                _("From now on your reactions are kept as thanks."),
                _("Kept as thanks"),
            )
        case PromptPreference.OFF:
            return _PreferenceText(
                _("Prompts."),
                _("I ask you nothing."),
                _("From now on I ask you nothing."),
                _("Never"),
            )
        case PromptPreference.ON:
            return _PreferenceText(
                _("Prompts."),
                _("On Friday afternoons I ask you one question, and recall thanks you got a year ago."),
                _("From now on I ask you one question on Friday afternoons."),
                _("On Fridays"),
            )
        case ReactionPreference.OFF:
            return _PreferenceText(
                _("Reactions."),
                _("If you put an emoji on a message, it is just an emoji."),
                _(
                    "Your reactions are just reactions from now on. What was kept before stays until you "
                    "remove it."
                ),
                _("Just emoji"),
            )


def _readers_part(language: Language, names: Names, circles: Sequence[CircleMembership]) -> Passage:
    _ = language.gettext
    if not circles:
        return line(fill(_("No one but you can ask for your history.")))
    leads = _(
        "No one can ask for your history but you and those who care for you. They see nothing private, "
        "unless you let them read it."
    )
    return Passage((Line(fill(leads)), *(Line(_circle_line(language, names, circle)) for circle in circles)))


def _circle_line(language: Language, names: Names, circle: CircleMembership) -> Spans:
    _ = language.gettext
    leads = join_user_names(language, names, circle.leads)
    count = len(circle.leads)
    match circle.source:
        case CircleSource.NAMED:
            named_alone = language.ngettext(
                "{leads} cares for you as your lead.", "{leads} care for you as your leads.", count
            )
            return fill(named_alone, leads=leads)
        case CircleSource.CHANNEL:
            circle_spans: Spans = (ChannelSpan(circle.source_id),)
        case CircleSource.GROUP:
            circle_spans = (TextSpan(f"@{circle.name}"),)
    sentence = language.ngettext(
        "{leads} cares for the people of {circle}, you among them.",
        "{leads} care for the people of {circle}, you among them.",
        count,
    )
    return fill(sentence, leads=leads, circle=circle_spans)


def _audit_parts(language: Language, names: Names, entries: Sequence[AuditEntry], zone: str) -> list[Passage]:
    _ = language.gettext
    if not entries:
        nobody = _("No one has looked at your thanks in the last {days} days.")
        return [line(fill(nobody, days=str(AUDIT_PERIOD.days)))]
    parts = [build_audit_lines(language, names, entries[:MAX_AUDIT_ENTRIES], zone)]
    if len(entries) > MAX_AUDIT_ENTRIES:
        more = _("There were more looks: {export} has them all.")
        parts.append(line(fill(more, export=slash_command(language, "export"))))
    return parts


def _admin_parts(language: Language, names: Names, admins: Sequence[UserId]) -> Passage:
    """Name the admins that are known so far."""
    _ = language.gettext
    if not admins:
        sentence = _(
            "The admins of this Slack workspace set Hearten up. That doesn't let them read anyone's history."
        )
        return line(fill(sentence))
    others = _("others") if len(admins) > MAX_ADMINS else ""
    return line(
        fill(
            _(
                "Admins of this Slack workspace, {admins}, set Hearten up. That doesn't let them read "
                "anyone's history."
            ),
            admins=join_user_names(language, names, admins[:MAX_ADMINS], others),
        )
    )
