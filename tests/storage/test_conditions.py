"""Lists longer than a statement has parameters."""

from datetime import timedelta

from sqlalchemy import select

from bot.domain.circle import CircleSource
from bot.domain.history import HistoryFilters
from bot.domain.ids import ChannelId, UserId
from bot.domain.scopes import ChannelsScope, CircleScope, GivenScope, ReceivedScope, Scope
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace import Workspace
from bot.storage import (
    admins,
    circles,
    export,
    homes,
    pages,
    recognition_views,
    schema,
    shared_credits,
    users,
)
from bot.storage.engine import Database, Transaction
from bot.usecases import preferences
from tests.storage.sample_rows import BEGIN, CHANNELS, PEOPLE, add_rows

MANY = 66_000
CROWD = frozenset(UserId(f"UFAR{number}") for number in range(MANY))
FAR = frozenset(ChannelId(f"CFAR{number}") for number in range(MANY))
IDS = [f"{number:08x}-0000-7000-8000-000000000000" for number in range(MANY)]
SOME, SOMEWHERE = frozenset(PEOPLE[:5]), frozenset(CHANNELS[:3])
SCOPES: list[tuple[Scope, Scope]] = [
    (ReceivedScope(UserId("U001"), SOME), ReceivedScope(UserId("U001"), SOME | CROWD)),
    (GivenScope(UserId("U001"), SOME), GivenScope(UserId("U001"), SOME | CROWD)),
    (ChannelsScope(SOMEWHERE), ChannelsScope(SOMEWHERE | FAR)),
    (CircleScope(SOME, SOMEWHERE, is_given=True), CircleScope(SOME | CROWD, SOMEWHERE | FAR, is_given=True)),
    (
        CircleScope(SOME, SOMEWHERE, is_given=False),
        CircleScope(SOME | CROWD, SOMEWHERE | FAR, is_given=False),
    ),
]


async def test_lists_of_any_length_fit_into_every_statement(database: Database, workspace: Workspace) -> None:
    of = workspace.id
    await database.write(lambda tx: add_rows(tx.connection, workspace, 200))
    await database.write(users.save_users, of, [User(UserId("U001"), name="Ana")])
    await database.write(preferences.change_preference, workspace, UserId("U002"), ThanksPreference.PRIVATELY)

    def look(tx: Transaction) -> None:
        crowd = CROWD | SOME
        assert set(users.find_users(tx, of, crowd)) == {"U001"}
        assert users.find_unknown(tx, of, crowd) == crowd - {"U001"}
        assert users.find_thanks_preferences(tx, of, crowd) == {"U002": ThanksPreference.PRIVATELY}
        assert set(users.find_preferences(tx, of, crowd)) == {"U002"}
        assert admins.dismiss(tx, of, crowd) == set()
        homes.refresh(tx, of, crowd)
        given = list(tx.connection.scalars(select(schema.recognition.c.id)))
        ids = [*IDS, *given]
        for few, many in SCOPES:
            told = recognition_views.list_views(tx, workspace, few, given)
            assert told
            assert recognition_views.list_views(tx, workspace, many, given) == told
        assert recognition_views.list_views(tx, workspace, few, ids) == told
        since = BEGIN - timedelta(days=1)
        thanked = recognition_views.find_thanked_users(tx, workspace, UserId("U001"), SOME, since=since)
        assert (
            recognition_views.find_thanked_users(tx, workspace, UserId("U001"), crowd, since=since) == thanked
        )
        found, found_among_many = (
            pages.read_page(
                tx,
                workspace,
                ReceivedScope(UserId("U001")),
                HistoryFilters(channels=tuple(channels)),
                limit=5,
            )
            for channels in (SOMEWHERE, SOMEWHERE | FAR)
        )
        assert found == found_among_many != []
        assert shared_credits.list_credits(tx, ids) == {}
        assert set(export.find_details(tx, ids)) <= set(ids)

    await database.read(look)
    # Writing so many rows would only take long: a short list goes the way of a long one.
    circle = await database.write(circles.ensure, of, CircleSource.CHANNEL, "C1", "x")
    for members in (SOME, {UserId("U001"), UserId("U050")}):
        await database.write(circles.set_members, of, circle, members)
        assert await database.read(circles.list_members, circle) == members
