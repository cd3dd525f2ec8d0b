"""What Slack's error names mean."""

import pytest

from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.message_changes import (
    NO_TS,
    TOO_LATE,
    ChangeCause,
    ChangeRequest,
    ChangeStep,
    decide_refused_change,
)
from bot.domain.outbox_messages import MessageChange, MessageDeletion, MessageUpdate

MEANINGS = {
    ErrorMeaning.RATE_LIMITED: "ratelimited rate_limited",
    ErrorMeaning.PASSING: (
        "message_limit_exceeded external_channel_migrating streaming_state_conflict fetch_members_failed "
        "unable_to_fetch_custom_emojis service_unavailable request_timeout team_added_to_org"
    ),
    ErrorMeaning.UNCERTAIN: "update_failed internal_error fatal_error",
    ErrorMeaning.CLOSED: (
        "accesslimited ekm_access_denied two_factor_setup_required team_access_not_granted account_inactive "
        "invalid_auth not_authed org_login_required token_expired token_revoked"
    ),
    ErrorMeaning.GONE: "message_not_found",
    ErrorMeaning.ARCHIVED: "is_archived is_inactive",
    ErrorMeaning.NO_ACCESS: "channel_not_found not_in_channel user_not_found user_disabled cannot_dm_bot",
    ErrorMeaning.READ_ONLY: (
        "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel "
        "restricted_action_non_threadable_channel restricted_action_thread_locked "
        "restricted_action_of_next_year posting_to_general_channel_denied"
    ),
    ErrorMeaning.FINAL: (
        "cant_update_message cant_delete_message edit_window_closed invalid_blocks msg_too_long no_text "
        "restricted_actions missing_scope"
    ),
}
ROWS = [(error, meaning) for meaning, errors in MEANINGS.items() for error in errors.split()]


@pytest.mark.parametrize(("error", "meaning"), ROWS)
def test_each_name_has_one_meaning(error: str, meaning: ErrorMeaning) -> None:
    assert find_error_meaning(error) is meaning


@pytest.mark.parametrize(
    ("is_deletion", "must_succeed", "error", "step"),
    [
        (False, True, "msg_too_long", ChangeStep.REPLACE),
        (False, True, "edit_window_closed", ChangeStep.REPLACE),
        (False, True, "cant_update_message", ChangeStep.REPLACE),
        (False, True, "restricted_action_thread_locked", ChangeStep.REPLACE),
        (False, True, "is_inactive", ChangeStep.HOLD),
        (False, True, NO_TS, ChangeStep.HOLD),
        (False, True, TOO_LATE, ChangeStep.HOLD),
        (False, False, "msg_too_long", ChangeStep.GIVE_UP),
        (False, False, "is_archived", ChangeStep.HOLD),
        (False, False, "channel_not_found", ChangeStep.HOLD),
        (True, True, "cant_delete_message", ChangeStep.HOLD),
        (True, True, "compliance_exports_prevent_deletion", ChangeStep.HOLD),
        (True, True, "not_in_channel", ChangeStep.HOLD),
    ],
)
def test_what_takes_something_away_is_never_given_up(
    is_deletion: bool, must_succeed: bool, error: str, step: ChangeStep
) -> None:
    assert decide_refused_change(error, is_deletion=is_deletion, must_succeed=must_succeed) is step


@pytest.mark.parametrize(
    ("change", "must_succeed"),
    [
        (MessageUpdate("C1", "M1", (ChangeRequest("U1", ChangeCause.UNDONE),)), True),
        (MessageUpdate("C1", "M1", removes=True), True),
        (MessageUpdate("C1", "M1"), False),
        (MessageDeletion("C1", "M1"), True),
        (MessageDeletion("C1", "M1", replaces=True), True),
    ],
)
def test_a_change_must_succeed_if_it_removes_something(change: MessageChange, must_succeed: bool) -> None:
    assert change.must_succeed is must_succeed
