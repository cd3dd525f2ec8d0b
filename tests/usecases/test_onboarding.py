"""The tour: offered once, to one person, who can let it go."""

from bot.domain.ids import ChannelId
from bot.domain.outbox_messages import Tour
from bot.domain.user import ERASED, User
from bot.storage import schema
from bot.storage.engine import Transaction
from bot.usecases import onboarding
from tests.usecases.office import ANA, LI, MAYA, Office

ADMIN = User(ANA, "Ana", is_admin=True)


async def meet(office: Office, user: User = ADMIN) -> bool:
    """Let a user use Hearten."""
    is_new = await office.database.write(onboarding.offer_tour, office.workspace, user)
    await office.deliver()
    return is_new


def list_tours(office: Office) -> list[str]:
    """Return the channels with a posted tour."""
    return [channel for (channel, _), content in office.messages.items() if isinstance(content, Tour)]


async def install(office: Office, user: str) -> None:
    """Let it be known who installed the app."""

    def add(tx: Transaction) -> None:
        tx.connection.execute(
            schema.installation.insert().values(
                workspace_id=office.workspace.id,
                app_id="A1",
                bot_id="B1",
                bot_token=b"x",
                scopes="",
                installer_id=user,
                installed_at=tx.now,
            )
        )

    await office.database.write(add)


async def test_only_the_first_admin_gets_the_tour(office: Office) -> None:
    assert not await meet(office, User(MAYA, "Maya"))
    assert not await meet(office, User(LI, "Li", is_admin=True, is_guest=True))
    assert list_tours(office) == []
    assert await meet(office)
    assert not await meet(office)
    assert not await meet(office, User(LI, "Li", is_admin=True))
    assert list_tours(office) == ["DANA"]


async def test_installer_gets_the_tour_first(office: Office) -> None:
    await install(office, LI)
    assert await meet(office)
    assert list_tours(office) == ["DLI"]


async def test_erased_installer_is_unknown(office: Office) -> None:
    await install(office, ERASED)
    assert await meet(office)
    assert list_tours(office) == ["DANA"]


async def test_only_its_reader_skips_the_tour(office: Office) -> None:
    await meet(office)
    ((channel, ts),) = office.messages
    for user, left in ((LI, ["DANA"]), (ANA, []), (ANA, [])):
        await office.database.write(onboarding.skip_tour, office.workspace, user, ChannelId(channel), ts)
        await office.deliver()
        assert list_tours(office) == left


async def test_other_messages_cannot_be_skipped(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, is_private=True))
    await office.deliver()
    ((channel, ts),) = office.messages
    await office.database.write(onboarding.skip_tour, office.workspace, MAYA, ChannelId(channel), ts)
    await office.deliver()
    assert list(office.messages) == [(channel, ts)]
