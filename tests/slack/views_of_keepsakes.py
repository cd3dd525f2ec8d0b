"""An example of each message about keepsakes."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.domain.delivery import GiveUpReason
from bot.domain.ids import UserId
from bot.domain.keepsake import YearDay
from bot.domain.outbox_messages import Keepsake, KeepsakeFailureNotice
from bot.slack.features.keepsake import views as keepsake_views
from bot.slack.ui.message import Message
from bot.usecases.keepsakes import KeepsakeRequest
from tests.slack.views import EN

MAYA = UserId("UMAYA")
DUE = datetime(2027, 2, 28, 8, tzinfo=UTC)


def failure(reason: GiveUpReason, error: str = "") -> Callable[[], Message]:
    return lambda: keepsake_views.failure_message(EN, KeepsakeFailureNotice(MAYA, reason=reason, error=error))


VIEWS: dict[str, Callable[[], Message]] = {
    "keepsake, asked for": lambda: keepsake_views.confirmation_message(EN, KeepsakeRequest.STARTED),
    "keepsake, asked for twice": lambda: keepsake_views.confirmation_message(EN, KeepsakeRequest.UNDER_WAY),
    "keepsake, empty": lambda: keepsake_views.confirmation_message(EN, KeepsakeRequest.EMPTY),
    "keepsake, above the files": lambda: keepsake_views.upload_message(EN, Keepsake(MAYA)),
    "keepsake, above the page alone": lambda: keepsake_views.upload_message(
        EN, Keepsake(MAYA), has_pdf=False
    ),
    "keepsake, above the files of a year": lambda: keepsake_views.upload_message(
        EN, Keepsake(MAYA, is_yearly=True)
    ),
    "keepsake each year": lambda: keepsake_views.switched_on_message(
        EN, YearDay(2, 29), DUE, "Europe/Berlin"
    ),
    "keepsake, on which day": lambda: keepsake_views.status_message(EN, YearDay(3, 12)),
    "keepsake, on no day": lambda: keepsake_views.status_message(EN, None),
    "keepsake each year no longer": lambda: keepsake_views.switched_off_message(EN),
    **{f"keepsake not sent, {reason}": failure(reason) for reason in GiveUpReason},
    "keepsake not sent, for want of a scope": failure(GiveUpReason.REFUSED, "missing_scope"),
}
