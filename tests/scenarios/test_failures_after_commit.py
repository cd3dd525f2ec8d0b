"""What goes wrong after something was saved is never taken for a failure to save it."""

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from sqlalchemy import make_url

from bot.errors import CommitUncertainError
from bot.slack.features.recognition import confirmation_views, pending_views
from bot.slack.features.recognition import views as recognition_views
from bot.storage.engine import UseCase
from tests.conftest import FixedClock
from tests.scenarios.test_edit import words
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world
from tests.tcp_proxy import Cut, TcpProxy, tcp_proxy

SAVED = "That's saved, but something went wrong while I answered. There's no need to send it again."
NOTHING = "I couldn't save this just now, and nothing was posted. Please try again in a minute."
UNKNOWN = (
    "I lost my database for a moment, so I can't tell whether this was saved. "
    "Please check before you send it again."
)


def fail(*_: object, **__: object) -> NoReturn:
    raise LookupError("a mistake in the answer")


async def test_saved_recognition_is_never_requested_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.practice.is_troubled = True
    await world.command("ana", "design", "@maya thanks for the week")
    (answered,) = world.private("ana", "design")
    with monkeypatch.context() as broken:
        broken.setattr(confirmation_views, "build_confirmation", fail)
        broken.setattr(recognition_views, "withdrawal_message", fail)
        assert await world.command("ana", "design", "@maya thanks for the sketches") == SAVED
        assert len(world.posts("design")) == 2
        assert await world.command("ana", "design", "undo") == SAVED
        assert len(world.posts("design")) == 1
        before = len(world.private("ana", "design"))
        assert (await world.press("ana", answered, "undo")).status == 200
        assert [message.text for message in world.private("ana", "design")[before:]] == [SAVED]
        assert world.posts("design") == []
        await world.try_command("ana", "design", "")
        entered = {"people": [world.who("maya")], "text": words("thanks for the calm")}
        assert (await world.submit("ana", **entered)).status == 200
        form = world.form("ana")
        assert form is not None
        assert SAVED in str(form.content)
        assert len(world.posts("design")) == 1
    for metric in (world.bot.deps.metrics.requests, world.bot.deps.metrics.answer_seconds):
        with monkeypatch.context() as broken:
            broken.setattr(metric, "labels", fail)
            assert "I'll post this" in await world.command("ana", "design", "@maya thanks for counting")
    assert "I'll post this" in await world.command("ana", "design", "@maya thanks for the rest")


async def test_failed_question_says_that_nothing_was_saved(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jonas is an admin, to whom the tour is offered first: that is not what he asked for."""
    world.practice.is_troubled = True
    monkeypatch.setattr(pending_views, "build_question", fail)
    answer = await world.command("jonas", "general", "anonymously @maya thanks for the sketches")
    assert answer.startswith(NOTHING)
    assert world.posts("general") == []


async def test_uncertain_commit_is_explained(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.practice.is_troubled = True
    database = world.bot.deps.database
    commit = database.commit

    async def lose(use_case: UseCase[..., Any], *args: Any, **kwargs: Any) -> NoReturn:
        await commit(use_case, *args, **kwargs)
        raise CommitUncertainError

    # So that nothing has to be looked up.
    await world.command("ana", "design", "@maya thanks for the week")
    with monkeypatch.context() as broken:
        broken.setattr(database, "commit", lose)
        answer = await world.try_command("ana", "design", "@maya thanks for the sketches")
    assert isinstance(answer.body, dict)
    assert answer.body["text"].startswith(UNKNOWN)
    assert "@maya thanks for the sketches" in answer.body["text"]


@pytest.fixture
def proxy(database_url: str) -> Iterator[TcpProxy]:
    port = make_url(database_url).port
    assert port
    with tcp_proxy(port) as opened:
        yield opened


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_connection_that_breaks_at_the_commit_is_no_reason_to_thank_twice(
    database_url: str, clock: FixedClock, proxy: TcpProxy
) -> None:
    url = make_url(database_url).set(port=proxy.port).render_as_string(hide_password=False)
    async with open_world(url, clock, "http") as world:
        world.practice.is_troubled = True
        for where in Cut:
            proxy.cut(where, statement=b"INSERT INTO recognition ")
            assert "I'll post this" in await world.command("ana", "design", f"@maya thanks, and {where.name}")
            assert proxy.has_cut
        assert len(world.posts("design")) == 2
        proxy.cut(Cut.AFTER_COMMIT, statement=b"INSERT INTO recognition ", is_closed_after=True)
        answer = await world.try_command("ana", "design", "@maya thanks once more")
        assert isinstance(answer.body, dict)
        assert answer.body["text"].startswith(UNKNOWN)
        proxy.target = make_url(database_url).port or 0
        await world.settled()
        assert len(world.posts("design")) == 3
