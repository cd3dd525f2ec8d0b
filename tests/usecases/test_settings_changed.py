"""Changes of settings: kept with who made them, for every admin, and nameless once that person is erased."""

from dataclasses import replace

from bot.domain.digest import SetBy
from bot.domain.erasure import Extent
from bot.domain.people import ERASED, Person
from bot.storage import setting_changes
from bot.storage.setting_changes import SettingChange
from bot.usecases import erase, workspace_settings
from bot.usecases.workspace_settings import Change
from tests.usecases.office import Office

JONAS = Person("U0JONAS01", is_admin=True)


async def changes(office: Office, limit: int = 20, older_than: str = "") -> list[SettingChange]:
    """The latest changes."""
    return await office.database.read(
        lambda tx: setting_changes.latest(tx, office.workspace.id, limit, older_than)
    )


async def change(office: Office, wish: Change, by: Person = JONAS) -> None:
    """Set something."""
    await office.database.write(lambda tx: workspace_settings.change(tx, office.workspace, by, wish))


async def test_a_change_is_kept_with_what_was_before(office: Office) -> None:
    await change(office, Change(months=12, digests_by=SetBy.ADMINS))
    told = {(one.person, one.what, one.before, one.after) for one in await changes(office)}
    assert told == {(JONAS.id, "months", 24, 12), (JONAS.id, "digests_by", "members", "admins")}


async def test_what_stays_as_it_was_is_no_change(office: Office) -> None:
    await change(office, Change(months=24))
    await change(office, Change(months=12), by=replace(JONAS, is_admin=False))
    assert await changes(office) == []


async def test_changes_are_read_from_the_newest_on(office: Office) -> None:
    for months in (6, 7, 8):
        await change(office, Change(months=months))
    first, second = await changes(office, 2)
    assert (first.after, second.after) == (8, 7)
    assert [one.after for one in await changes(office, 2, second.id)] == [6]


async def test_an_erased_person_is_named_in_none(office: Office) -> None:
    await change(office, Change(months=12))
    await office.database.write(lambda tx: erase.order(tx, office.workspace, JONAS.id, Extent.NAME))
    while await office.database.write(erase.proceed):
        pass
    assert [(one.person, one.after) for one in await changes(office)] == [(ERASED, 12)]
