"""SQL conditions and the rules of the domain agree: random recognitions, and each kind of scope."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, insert

from bot.domain.audience import Coverage
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.mentions import find_mentioned_users
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import (
    ChannelScope,
    ChannelsScope,
    CircleScope,
    DigestScope,
    EndorsedScope,
    GivenScope,
    ReceivedScope,
    Scope,
)
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.storage import recognition_views, schema, workspaces
from bot.storage.engine import Database, Transaction
from bot.storage.scopes import (
    CANDIDATES,
    make_parameters,
    make_shape,
    select_candidates,
    select_readable_ids,
)

USERS = tuple(UserId(f"U{letter}") for letter in "ABCDE")
CHANNELS = tuple(ChannelId(f"C{number}") for number in range(3))
NOW = datetime(2026, 11, 25, tzinfo=UTC)
_teams = itertools.count()

users, channels = st.sampled_from(USERS), st.sampled_from(CHANNELS)
rarely, seldom = st.sampled_from([False] * 5 + [True]), st.sampled_from([False, False, True])


@dataclass(frozen=True)
class Giver:
    mentioned: UserId
    has_comment: bool
    is_withdrawn: bool


@dataclass(frozen=True)
class Recipient:
    seen: Visibility
    is_taken_down: bool
    is_opened: bool = False
    is_member: bool = False
    """They are thanked as part of a team: nobody else may find that out."""


@dataclass(frozen=True)
class Row:
    """A recognition and what belongs to it. Nothing is consistent: no rule may depend on another."""

    channel: ChannelId
    is_withdrawn: bool
    givers: dict[UserId, Giver]
    recipients: dict[UserId, Recipient]
    endorsers: dict[UserId, Giver]
    mentioned: dict[UserId, bool]
    credits: dict[UserId, UserId]
    replies: frozenset[UserId]


recipients = st.builds(Recipient, st.sampled_from(Visibility), rarely, seldom) | st.builds(
    Recipient, st.just(Visibility.PRIVATE), rarely, is_member=st.just(value=True)
)
makers = st.builds(Giver, users, st.booleans(), rarely)
rows = st.builds(
    Row,
    channels,
    rarely,
    st.dictionaries(users, makers, min_size=1, max_size=2),
    st.dictionaries(users, recipients, min_size=1, max_size=3),
    st.dictionaries(users, makers, max_size=3),
    st.dictionaries(users, seldom, max_size=2),
    st.dictionaries(users, users, max_size=2),
    st.frozensets(users, max_size=2),
)


def list_scopes(members: frozenset[UserId]) -> Iterator[Scope]:
    """Yield each kind of scope about each user and channel; `members` are some users."""
    for user in USERS:
        yield from (ReceivedScope(user), GivenScope(user), EndorsedScope(user))
        yield from (ReceivedScope(user, members), GivenScope(user, members))
    for channel in CHANNELS:
        yield ChannelScope(channel)
        yield from (DigestScope(channel, covers, members) for covers in Coverage)
    yield ChannelsScope(frozenset(CHANNELS[:2]))
    for circle, private, is_given in itertools.product(
        (members, frozenset(USERS[:1])), (frozenset(CHANNELS[:1]), frozenset[ChannelId]()), (True, False)
    ):
        yield CircleScope(circle, private, is_given)


# A failing example is not made smaller, which would take minutes: the scope says which rule it is.
@settings(max_examples=15, phases=[Phase.generate])
@given(
    stored=st.lists(rows, min_size=10, max_size=30),
    without_digests=st.frozensets(users, max_size=2),
    members=st.frozensets(users, min_size=1, max_size=3),
)
async def test_scopes_read_by_sql_what_the_rules_show_them(
    database: Database, stored: list[Row], without_digests: frozenset[UserId], members: frozenset[UserId]
) -> None:
    # Each example has a workspace of its own: those of others are never read.
    identity = WorkspaceIdentity("", f"T{next(_teams)}", "", "https://a.example/", UserId("UBOT"))
    workspace = await database.write(workspaces.ensure, identity)
    by_id = await database.write(_write, workspace, stored, without_digests)
    scopes = list(list_scopes(members))

    def look(tx: Transaction) -> None:
        views = recognition_views.find_views(tx, workspace, itertools.product(scopes, by_id))
        for scope in scopes:
            _, query = select_readable_ids(make_shape(scope))
            readable = set(tx.connection.scalars(query, make_parameters(workspace, scope)))
            if not isinstance(scope, DigestScope):
                _, looking_through = select_candidates(make_shape(scope))
                parameters = make_parameters(workspace, scope) | {CANDIDATES: list(by_id)}
                assert readable == set(tx.connection.scalars(looking_through, parameters)), scope
            assert readable == {id_ for seen_by, id_ in views if seen_by == scope}, scope
        for (scope, id_), view in views.items():
            assert_is_allowed(scope, by_id[id_], view, without_digests)

    await database.read(look)


def assert_is_allowed(
    scope: Scope, row: Row, view: RecognitionView, without_digests: frozenset[UserId]
) -> None:
    """Check a view against a naive reading of who may see what."""
    givers = {user for user, giver in row.givers.items() if not giver.is_withdrawn}
    endorsers = {user for user, endorser in row.endorsers.items() if not endorser.is_withdrawn}
    assert not row.is_withdrawn
    assert set(view.givers) <= givers
    assert set(view.endorsers) <= endorsers
    shown = [row.recipients[user] for user in view.recipients]
    assert not any(recipient.is_taken_down or recipient.is_member for recipient in shown)
    private = {user for user in view.recipients if row.recipients[user].seen is Visibility.PRIVATE}
    hidden: set[UserId] = set()
    match scope:
        case GivenScope(user, others):
            assert user in givers
            assert not others or any(other in view.recipients for other in others)
        case ReceivedScope(user):
            assert user in view.recipients or row.recipients[user].is_member
            assert private <= {user}
        case CircleScope(circle, _, is_given=False):
            assert all(user in circle and row.recipients[user].is_opened for user in private)
        case DigestScope():
            hidden = {*without_digests}
            assert not private
        case _:
            assert not private
    authors = [comment.user for comment in view.comments]
    comments = [row.givers, row.endorsers]
    assert set(authors) <= givers | endorsers
    assert all(any(user in by and by[user].has_comment for by in comments) for user in authors)
    named = {user for comment in view.comments for user in find_mentioned_users(comment.text)}
    in_text = {user for user, is_in_text in row.mentioned.items() if is_in_text}
    if isinstance(scope, DigestScope):
        assert not hidden & {*view.givers, *view.recipients, *view.endorsers, *authors, *named, *in_text}
    reader = scope.user if isinstance(scope, GivenScope | ReceivedScope) else None
    if view.is_private:
        assert isinstance(scope, GivenScope | ReceivedScope | CircleScope)
        allowed = givers if isinstance(scope, ReceivedScope) else {reader}
        assert set(authors) <= allowed
        assert not (isinstance(scope, CircleScope) and view.endorsers)
    for credit in view.credits:
        assert row.credits[credit.to] == credit.by
        assert credit.to in view.recipients
        assert credit.by in view.recipients or credit.to == reader
    replies = {reply.by for reply in view.replies}
    assert replies == (row.replies if isinstance(scope, GivenScope) else row.replies & {reader})
    assert view.permalink == f"https://a.example/archives/{row.channel}/p12"


def _write(
    tx: Transaction, workspace: Workspace, stored: list[Row], without_digests: frozenset[UserId]
) -> dict[RecognitionId, Row]:
    by_id: dict[RecognitionId, Row] = {}
    tables: dict[Table, list[dict[str, Any]]] = {}

    def add(table: Table, **row: Any) -> None:
        tables.setdefault(table, []).append(row)

    for user in without_digests:
        add(schema.preferences, workspace_id=workspace.id, user_id=user, digests=False)
    for number, row in enumerate(stored):
        id_ = RecognitionId(tx.new_id())
        by_id[id_] = row
        of = {"workspace_id": workspace.id, "recognition_id": id_}
        add(
            schema.recognition,
            id=id_,
            workspace_id=workspace.id,
            channel_id=row.channel,
            deduplication_key=f"command:{number}",
            source="command",
            visibility=int(Visibility.PUBLIC),
            text="thanks",
            message_ts="1.2",
            created_at=NOW,
            withdrawn_at=NOW if row.is_withdrawn else None,
        )
        for user, giver in row.givers.items():
            add(schema.giver, **of, user_id=user, **_comment_columns(giver))
        for user, recipient in row.recipients.items():
            add(
                schema.recipient,
                **of,
                user_id=user,
                visibility=int(recipient.seen),
                taken_down_at=NOW if recipient.is_taken_down else None,
                opened_to_leads_at=NOW if recipient.is_opened else None,
                is_member=recipient.is_member,
            )
        for user, endorser in row.endorsers.items():
            add(schema.endorsement, **of, user_id=user, created_at=NOW, **_comment_columns(endorser))
        for user, is_in_text in row.mentioned.items():
            add(schema.mention, **of, user_id=user, in_text=is_in_text)
        for user, sharer in row.credits.items():
            add(schema.credit, **of, user_id=user, sharer_id=sharer, comment="", created_at=NOW)
        for user in row.replies:
            add(schema.reply, **of, user_id=user, text="you're welcome", created_at=NOW)
    for table, of_table in tables.items():
        tx.connection.execute(insert(table), of_table)
    return by_id


def _comment_columns(maker: Giver) -> dict[str, Any]:
    return {
        "comment": f"so <@{maker.mentioned}> says" if maker.has_comment else "",
        "withdrawn_at": NOW if maker.is_withdrawn else None,
    }
