"""Erasing a person: what goes, what stays without their name, and that nothing else of them is left."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from bot.domain import mentions
from bot.domain.credit import NewCredit
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import UserId
from bot.domain.installation import ORGANISATION
from bot.domain.preferences import MessagePreference
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import GivenScope, ReceivedScope
from bot.domain.user import ERASED, User
from bot.domain.visibility import ChannelKind, ThanksPreference
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import erasures, installations, rate_limits, recognition_views, schema, workspaces
from bot.storage.engine import Transaction
from bot.usecases import erasure, home, shared_credits
from bot.usecases import replies as replies_module
from bot.usecases.delivery_results import Posted
from bot.usecases.message_contents import ReplyContent, ShoutOutContent, WeeklyDigestContent
from bot.usecases.recognitions import RecordedRecognition
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office
from tests.usecases.weekly import switch_on

EXTENTS = [ErasureExtent.NAME, ErasureExtent.EVERYTHING]


async def erase_user(office: Office, user: UserId, extent: ErasureExtent) -> None:
    """Order it, and carry it out to the end."""
    assert await office.database.write(erasure.order_erasure, office.workspace, user, extent)
    office.pass_time(seconds=1)
    while await office.database.write(erasure.erase_next_batch):
        pass
    await office.deliver()


async def places_with(office: Office, text: str) -> set[str]:
    """The tables in which a text occurs anywhere."""

    def look(tx: Transaction) -> set[str]:
        return {
            table.name
            for table in schema.metadata.sorted_tables
            for row in tx.connection.execute(select(table))
            if any(text in str(column) for column in row)
        }

    return await office.database.read(look)


def list_shout_outs(office: Office) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Return the posted shout-outs: givers, texts, recipients."""
    return sorted((s.givers, s.text, s.recipients) for s in office.shout_outs)


@pytest.mark.parametrize("extent", EXTENTS)
async def test_only_the_order_names_an_erased_user(office: Office, extent: ErasureExtent) -> None:
    await office.save_users(ANA, LI, MAYA, TOM)
    await office.give(office.new_recognition(MAYA, words="thanks for the sketches"))
    await office.give(office.new_recognition(MAYA, is_private=True, words="between us"))
    await office.give(office.new_recognition(ANA, giver=LI, words="for the talk"))
    await office.give(office.new_recognition(ANA, TOM, giver=LI, is_private=True, words="for both"))
    await office.give(office.new_recognition(TOM, giver=LI, words=f"<@{ANA}|ana> says you are great"))
    undone = await office.give(office.new_recognition(TOM, words="on second thoughts"))
    await office.withdraw(ANA, undone.recognition)
    taken_down = await office.give(office.new_recognition(ANA, giver=LI, words="please no"))
    await office.take_down(ANA, taken_down.recognition)
    await office.react(office.make_reaction(ANA, MAYA))
    await office.react(office.make_reaction(LI, ANA, ts="1700000000.000200"))
    await office.set_preference(LI, MessagePreference.DAILY)
    shared = await office.give(office.new_recognition(ANA, giver=LI, words="worth sharing"))
    await reply(office, ANA, shared, "with pleasure")
    await share(office, ANA, shared, TOM, "he helped")
    passed_on = await office.give(office.new_recognition(MAYA, giver=LI, words="worth passing on"))
    await share(office, MAYA, passed_on, ANA, f"<@{ANA}> and <@{TOM}> helped")
    await office.deliver()
    office.pass_time(days=1)
    await office.make_summaries()
    await office.deliver()
    await office.database.write(home.open_home, office.workspace, ANA)
    await office.set_thanks_preference(TOM, ThanksPreference.PRIVATELY)
    for gift in (
        office.new_recognition(MAYA, words=f"with <@{TOM}>"),
        office.new_recognition(MAYA, giver=LI, words=f"<@{ANA}> and <@{TOM}>"),
    ):
        await office.give_or_ask(gift)
    assert {"reply", "credit", "pending_recognition"} < await places_with(office, ANA)
    await erase_user(office, ANA, extent)
    assert await places_with(office, ANA) == {"erasure"}


@pytest.mark.parametrize(
    ("extent", "replies", "shared"),
    [
        (ErasureExtent.NAME, [(ERASED, "with pleasure")], [(ERASED, TOM, "he helped")]),
        (ErasureExtent.EVERYTHING, [], [(ERASED, TOM, "")]),
    ],
)
async def test_replies_are_erased_like_recognitions(
    office: Office, extent: ErasureExtent, replies: list[tuple[str, str]], shared: list[object]
) -> None:
    given = await office.give(office.new_recognition(ANA, giver=LI, words="worth sharing"))
    await reply(office, ANA, given, "with pleasure")
    await share(office, ANA, given, TOM, "he helped")
    await office.deliver()
    await erase_user(office, ANA, extent)
    (recognition,) = await read(office, GivenScope(LI))
    assert [(one.by, one.text) for one in recognition.replies] == replies
    assert [(one.by, one.to, one.text) for one in recognition.credits] == shared
    answers = [c.reply.text for c in office.messages.values() if isinstance(c, ReplyContent)]
    assert answers == [words for _, words in replies]


async def test_erasing_a_name_keeps_the_text(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="for the sketches"))
    await office.give(office.new_recognition(ANA, giver=LI, words="for the talk"))
    await office.give(office.new_recognition(TOM, giver=LI, words=f"you and <@{ANA}> rescued us"))
    await office.deliver()
    await erase_user(office, ANA, ErasureExtent.NAME)
    assert list_shout_outs(office) == [
        ((ERASED,), "for the sketches", (MAYA,)),
        ((LI,), "for the talk", (ERASED,)),
        ((LI,), f"you and <@{ERASED}> rescued us", (TOM,)),
    ]


async def test_full_erasure_deletes_what_the_user_wrote_and_got_alone(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="for the sketches"))
    await office.give(office.new_recognition(MAYA, is_private=True, words="between us"))
    await office.give(office.new_recognition(ANA, giver=LI, words="for the talk"))
    await office.give(office.new_recognition(ANA, giver=LI, is_private=True, words="just for you"))
    await office.deliver()
    await erase_user(office, ANA, ErasureExtent.EVERYTHING)
    assert list_shout_outs(office) == [((LI,), "for the talk", (ERASED,))]
    assert office.list_direct_messages(MAYA) == []
    for words in ("sketches", "between us", "just for you"):
        assert await places_with(office, words) == set()


async def test_private_recognition_stays_for_other_recipients(office: Office) -> None:
    await office.give(office.new_recognition(ANA, TOM, giver=LI, is_private=True, words="for both"))
    await office.deliver()
    await erase_user(office, ANA, ErasureExtent.EVERYTHING)
    (given,) = await read(office, GivenScope(LI))
    assert (given.text, given.recipients) == ("for both", (TOM,))
    assert [direct.recognition.text for direct in office.list_direct_messages(TOM)] == ["for both"]


async def test_direct_messages_to_the_user_are_deleted(office: Office) -> None:
    office.members[DESIGN] = {LI}
    await office.give(office.new_recognition(ANA, giver=LI, words="for the talk"))
    await office.deliver()
    assert office.list_direct_messages(ANA)
    await erase_user(office, ANA, ErasureExtent.NAME)
    assert office.list_direct_messages(ANA) == []


async def test_pending_messages_to_the_user_are_cancelled(office: Office) -> None:
    await office.give(office.new_recognition(ANA, giver=LI, is_private=True, words="just for you"))
    await erase_user(office, ANA, ErasureExtent.NAME)
    assert office.list_direct_messages(ANA) == []
    assert await places_with(office, ANA) == {"erasure"}


@pytest.mark.parametrize("extent", EXTENTS)
async def test_message_in_delivery_is_deleted_once_posted(office: Office, extent: ErasureExtent) -> None:
    await office.give(office.new_recognition(ANA, giver=LI, is_private=True, words="just for you"))
    (delivery,) = await office.claim()
    outcome = await office.send(delivery)
    assert isinstance(outcome, Posted)
    assert await office.database.write(erasure.order_erasure, office.workspace, ANA, extent)
    while await office.database.write(erasure.erase_next_batch):
        pass
    await office.record_result(delivery, outcome)
    await office.deliver()
    assert office.list_direct_messages(ANA) == []
    await office.database.write(lambda tx: rate_limits.delete_before(tx, tx.now + timedelta(seconds=1)))
    assert await places_with(office, ANA) == {"erasure"}


@pytest.mark.parametrize(
    ("extent", "voices"), [(ErasureExtent.NAME, (ERASED,)), (ErasureExtent.EVERYTHING, ())]
)
async def test_endorsements_are_anonymized_or_deleted(
    office: Office, extent: ErasureExtent, voices: tuple[str, ...]
) -> None:
    given = await office.give(office.new_recognition(MAYA, giver=LI))
    await join(office, given, ANA)
    assert office.shout_outs[0].endorsers == (ANA,)
    await erase_user(office, ANA, extent)
    assert office.shout_outs[0].endorsers == voices


async def test_shared_reaction_stays_for_other_givers(office: Office) -> None:
    await office.react(office.make_reaction(ANA, MAYA))
    await office.react(office.make_reaction(LI, MAYA))
    await erase_user(office, ANA, ErasureExtent.EVERYTHING)
    (received,) = await read(office, ReceivedScope(MAYA))
    assert received.givers == (LI,)


@pytest.mark.parametrize(
    ("extent", "left"), [(ErasureExtent.NAME, [(ERASED,)]), (ErasureExtent.EVERYTHING, [])]
)
async def test_reaction_explanation_omits_the_erased_user(
    office: Office, extent: ErasureExtent, left: list[tuple[str, ...]]
) -> None:
    await office.react(office.make_reaction(LI, ANA, kind=ChannelKind.DIRECT))
    await office.deliver()
    assert [recognition.recipients for recognition in office.reaction_explanations] == [(ANA,)]
    await erase_user(office, ANA, extent)
    assert [recognition.recipients for recognition in office.reaction_explanations] == left


async def test_digests_are_updated_without_the_erased_user(office: Office) -> None:
    await switch_on(office)
    await office.give(office.new_recognition(MAYA, words="for the sketches"))
    await office.give(office.new_recognition(ANA, giver=LI, words="for the talk"))
    office.pass_time(days=5)
    assert await office.make_digests()
    await office.deliver()
    await erase_user(office, ANA, ErasureExtent.EVERYTHING)
    (digest,) = [c for c in office.messages.values() if isinstance(c, WeeklyDigestContent)]
    told = [recognition for chapter in digest.chapters for recognition in chapter.recognitions]
    assert [(recognition.text, recognition.recipients) for recognition in told] == [
        ("for the talk", (ERASED,))
    ]
    assert digest.digest.set_by == ERASED


async def test_preference_against_thanks_stays(office: Office) -> None:
    await office.set_preference(ANA, ThanksPreference.NEVER)
    await office.set_preference(MAYA, MessagePreference.DAILY)
    await office.set_preference(MAYA, MessagePreference.AT_ONCE)
    await erase_user(office, ANA, ErasureExtent.EVERYTHING)
    await erase_user(office, MAYA, ErasureExtent.EVERYTHING)
    assert await places_with(office, ANA) == {"erasure", "preferences"}
    assert await places_with(office, MAYA) == {"erasure"}
    again = await office.try_to_give(office.new_recognition(ANA, giver=LI))
    assert not isinstance(again, RecordedRecognition)


async def test_erasure_continues_after_a_crash(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "BATCH", 2)
    for number in range(5):
        await office.give(office.new_recognition(MAYA, words=f"number {number}"))
    await office.deliver()
    assert await office.database.write(erasure.order_erasure, office.workspace, ANA, ErasureExtent.EVERYTHING)
    office.pass_time(seconds=1)
    assert await office.database.write(erasure.erase_next_batch)
    assert len(await read(office, GivenScope(ANA))) == 3
    while await office.database.write(erasure.erase_next_batch):
        pass
    await office.deliver()
    assert list_shout_outs(office) == []
    assert await places_with(office, "number") == set()


async def test_later_recognitions_are_not_erased(office: Office) -> None:
    assert await office.database.write(erasure.order_erasure, office.workspace, ANA, ErasureExtent.EVERYTHING)
    office.pass_time(seconds=1)
    await office.give(office.new_recognition(ANA, giver=LI, words="welcome back"))
    while await office.database.write(erasure.erase_next_batch):
        pass
    assert [recognition.text for recognition in await read(office, ReceivedScope(ANA))] == ["welcome back"]


async def test_two_erased_users_share_one_id(office: Office) -> None:
    await office.give(office.new_recognition(ANA, TOM, giver=LI, words="for both"))
    await erase_user(office, ANA, ErasureExtent.NAME)
    await erase_user(office, TOM, ErasureExtent.NAME)
    await office.deliver()
    assert list_shout_outs(office) == [((LI,), "for both", (ERASED,))]


@pytest.mark.parametrize(
    ("first", "second", "is_new"),
    [
        (ErasureExtent.NAME, ErasureExtent.NAME, False),
        (ErasureExtent.NAME, ErasureExtent.EVERYTHING, True),
        (ErasureExtent.EVERYTHING, ErasureExtent.NAME, False),
        (ErasureExtent.EVERYTHING, ErasureExtent.EVERYTHING, False),
    ],
)
async def test_repeated_press_orders_one_erasure(
    office: Office, first: ErasureExtent, second: ErasureExtent, is_new: bool
) -> None:
    order = erasure.order_erasure
    assert await office.database.write(order, office.workspace, ANA, first)
    assert await office.database.write(order, office.workspace, ANA, second) is is_new


async def test_leads_and_circles_lose_the_user(office: Office) -> None:
    def fill(tx: Transaction) -> None:
        of = {"workspace_id": office.workspace.id}
        for source_id in (ANA, LI):
            circle = {"id": tx.new_id(), **of, "source": "named", "source_id": source_id, "name": ""}
            tx.connection.execute(schema.circle.insert().values(**circle, created_at=tx.now))
            rows = {**of, "circle_id": circle["id"]}
            tx.connection.execute(schema.circle_lead.insert().values(**rows, user_id=source_id))
            members = (TOM, LI) if source_id == ANA else (TOM, ANA)
            for member in members:
                tx.connection.execute(schema.circle_member.insert().values(**rows, user_id=member))
        for reader, user in ((ANA, TOM), (LI, ANA), (LI, TOM)):
            asked = {"kind": "circle", "circles": [["named", reader, ""]], "phrases": [f"with <@{reader}>"]}
            look = {**of, "id": tx.new_id(), "viewer_id": reader, "user_id": user, "query": asked}
            tx.connection.execute(schema.audit_entry.insert().values(**look))

    await office.database.write(fill)
    await erase_user(office, ANA, ErasureExtent.NAME)
    assert await places_with(office, ANA) == {"erasure"}

    def left(tx: Transaction) -> tuple[int, list[str]]:
        circles = len(tx.connection.execute(select(schema.circle)).all())
        return circles, sorted(tx.connection.scalars(select(schema.audit_entry.c.viewer_id)))

    assert await office.database.read(left) == (1, [ERASED, LI])


async def test_erased_workspace_keeps_its_successor(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="for the sketches"))
    assert await office.database.write(erasure.order_workspace_erasure, office.workspace)
    office.pass_time(seconds=1)
    while await office.database.write(erasure.erase_next_batch):
        pass
    assert await places_with(office, "T1") == {"erasure"}
    assert await office.database.read(erasures.list_open_ids) == []

    def come_back(tx: Transaction) -> None:
        tx.connection.execute(update(schema.erasure).values(completed_at=None))

    identity = office.workspace.identity
    await office.database.write(workspaces.ensure, identity)
    await office.database.write(come_back)
    while await office.database.write(erasure.erase_next_batch):
        pass
    assert "workspace" in await places_with(office, "T1")


async def read(office: Office, scope: GivenScope | ReceivedScope) -> list[RecognitionView]:
    """All that a scope may read."""

    def tell(tx: Transaction) -> list[RecognitionView]:
        ids: Iterable[str] = tx.connection.scalars(select(schema.recognition.c.id))
        return recognition_views.list_views(tx, office.workspace, scope, ids)

    return await office.database.read(tell)


async def join(office: Office, given: RecordedRecognition, user: UserId) -> None:
    """Join a recognition by an emoji on its shout-out."""
    await office.deliver()
    (ts,) = [
        ts
        for (_, ts), c in office.messages.items()
        if isinstance(c, ShoutOutContent) and c.recognition.id == given.recognition.id
    ]
    bot = User(UserId("UBOT"), is_bot=True)
    await office.react(replace(office.make_reaction(user, UserId("UBOT"), ts=ts), author=bot))
    await office.deliver()


async def reply(office: Office, user: UserId, given: RecordedRecognition, text: str) -> None:
    told = await office.database.write(
        replies_module.reply, office.workspace, user, given.recognition.id, text
    )
    assert isinstance(told, RecognitionView)


async def share(
    office: Office, sharer: UserId, given: RecordedRecognition, colleague: UserId, text: str
) -> None:
    wanted = NewCredit(sharer, User(colleague), text, mentions.find_mentioned_users(text), can_read=True)
    shared = await office.database.write(shared_credits.share, office.workspace, given.recognition.id, wanted)
    assert isinstance(shared, shared_credits.ShareResult)


async def test_installer_of_an_organisation_is_redacted(office: Office) -> None:
    def install(tx: Transaction) -> None:
        tx.connection.execute(update(schema.workspace).values(enterprise_id="E1"))
        for enterprise in ("E1", "E2"):
            organisation = workspaces.ensure(
                tx,
                WorkspaceIdentity(
                    enterprise, ORGANISATION, "Grid", "https://grid.slack.com/", UserId("UBOT")
                ),
            )
            row = {
                "workspace_id": organisation.id,
                "app_id": "A1",
                "bot_id": "B1",
                "bot_token": b"x",
                "scopes": "",
                "installer_id": MAYA if enterprise == "E1" else f"{MAYA}2",
                "installed_at": tx.now,
            }
            tx.connection.execute(schema.installation.insert().values(row))

    await office.database.write(install)
    assert await office.database.read(installations.find_time, office.workspace.id, MAYA)
    # Orders know a workspace by Slack's ids, of which one was changed.
    office.workspace = await office.database.read(workspaces.get, office.workspace.id)
    await erase_user(office, MAYA, ErasureExtent.NAME)
    assert await office.database.read(installations.find_time, office.workspace.id, MAYA) is None

    def read(tx: Transaction) -> list[str]:
        table = schema.installation
        return list(tx.connection.scalars(select(table.c.installer_id).order_by(table.c.workspace_id)))

    assert await office.database.read(read) == [ERASED, f"{MAYA}2"]
