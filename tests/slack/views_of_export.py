"""An example of each message about a user's own data."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.domain.delivery import GiveUpReason
from bot.domain.ids import UserId
from bot.domain.outbox_messages import ExportFailureNotice
from bot.slack.features.export import views as export_views
from bot.slack.features.preferences import views as preferences_views
from bot.slack.ui.message import Message
from bot.usecases.preferences import PreferencesPage
from tests.slack.views import CIRCLES, EN, LOOKS, NAMES, NOTHING_CHOSEN

CROWD = tuple(UserId(f"UADMIN{n:02}") for n in range(11))
MANY_LOOKS = tuple(replace(LOOKS[n % len(LOOKS)]) for n in range(21))


def fullest_page() -> Message:
    """Return the fullest page."""
    names = {**NAMES, **{one: f"Admin {one[-2:]}" for one in CROWD}}
    seen = PreferencesPage(NOTHING_CHOSEN, MANY_LOOKS, CIRCLES, CROWD)
    news = export_views.confirmation_spans(EN, is_new=True)
    return preferences_views.build_page(EN, names, seen, zone="Asia/Tokyo", news=news)


def failure(reason: GiveUpReason, error: str = "") -> Callable[[], Message]:
    return lambda: export_views.failure_message(
        EN, ExportFailureNotice(UserId("UANA"), reason=reason, error=error)
    )


VIEWS: dict[str, Callable[[], Message]] = {
    "export, asked for": lambda: export_views.confirmation_message(EN, is_new=True),
    "export, asked for twice": lambda: export_views.confirmation_message(EN, is_new=False),
    "export, above the files": lambda: export_views.upload_message(EN),
    **{f"export not sent, {reason}": failure(reason) for reason in GiveUpReason},
    "export not sent, for want of a scope": failure(GiveUpReason.REFUSED, "missing_scope"),
    "privacy, crowded": fullest_page,
}
