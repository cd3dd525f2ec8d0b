"""Every form: its snapshot, and Slack's limits."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.practice.checks.views import check_view
from bot.slack.private_data import MAX_PRIVATE_METADATA
from bot.slack.ui.modal import form
from tests.slack import (
    views_of_cards,
    views_of_copies,
    views_of_digests,
    views_of_endorsements,
    views_of_history_form,
    views_of_recipients,
    views_of_recognition_forms,
    views_of_settings,
    views_of_teams,
    views_of_values,
)
from tests.slack.view_snapshots import ViewSnapshotExtension

FORMS = {
    **views_of_recognition_forms.FORMS,
    **views_of_history_form.FORMS,
    **views_of_copies.FORMS,
    **views_of_digests.FORMS,
    **views_of_cards.FORMS,
    **views_of_recipients.FORMS,
    **views_of_values.FORMS,
    **views_of_settings.FORMS,
    **views_of_teams.FORMS,
    **views_of_endorsements.FORMS,
}


@pytest.mark.parametrize("name", FORMS)
def test_form_equals_its_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    view = FORMS[name]()
    if view.get("type") == "modal":
        check_view(view)
    assert view == snapshot(extension_class=ViewSnapshotExtension)


def test_form_with_too_long_context_raises() -> None:
    with pytest.raises(ValueError, match="more than a form carries"):
        form("ask", "Ask", [], submit="Ask", close="Cancel", context="x" * (MAX_PRIVATE_METADATA + 1))
