"""What Slack's error names mean."""

import pytest
from msgspec.structs import replace

from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.ids import ChannelId, UserId
from bot.domain.message_changes import (
    NO_TS,
    TOO_LATE,
    ChangeCause,
    ChangeRequest,
    ChangeStep,
    MessageChange,
    MessageDeletion,
    MessageUpdate,
    decide_refused_change,
)

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


REQUEST = ChangeRequest(UserId("U1"), ChangeCause.UNDONE)
UPDATE = MessageUpdate(ChannelId("C1"), "M1")
REMOVAL = MessageUpdate(ChannelId("C1"), "M1", removes=True)
DELETION = MessageDeletion(ChannelId("C1"), "M1")


@pytest.mark.parametrize(
    ("change", "error", "step"),
    [
        (UPDATE.with_request(REQUEST), "msg_too_long", ChangeStep.REPLACE),
        (REMOVAL, "edit_window_closed", ChangeStep.REPLACE),
        (REMOVAL, "cant_update_message", ChangeStep.REPLACE),
        (REMOVAL, "restricted_action_thread_locked", ChangeStep.REPLACE),
        (REMOVAL, "is_inactive", ChangeStep.HOLD),
        (REMOVAL, NO_TS, ChangeStep.HOLD),
        (REMOVAL, TOO_LATE, ChangeStep.HOLD),
        (UPDATE, "msg_too_long", ChangeStep.GIVE_UP),
        (UPDATE, "is_archived", ChangeStep.HOLD),
        (UPDATE, "channel_not_found", ChangeStep.HOLD),
        (DELETION, "cant_delete_message", ChangeStep.HOLD),
        (replace(DELETION, replaces=True), "compliance_exports_prevent_deletion", ChangeStep.HOLD),
        (DELETION, "not_in_channel", ChangeStep.HOLD),
    ],
)
def test_change_that_removes_something_is_never_given_up(
    change: MessageChange, error: str, step: ChangeStep
) -> None:
    assert decide_refused_change(change, error) is step
