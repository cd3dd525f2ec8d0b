"""The verdict is only worth something if it sees what goes wrong."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.practice.delivery import Answer
from bot.practice.workspace import Workspace
from tests.chaos.ledger import Emoji, Gift, Ledger
from tests.chaos.rows import Rows
from tests.chaos.town import town
from tests.chaos.verdict import judge
from tests.chaos.wording import wording

HERE, ELSEWHERE = "C0OPEN0001", "C0OPEN0002"
GIVER, RECIPIENT, OTHER = "U0TOWN001", "U0TOWN002", "U0TOWN003"
YES = Answer({}, 200, {"text": "I'll post this in <#C0> for Person 1."})
SORRY = Answer({}, 200, {"text": "I couldn't save this just now."})
SILENCE = Answer({}, failure="timeout")


@pytest.fixture
def workspace() -> Workspace:
    return town(public=2, private=0, users=3)


def say(workspace: Workspace, text: str, channel: str = HERE, post: str = "") -> None:
    metadata = {"event_type": "hearten", "event_payload": {"id": post}} if post else None
    workspace.post(channel, user=workspace.bot_user_id, text=text, metadata=metadata)


def ledger(*answers: Answer, is_private: bool = False) -> Ledger:
    """One thanks, no. 1."""
    kept = Ledger()
    kept.gifts[1] = Gift(1, GIVER, (RECIPIENT,), HERE, is_private, list(answers))
    return kept


def rows(
    *gifts: int,
    thanked_by_emoji: frozenset[tuple[str, str, str]] = frozenset(),
    endorsers: frozenset[tuple[int, str]] = frozenset(),
    given_up: tuple[str, ...] = (),
    gathered: frozenset[str] = frozenset(),
) -> Rows:
    return Rows(Counter(gifts), thanked_by_emoji, endorsers, given_up, gathered)


def test_recognition_stored_and_posted_once_is_clean(workspace: Workspace) -> None:
    say(workspace, wording(1))
    say(workspace, wording(1), workspace.dm_channel(RECIPIENT).id)
    figures = judge(ledger(SILENCE, YES), workspace, rows(1))
    assert figures.is_clean
    assert (figures.sent, figures.acknowledged, figures.stored, figures.delivered) == (1, 1, 1, 1)
    assert str(figures).endswith("0 lost, 0 twice, 0 astray, 0 frames refused")


def test_private_recognition_is_in_a_direct_message_only(workspace: Workspace) -> None:
    direct = workspace.dm_channel(RECIPIENT).id
    say(workspace, wording(1), direct)
    assert judge(ledger(YES, is_private=True), workspace, rows(1)).is_clean
    say(workspace, wording(1), HERE)
    assert judge(ledger(YES, is_private=True), workspace, rows(1)).astray == (f"thanks 1 in {HERE}",)
    workspace.messages[direct].clear()
    assert judge(ledger(YES, is_private=True), workspace, rows(1)).lost == (f"thanks 1 not in {direct}",)


def test_an_acknowledged_thanks_that_is_not_kept_is_lost(workspace: Workspace) -> None:
    assert judge(ledger(YES), workspace, rows()).lost == ("thanks 1 not stored",)


@pytest.mark.parametrize("answer", [SORRY, SILENCE])
def test_unacknowledged_recognition_may_be_stored_or_not(workspace: Workspace, answer: Answer) -> None:
    assert judge(ledger(answer), workspace, rows()).is_clean
    # What is kept has to be delivered, though.
    figures = judge(ledger(answer), workspace, rows(1))
    assert figures.lost == (f"thanks 1 not in {HERE}",)
    assert (figures.stored, figures.delivered) == (1, 0)


def test_recognition_stored_or_posted_twice_is_found(workspace: Workspace) -> None:
    say(workspace, wording(1))
    assert judge(ledger(YES), workspace, rows(1, 1)).twice == ("thanks 1 stored 2 times",)
    say(workspace, f"{wording(1)}, and Person 3 joins in")
    assert judge(ledger(YES), workspace, rows(1)).twice == (f"thanks 1 stands 2 times in {HERE}",)


def test_other_message_posted_twice_is_found(workspace: Workspace) -> None:
    say(workspace, "Your emoji was kept.", ELSEWHERE)
    assert judge(Ledger(), workspace, rows()).is_clean
    say(workspace, "Your emoji was kept.", ELSEWHERE)
    assert judge(Ledger(), workspace, rows()).twice == (f"a message stands 2 times in {ELSEWHERE}",)


def test_a_gathered_message_repeats_thanks_but_is_posted_once(workspace: Workspace) -> None:
    direct = workspace.dm_channel(RECIPIENT).id
    say(workspace, wording(1))
    say(workspace, wording(1), direct, post="direct")
    say(workspace, f"Two people joined in: {wording(1)}", direct, post="monday")
    say(workspace, f"Two people joined in: {wording(1)}", direct, post="tuesday")
    told = rows(1, gathered=frozenset({"monday", "tuesday"}))
    assert judge(ledger(YES), workspace, told).is_clean
    say(workspace, f"Two people joined in: {wording(1)}", direct, post="tuesday")
    assert judge(ledger(YES), workspace, told).twice == (f"post tuesday stands 2 times in {direct}",)


def test_ephemeral_message_does_not_count(workspace: Workspace) -> None:
    workspace.post(HERE, user=workspace.bot_user_id, text=wording(1), ephemeral_to=GIVER)
    assert judge(ledger(YES), workspace, rows(1)).lost == (f"thanks 1 not in {HERE}",)


def test_post_without_a_stored_recognition_is_astray(workspace: Workspace) -> None:
    say(workspace, wording(1))
    assert judge(ledger(SORRY), workspace, rows()).astray == (f"thanks 1 in {HERE}",)


def test_a_frame_that_was_too_large_is_seen(workspace: Workspace) -> None:
    figures = judge(Ledger(), workspace, rows(), 2)
    assert not figures.is_clean
    assert figures.offenders == "refused: 2 frames"


def test_a_delivery_that_is_given_up_is_lost(workspace: Workspace) -> None:
    assert judge(Ledger(), workspace, rows(given_up=("update given up: fatal",))).lost


@pytest.mark.parametrize(
    ("added", "removed", "right"),
    [
        (YES, None, {True}),
        (SILENCE, None, {True, False}),
        (YES, YES, {False}),
        (SILENCE, YES, {False}),
        (YES, SILENCE, {True, False}),
    ],
)
@pytest.mark.parametrize("gift", [None, 1])
def test_a_reaction_is_as_it_was_last_acknowledged(
    workspace: Workspace, added: Answer, removed: Answer | None, right: set[bool], gift: int | None
) -> None:
    account = Ledger()
    account.emoji.append(Emoji(1, OTHER, HERE, "1.000001", "bulb", gift, added, removed))
    standing = (
        rows(endorsers=frozenset({(1, OTHER)}))
        if gift
        else rows(thanked_by_emoji=frozenset({(HERE, "1.000001", OTHER)}))
    )
    judged = {True: judge(account, workspace, standing), False: judge(account, workspace, rows())}
    assert {stands for stands, figures in judged.items() if figures.is_clean} == right


def test_only_the_first_offenders_are_named(workspace: Workspace) -> None:
    account = Ledger()
    for number in range(1, 9):
        account.gifts[number] = Gift(number, GIVER, (RECIPIENT,), HERE, False, [YES])
    offenders = judge(account, workspace, rows()).offenders
    assert offenders.startswith("lost: thanks 1 not stored, ")
    assert offenders.endswith("thanks 5 not stored …")
