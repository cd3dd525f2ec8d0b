"""Changes of settings: kept with who made them, for every admin, and nameless once that person is erased."""

from typing import Any

import pytest
from msgspec.structs import replace

from bot.domain.circle import CircleSource, may_configure
from bot.domain.digest import DigestEditors
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import UserId
from bot.domain.user import ERASED, User, make_unknown_user
from bot.domain.workspace_settings import SettingChange
from bot.storage import admins, setting_changes, users, workspaces
from bot.usecases import erasure, leads, preferences, workspace_settings
from bot.usecases.leads import CircleAssignment
from bot.usecases.workspace_settings import (
    MAX_APPOINTED,
    MAX_CHANGES_PER_PAGE,
    AdminRefusal,
    SettingsChange,
    SettingsConflict,
    SettingsForm,
    SettingsOverview,
)
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office
from tests.usecases.test_erasure import erase_user, places_with

JONAS = User(UserId("U0JONAS01"), is_admin=True)
TOM_ = User(TOM)


async def changes(office: Office, limit: int = 20, older_than: str = "") -> list[SettingChange]:
    """The latest changes."""
    return await office.database.read(setting_changes.list_latest, office.workspace.id, limit, older_than)


async def change(office: Office, wish: SettingsChange, by: User = JONAS) -> None:
    """Set something."""
    await office.database.write(workspace_settings.change_settings, office.workspace, by, wish)


async def test_change_is_recorded_with_the_previous_setting(office: Office) -> None:
    await change(office, SettingsChange(months=12, digests_by=DigestEditors.ADMINS))
    told = {(one.user, one.what, one.before, one.after) for one in await changes(office)}
    assert told == {(JONAS.id, "months", 24, 12), (JONAS.id, "digests_by", "members", "admins")}


async def test_twice_shortened_retention_can_be_restored_while_held(office: Office) -> None:
    """The second change is by another admin, before the first one erased anything, and holds both."""
    await change(office, SettingsChange(months=12))
    office.pass_time(hours=20)
    tom = replace(TOM_, is_admin=True)
    await change(office, SettingsChange(months=3), by=tom)

    async def shown() -> SettingsOverview:
        found = await office.database.read(workspace_settings.find_overview, office.workspace, JONAS)
        assert found
        return found

    async def take_back(number: int) -> None:
        await office.database.write(
            workspace_settings.cancel_erasure, office.workspace, JONAS, "months", number
        )

    office.pass_time(hours=2)
    assert [(one.erasure.before, one.erasure.number) for one in (await shown()).held_erasures] == [(24, 3)]
    await take_back(12)
    assert (await shown()).settings.months == 3
    # Set otherwise by hand, the rest can still be taken back.
    await change(office, SettingsChange(months=6))
    assert [(one.erasure.before, one.erasure.number) for one in (await shown()).held_erasures] == [(24, 6)]
    await take_back(6)
    assert ((await shown()).settings.months, (await shown()).held_erasures) == (24, ())
    # What counted for more than a day has erased what it erases.
    await change(office, SettingsChange(months=12))
    office.pass_time(hours=25)
    await change(office, SettingsChange(months=3))
    assert [(one.erasure.before, one.erasure.number) for one in (await shown()).held_erasures] == [(12, 3)]


async def test_unchanged_setting_is_not_recorded(office: Office) -> None:
    await change(office, SettingsChange(months=24))
    await change(office, SettingsChange(months=12), by=replace(JONAS, is_admin=False))
    assert await changes(office) == []


async def test_changes_are_listed_newest_first(office: Office) -> None:
    for months in (6, 7, 8):
        await change(office, SettingsChange(months=months))
    first, second = await changes(office, 2)
    assert (first.after, second.after) == (8, 7)
    assert [one.after for one in await changes(office, 2, second.id)] == [6]


async def test_changes_do_not_name_an_erased_user(office: Office) -> None:
    await change(office, SettingsChange(months=12))
    await office.database.write(erasure.order_erasure, office.workspace, JONAS.id, ErasureExtent.NAME)
    while await office.database.write(erasure.erase_next_batch):
        pass
    assert [(one.user, one.after) for one in await changes(office)] == [(ERASED, 12)]


ALL = {
    "months": (24, 12),
    "deactivated_days": (90, 0),
    "leads_are_on": (True, False),
    "digests_by": ("members", "admins"),
    "language": ("en", "de"),
    "values_asked": (False, True),
    "shout_outs_in": ("", "C0KUDOS"),
}
"""Every setting, before and after."""


@pytest.mark.parametrize("name", ALL)
async def test_each_setting_is_recorded_and_independent(office: Office, name: str) -> None:
    before, after = ALL[name]
    wish: dict[str, Any] = {name: after}
    await change(office, SettingsChange(**wish))
    shown = await office.database.read(workspace_settings.find_overview, office.workspace, JONAS)
    assert shown
    for other, (was, now) in ALL.items():
        assert getattr(shown.settings, other) == (now if other == name else was)
    assert [(one.what, one.before, one.after) for one in await changes(office)] == [(name, before, after)]


async def test_only_admins_read_pages_of_changes(office: Office) -> None:
    for months in range(1, 13):
        await change(office, SettingsChange(months=months))

    async def page(older_than: str = "", reader: User = JONAS) -> list[SettingChange] | None:
        return await office.database.read(
            workspace_settings.list_changes, office.workspace, reader, older_than
        )

    first = await page()
    assert first
    assert [one.after for one in first] == list(range(12, 1, -1))
    rest = await page(first[MAX_CHANGES_PER_PAGE - 1].id)
    assert rest
    assert [one.after for one in rest] == [2, 1]
    assert await page(reader=User(MAYA)) is None


# -- admins besides Slack's own


async def know(office: Office, *known: User) -> None:
    await office.database.write(users.save_users, office.workspace.id, known)


async def appoint(office: Office, *who: User, by: User = JONAS) -> SettingsOverview | AdminRefusal | None:
    await know(office, *who)
    return await office.database.write(workspace_settings.appoint_admins, office.workspace, by, who)


async def dismiss(office: Office, *who: UserId, by: User = JONAS) -> SettingsOverview | AdminRefusal | None:
    return await office.database.write(workspace_settings.dismiss_admins, office.workspace, by, who)


async def is_appointed(office: Office, who: UserId) -> bool:
    return await office.database.read(admins.is_appointed, office.workspace.id, who)


async def test_admin_is_appointed_and_dismissed_once(office: Office) -> None:
    maya = User(MAYA, "Maya")
    for _ in range(2):
        shown = await appoint(office, maya)
        assert isinstance(shown, SettingsOverview)
        assert shown.admins == (MAYA,)
    assert await is_appointed(office, MAYA)
    assert isinstance(await dismiss(office, MAYA), SettingsOverview)
    assert await dismiss(office, MAYA) is AdminRefusal.NOT_ONE
    assert not await is_appointed(office, MAYA)
    told = [(one.what, one.about, one.before, one.after) for one in await changes(office)]
    assert told == [("admin", MAYA, True, False), ("admin", MAYA, False, True)]


@pytest.mark.parametrize(
    "who",
    [
        User(TOM, "Tom", is_guest=True),
        User(TOM, "Tom", is_foreign=True),
        User(TOM, "Tom", is_bot=True),
        User(TOM, "Tom", is_deactivated=True),
        User(TOM),
    ],
)
async def test_ineligible_user_makes_the_whole_appointment_fail(office: Office, who: User) -> None:
    assert await appoint(office, User(MAYA, "Maya"), who) is AdminRefusal.NO_COLLEAGUE
    assert (await office.count_rows("appointed_admin"))["appointed_admin"] == 0


async def test_unknown_user_is_not_appointed(office: Office) -> None:
    assert await appoint(office, User(MAYA, "Maya"), make_unknown_user(TOM)) is AdminRefusal.UNKNOWN
    assert (await office.count_rows("appointed_admin"))["appointed_admin"] == 0


async def test_number_of_appointed_admins_is_limited(office: Office) -> None:
    crowd = [User(UserId(f"U{number:03}"), f"Number {number}") for number in range(MAX_APPOINTED + 1)]
    assert await appoint(office, *crowd) is AdminRefusal.TOO_MANY
    assert isinstance(await appoint(office, *crowd[1:]), SettingsOverview)
    assert await appoint(office, crowd[0]) is AdminRefusal.TOO_MANY
    # An appointed admin does not count again.
    assert isinstance(await appoint(office, crowd[1]), SettingsOverview)


async def test_only_admins_appoint_or_dismiss(office: Office) -> None:
    assert await appoint(office, User(MAYA, "Maya"), by=User(LI, "Li")) is None
    assert not await is_appointed(office, MAYA)
    await appoint(office, User(MAYA, "Maya"))
    assert await dismiss(office, MAYA, by=User(LI, "Li")) is None
    assert await is_appointed(office, MAYA)


async def test_notified_admins_are_all_active_ones(office: Office) -> None:
    await know(office, replace(JONAS, name="Jonas"))
    await appoint(office, User(MAYA, "Maya"), User(LI, "Li"), User(TOM, "Tom"))
    await know(office, User(LI, "Li", is_deactivated=True), User(TOM, "Tom", is_guest=True))
    found = await office.database.read(admins.list_admins, office.workspace.id, 20)
    assert found == [JONAS.id, MAYA]
    seen = await office.database.read(preferences.find_page, office.workspace, ANA)
    assert seen.admins == (JONAS.id, MAYA)


@pytest.mark.parametrize("gone", ["is_guest", "is_foreign", "is_deactivated"])
def test_former_colleague_cannot_configure(gone: str) -> None:
    maya = User(MAYA, "Maya", is_appointed=True)
    assert may_configure(maya)
    changed: dict[str, Any] = {gone: True}
    assert not may_configure(replace(maya, **changed))


@pytest.mark.parametrize("extent", list(ErasureExtent)[:2])
async def test_erased_admin_loses_rights_and_name(office: Office, extent: ErasureExtent) -> None:
    maya = User(MAYA, "Maya")
    await appoint(office, maya, User(LI, "Li"))
    await change(office, SettingsChange(months=7), by=replace(maya, is_appointed=True))
    wanted = CircleAssignment(maya, CircleSource.NAMED, MAYA, "", (User(LI), User(MAYA)))
    await office.database.write(leads.appoint_lead, office.workspace, JONAS, wanted)
    assert {"appointed_admin", "setting_change"} <= await places_with(office, MAYA)
    await erase_user(office, MAYA, extent)
    assert await places_with(office, MAYA) == {"erasure"}
    assert len(await changes(office)) == 4


# -- leads


async def test_lead_changes_record_the_members(office: Office) -> None:
    carol = User(UserId("UCAROL"), "Carol")
    team = CircleAssignment(carol, CircleSource.CHANNEL, DESIGN, "design", (User(LI), User(MAYA)))
    named = CircleAssignment(carol, CircleSource.NAMED, carol.id, "", (User(LI), User(MAYA)))
    fewer = replace(named, users=(User(LI),))

    async def do(*wanted: CircleAssignment, is_added: bool) -> None:
        act = leads.appoint_lead if is_added else leads.dismiss_lead
        for one in wanted:
            await office.database.write(act, office.workspace, JONAS, one)

    await do(team, team, named, is_added=True)
    await do(fewer, named, team, team, is_added=False)
    told = [(one.what, one.about, one.before, one.after) for one in reversed(await changes(office))]
    channel, both = ["channel", DESIGN, "design"], ["named", LI, MAYA]
    assert told == [
        ("lead", "UCAROL", None, channel),
        ("lead", "UCAROL", None, both),
        ("lead", "UCAROL", both, ["named", MAYA]),
        ("lead", "UCAROL", ["named", MAYA], None),
        ("lead", "UCAROL", channel, None),
    ]


# -- the form, which others may have overtaken


async def submit(
    office: Office, opened: SettingsOverview, by: User = JONAS, **wished: Any
) -> SettingsOverview | SettingsConflict | AdminRefusal | None:
    form = SettingsForm(opened.settings, replace(opened.settings, **wished))
    return await office.database.write(workspace_settings.submit_form, office.workspace, by, form)


async def open_form(office: Office) -> SettingsOverview:
    shown = await office.database.read(workspace_settings.find_overview, office.workspace, JONAS)
    assert shown
    return shown


async def test_only_admins_submit_the_form(office: Office) -> None:
    before = await open_form(office)
    assert await submit(office, before, by=User(LI, "Li"), months=1) is None
    assert await open_form(office) == before
    assert await changes(office) == []


async def test_untouched_fields_keep_the_current_settings(office: Office) -> None:
    before = await open_form(office)
    await change(office, SettingsChange(months=6, values_asked=True))
    shown = await submit(office, before, deactivated_days=30, values_asked=True)
    assert isinstance(shown, SettingsOverview)
    kept = shown.settings
    assert (kept.months, kept.deactivated_days, kept.values_asked) == (6, 30, True)
    assert (await changes(office))[0].what == "deactivated_days"


async def test_edit_conflict_is_shown_and_nothing_is_changed(office: Office) -> None:
    before = await open_form(office)
    await change(office, SettingsChange(months=6))
    conflict = await submit(office, before, months=12, deactivated_days=30)
    assert isinstance(conflict, SettingsConflict)
    assert (conflict.fields, conflict.current.months) == (frozenset({"months"}), 6)
    assert (await open_form(office)).settings.deactivated_days == 90
    shown = await submit(office, SettingsOverview(conflict.current), months=12, deactivated_days=30)
    assert isinstance(shown, SettingsOverview)
    assert (shown.settings.months, shown.settings.deactivated_days) == (12, 30)


async def test_repeated_form_reports_its_changes_again(office: Office) -> None:
    shown = await open_form(office)
    first = await submit(office, shown, months=36)
    assert await submit(office, shown, months=36) == first
    assert isinstance(first, SettingsOverview)
    assert first.changed == frozenset({"months"})


async def test_form_with_invalid_admin_changes_nothing(office: Office) -> None:
    before = (await open_form(office)).settings
    form = SettingsForm(before, replace(before, months=3), (User(TOM, "Tom", is_guest=True),))
    outcome = await office.database.write(workspace_settings.submit_form, office.workspace, JONAS, form)
    assert outcome is AdminRefusal.NO_COLLEAGUE
    assert (await open_form(office)).settings == before


async def test_unknown_setting_is_refused(office: Office) -> None:
    with pytest.raises(KeyError):
        await office.database.write(workspaces.update_settings, office.workspace.id, colour="blue")
