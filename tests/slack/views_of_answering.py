"""One example of each message and form by which those who are thanked answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.answering import ReplyRefusal
from bot.domain.people import ERASED
from bot.domain.recognition import Credit, ExclusionReason, Reply
from bot.domain.sharing import CreditRefusal
from bot.domain.visibility import LeadsAccess, ThanksPreference
from bot.slack.blocks import answering, direct, giving, history, open_to_leads, sharing, year
from bot.slack.blocks.document import Message
from bot.slack.blocks.form import View, errors
from bot.slack.blocks.quilt import alt_text
from bot.usecases.contents import Answered, Direct, Gathered, LeadsMayRead
from bot.usecases.share import Shareable, Shared
from tests.slack.views import EN, LI, MAYA, NAMES, PRIVATE, REACTION, STORY, TOM, VALUES

SHARED = replace(STORY, credits=(Credit(MAYA, LI, f"she found it, as <@{TOM}> says"),))
REPLY = Reply(MAYA, "It was a pleasure, <@UTOM> & all", datetime(2026, 11, 25, tzinfo=UTC))
REPLIED = replace(STORY, replies=(REPLY, replace(REPLY, by=LI, words="x" * 1_000)))

VIEWS: dict[str, Callable[[], Message]] = {
    "shout-out that is shared": lambda: giving.shout_out(EN, NAMES, VALUES, SHARED),
    "shout-out shared by somebody who was erased": lambda: giving.shout_out(
        EN,
        NAMES,
        VALUES,
        replace(SHARED, recipients=(LI, MAYA, ERASED), credits=(Credit(ERASED, LI, ""),)),
    ),
    "direct, shared with the reader": lambda: direct.thanked(
        EN, NAMES, VALUES, Direct(SHARED, is_first=True, wish=ThanksPreference.PUBLICLY, reader=LI)
    ),
    "direct, shared by the reader": lambda: direct.thanked(
        EN, NAMES, VALUES, Direct(SHARED, is_first=False, wish=ThanksPreference.PRIVATELY, reader=MAYA)
    ),
    "direct, closed to leads": lambda: direct.thanked(
        EN, NAMES, VALUES, Direct(PRIVATE, False, ThanksPreference.PUBLICLY, MAYA, LeadsAccess.CLOSED)
    ),
    "direct, open to leads": lambda: direct.thanked(
        EN, NAMES, VALUES, Direct(PRIVATE, False, ThanksPreference.PUBLICLY, MAYA, LeadsAccess.OPEN)
    ),
    "leads may read": lambda: open_to_leads.leads_may_read(EN, NAMES, LeadsMayRead(PRIVATE, MAYA)),
    "answered": lambda: answering.answered(EN, NAMES, Answered(STORY, REPLY)),
    "answered in private": lambda: answering.answered(
        EN, NAMES, Answered(replace(PRIVATE, permalink=""), REPLY)
    ),
    "answered to an emoji": lambda: answering.answered(EN, NAMES, Answered(REACTION, REPLY)),
    "gathered, answers alone": lambda: direct.gathered(
        EN, NAMES, VALUES, Gathered("UANA", (), answers=(Answered(STORY, REPLY),))
    ),
    "history with replies": lambda: history.page(
        EN,
        NAMES,
        VALUES,
        (REPLIED, SHARED),
        reader=MAYA,
        zone="UTC",
        title=history.title(EN),
        answerable=True,
    ),
    "menu for those who are thanked": lambda: answering.not_for_you(EN),
    "thanked privately from now on": lambda: answering.privately(EN),
    **{
        f"not answered, {why.value}": lambda why=why: answering.told(  # type: ignore[misc]
            answering.not_answered(EN, why)
        )
        for why in ReplyRefusal
    },
    **{
        f"not offered to share, {why.value}": lambda why=why: answering.told(  # type: ignore[misc]
            sharing.not_offered(EN, why)
        )
        for why in (CreditRefusal.GONE, CreditRefusal.PRIVATE, CreditRefusal.BY_EMOJI)
    },
}

FORMS: dict[str, Callable[[], View]] = {
    "replying": lambda: answering.replying(EN, NAMES, STORY),
    "replied": lambda: answering.replied(EN, NAMES, STORY),
    "own year": lambda: year.year(EN, "F0YEAR", alt_text(EN, (), is_any_plain=True, is_year=True)),
    "own year of nothing": lambda: year.nothing_in_year(EN),
    "own year without its picture": lambda: year.not_pictured(EN),
    "opening to leads": lambda: open_to_leads.opening_to_leads(EN, STORY.id),
    "opened to leads": lambda: open_to_leads.opened_to_leads(EN, is_done=True),
    "not opened to leads": lambda: open_to_leads.opened_to_leads(EN, is_done=False),
    "taking down": lambda: answering.taking_down(EN, STORY.id),
    "taken down": lambda: answering.taken_down(EN, is_done=True),
    "taken down already": lambda: answering.taken_down(EN, is_done=False),
    "sharing": lambda: sharing.sharing(EN, NAMES, Shareable(STORY, ())),
    "sharing again": lambda: sharing.sharing(EN, NAMES, Shareable(STORY, (LI, TOM))),
    "shared": lambda: sharing.done(EN, "Li Wei", Shared(is_private=False, is_written_to=True)),
    "shared in private": lambda: sharing.done(EN, "Li Wei", Shared(is_private=True, is_written_to=True)),
    "shared without a message": lambda: sharing.done(
        EN, "Li Wei", Shared(is_private=True, is_written_to=False)
    ),
    "shared no longer": lambda: sharing.done(EN, "", None),
    "sharing refused": lambda: errors(
        {
            why.value: "; ".join(sharing.refused(EN, NAMES, TOM, why).values())
            for why in (*CreditRefusal, *ExclusionReason)
        }
        | sharing.nobody_chosen(EN)
    ),
}
