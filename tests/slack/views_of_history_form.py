"""An example of each form for a question about the past."""

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.domain.ids import ChannelId, UserId
from bot.domain.values import FIRST_VALUES, Values
from bot.slack.features.history import form_views as history_form_views
from bot.slack.features.history.query_state import HistoryQuestion
from bot.slack.ui.language import language

EN = language("en")
VALUES = Values(FIRST_VALUES)
CIRCLE = "019936a0-0000-7000-8000-00000000000a"
FULL = HistoryQuestion(
    users=(UserId("UMAYA"), UserId("ULI")),
    circles=(CIRCLE,),
    channels=(ChannelId("C0DESIGN"), ChannelId("C1")),
    values=("creativity", "collaboration"),
    phrases=("slow query", "R&amp;D"),
    given=True,
)

FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "question about oneself": lambda: history_form_views.build_form(
        EN, HistoryQuestion(), Values(()), [], (None, None), "{}"
    ),
    "question about others": lambda: history_form_views.build_form(
        EN,
        FULL,
        VALUES,
        [(CIRCLE, "@backend"), ("S0OFFICE1", "A user group")],
        (date(2026, 9, 1), date(2026, 9, 30)),
        "{}",
    ),
}
