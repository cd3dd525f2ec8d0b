"""Comments: who reads them, and that they are erased with their authors."""

import itertools

import pytest
from sqlalchemy import select

from bot.domain.endorsement import EndorsementRefusal
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import RecognitionId, UserId
from bot.domain.preferences import DigestPreference
from bot.domain.recognition import Comment, HiddenNames, RecognitionView, RefusalReason
from bot.domain.user import ERASED
from bot.domain.visibility import ThanksPreference
from bot.storage import schema
from bot.storage.engine import Transaction
from bot.usecases import comments, edits, endorsements, retention
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office
from tests.usecases.test_endorsements import TestEmojiEndorsements
from tests.usecases.test_erasure import erase_user, places_with
from tests.usecases.weekly import switch_on

_numbers = itertools.count(1)


async def shout_out(office: Office, *to: UserId, text: str = "thanks for the map") -> RecognitionView:
    await office.save_users(ANA, LI, MAYA, TOM)
    given = await office.give(office.new_recognition(*(to or (MAYA,)), words=text))
    await office.deliver()
    return given.recognition


async def endorse_with_comment(
    office: Office, user: UserId, recognition: RecognitionView, text: str = "", *, form: str = ""
) -> EndorsementRefusal | RefusalReason | HiddenNames | None:
    """Join in by form."""
    view = form or f"V{next(_numbers)}"
    outcome = await office.database.write(
        endorsements.endorse_with_form, office.workspace, user, recognition.id, text, view
    )
    await office.deliver()
    return outcome


async def take_back(office: Office, user: UserId, recognition: RecognitionView, *, form: str = "") -> None:
    view = form or f"V{next(_numbers)}"
    await office.database.write(endorsements.withdraw_with_form, office.workspace, user, recognition.id, view)
    await office.deliver()


async def comment_on_emoji(
    office: Office, user: UserId, text: str, recognition: RecognitionId, *, form: str = ""
) -> RecognitionView | RefusalReason | HiddenNames | None:
    """Comment on one's own emoji."""
    view = form or f"V{next(_numbers)}"
    outcome = await office.database.write(
        comments.set_comment, office.workspace, user, recognition, text, view
    )
    await office.deliver()
    return outcome


async def thank_by_emoji(office: Office, *users: UserId) -> RecognitionId:
    """Thank Maya by emoji; return the recognition."""
    for user in users:
        await office.react(office.make_reaction(user, MAYA))
    await office.deliver()
    return (await office.list_received(MAYA))[0].id


def list_comments(office: Office) -> list[tuple[Comment, ...]]:
    return [recognition.comments for recognition in office.shout_outs]


class TestEndorsementComments:
    async def test_comment_is_in_the_shout_out_and_can_be_edited(self, office: Office) -> None:
        recognition = await shout_out(office)
        assert await endorse_with_comment(office, TOM, recognition, "it saved my week") is None
        assert await endorse_with_comment(office, LI, recognition) is None
        assert list_comments(office) == [(Comment(TOM, "it saved my week"),)]
        assert office.shout_outs[0].endorsers == (LI, TOM)
        await endorse_with_comment(office, TOM, recognition, "and my month")
        assert list_comments(office) == [(Comment(TOM, "and my month"),)]
        assert (
            (await office.list_received(MAYA))[0].comments
            == (await office.list_in_channel())[0].comments
            == list_comments(office)[0]
        )
        await take_back(office, TOM, recognition)
        assert list_comments(office) == [()]
        assert [recognition.endorsers for recognition in office.shout_outs] == [(LI,)]
        assert await places_with(office, "my month") == set()

    async def test_comments_are_in_order_of_endorsements(self, office: Office) -> None:
        recognition = await shout_out(office)
        for user in (TOM, LI):
            await endorse_with_comment(office, user, recognition, "me too")
            office.pass_time(seconds=1)
        await endorse_with_comment(office, TOM, recognition, "me too, changed")
        assert [one.user for one in list_comments(office)[0]] == [TOM, LI]

    async def test_repeated_form_changes_nothing(self, office: Office) -> None:
        recognition = await shout_out(office)
        await endorse_with_comment(office, TOM, recognition, "first", form="V-one")
        await endorse_with_comment(office, TOM, recognition, "second")
        assert await endorse_with_comment(office, TOM, recognition, "first", form="V-one") is None
        assert list_comments(office) == [(Comment(TOM, "second"),)]
        await take_back(office, TOM, recognition, form="V-two")
        await endorse_with_comment(office, TOM, recognition, "third")
        await take_back(office, TOM, recognition, form="V-two")
        assert list_comments(office) == [(Comment(TOM, "third"),)]

    async def test_refused_comment_can_be_submitted_again(self, office: Office) -> None:
        await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
        recognition = await shout_out(office)
        refused = await endorse_with_comment(office, TOM, recognition, f"and <@{LI}>", form="V-form")
        assert refused == HiddenNames((LI,))
        assert office.shout_outs[0].endorsers == ()
        await endorse_with_comment(office, TOM, recognition, "and the others", form="V-form")
        assert list_comments(office) == [(Comment(TOM, "and the others"),)]

    @pytest.mark.parametrize(
        ("person", "why"),
        [
            (ANA, EndorsementRefusal.IS_GIVER),
            (MAYA, EndorsementRefusal.IS_RECIPIENT),
            (LI, EndorsementRefusal.IS_RECIPIENT),
        ],
    )
    async def test_giver_and_recipients_cannot_endorse(
        self, office: Office, person: UserId, why: EndorsementRefusal
    ) -> None:
        await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
        recognition = await shout_out(office, MAYA, LI)
        assert await endorse_with_comment(office, person, recognition, "me too") is why
        assert await office.count_rows("endorsement", "pending_notification") == {
            "endorsement": 0,
            "pending_notification": 0,
        }

    async def test_private_recognition_cannot_be_endorsed(self, office: Office) -> None:
        recognition = await shout_out(office)
        quiet = await office.give(office.new_recognition(MAYA, is_private=True))
        undone = await office.give(office.new_recognition(LI))
        await office.withdraw(ANA, undone.recognition)
        down = await office.give(office.new_recognition(LI))
        await office.take_down(LI, down.recognition)
        emoji = await thank_by_emoji(office, LI)
        for one in (quiet.recognition.id, undone.recognition.id, down.recognition.id, emoji):
            found = await office.database.read(endorsements.find_endorsable, office.workspace, TOM, one)
            assert found is EndorsementRefusal.GONE
        assert (
            await endorse_with_comment(office, TOM, undone.recognition, "me too") is EndorsementRefusal.GONE
        )
        assert await endorse_with_comment(office, TOM, recognition, "me too") is None

    async def test_emoji_and_form_are_one_endorsement_and_the_form_wins(self, office: Office) -> None:
        recognition = await shout_out(office)
        (place,) = [place for place in office.messages if place[0] == DESIGN]
        emoji = TestEmojiEndorsements()
        await office.react(emoji.on(office, place, TOM))
        await endorse_with_comment(office, TOM, recognition, "it saved my week")
        await office.react(emoji.on(office, place, TOM, added=False))
        await office.react(emoji.on(office, place, LI))
        await endorse_with_comment(office, LI, recognition)
        await office.react(emoji.on(office, place, LI, added=False))
        await office.deliver()
        assert office.shout_outs[0].endorsers == (LI, TOM)
        assert list_comments(office) == [(Comment(TOM, "it saved my week"),)]
        await office.react(emoji.on(office, place, TOM))
        await take_back(office, TOM, recognition)
        await office.react(emoji.on(office, place, TOM, added=False))
        await office.react(emoji.on(office, place, TOM))
        await office.react(emoji.on(office, place, TOM, added=False))
        await office.deliver()
        assert [recognition.endorsers for recognition in office.shout_outs] == [(LI,)]

    async def test_recipients_read_of_comment_once_in_the_afternoon(self, office: Office) -> None:
        recognition = await shout_out(office)
        await endorse_with_comment(office, TOM, recognition, "it saved my week")
        await endorse_with_comment(office, TOM, recognition, "and my month")
        await endorse_with_comment(office, LI, recognition)
        office.pass_time(hours=5)
        assert await office.make_summaries() == 1
        await office.deliver()
        (message,) = office.list_summaries(MAYA)
        assert [one.comments for one in message.recognitions] == [(Comment(TOM, "and my month"),)]
        await endorse_with_comment(office, LI, recognition, "mine as well")
        office.pass_time(days=1)
        assert await office.make_summaries() == 0
        (message,) = office.list_summaries(MAYA)
        assert {one.user for one in message.recognitions[0].comments} == {LI, TOM}

    async def test_digest_omits_comments_that_name_users_without_digests(self, office: Office) -> None:
        await switch_on(office)
        recognition = await shout_out(office)
        await endorse_with_comment(office, LI, recognition, f"as <@{TOM}> says")
        await endorse_with_comment(office, TOM, recognition, "it saved my week")
        office.pass_time(days=5)
        await office.make_digests()
        await office.deliver()

        def told() -> tuple[Comment, ...]:
            (digest,) = office.digests
            return digest.chapters[0].recognitions[0].comments

        assert told() == (Comment(LI, f"as <@{TOM}> says"), Comment(TOM, "it saved my week"))
        await office.set_preference(TOM, DigestPreference.OFF)
        await office.deliver()
        assert told() == ()
        assert office.digests[0].chapters[0].recognitions[0].endorsers == (LI,)
        assert len(list_comments(office)[0]) == 2

    async def test_digest_omits_text_that_names_users_without_digests(self, office: Office) -> None:
        await switch_on(office)
        await office.set_preference(TOM, DigestPreference.OFF)
        recognition = await shout_out(office, text="thanks for the map")
        await endorse_with_comment(office, LI, recognition, f"and <@{TOM}>")
        named = f"thanks to you and <@{TOM}>"
        await office.database.write(edits.edit, office.workspace, ANA, recognition.id, named)
        office.pass_time(days=5)
        await office.make_digests()
        await office.deliver()
        assert "map" not in str(office.digests)
        assert named not in str(office.digests)

    async def test_comments_about_a_recipient_are_deleted_when_they_take_down(self, office: Office) -> None:
        recognition = await shout_out(office, MAYA, LI)
        await endorse_with_comment(office, TOM, recognition, f"<@{MAYA}> above all")
        await office.take_down(MAYA, recognition)
        await office.deliver()
        (shown,) = office.shout_outs
        assert (shown.recipients, shown.endorsers, shown.comments) == ((LI,), (TOM,), ())

    async def test_comments_to_a_channel_are_not_shown_privately(self, office: Office) -> None:
        await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
        recognition = await shout_out(office, MAYA, LI)
        await endorse_with_comment(office, TOM, recognition, "it saved my week")
        assert (await office.list_received(MAYA))[0].comments == (Comment(TOM, "it saved my week"),)
        assert (await office.list_received(LI))[0].comments == ()


class TestEmojiComments:
    async def test_each_giver_has_a_comment_of_their_own(self, office: Office) -> None:
        recognition = await thank_by_emoji(office, TOM, LI)
        assert isinstance(
            await comment_on_emoji(office, TOM, "it saved my week", recognition), RecognitionView
        )
        await comment_on_emoji(office, LI, "so clear", recognition)
        (received,) = await office.list_received(MAYA)
        assert received.comments == (Comment(LI, "so clear"), Comment(TOM, "it saved my week"))
        assert office.reaction_explanations[0].comments == received.comments
        await office.react(office.make_reaction(TOM, MAYA, added=False))
        assert (await office.list_received(MAYA))[0].comments == (Comment(LI, "so clear"),)
        assert await places_with(office, "saved my week") == set()
        await comment_on_emoji(office, LI, "", recognition)
        assert (await office.list_received(MAYA))[0].comments == ()

    async def test_only_givers_comment_on_their_emoji(self, office: Office) -> None:
        recognition = await thank_by_emoji(office, TOM)
        story = await shout_out(office)
        assert await comment_on_emoji(office, LI, "me too", recognition) is None
        assert await comment_on_emoji(office, MAYA, "me too", recognition) is None
        assert await comment_on_emoji(office, ANA, "me too", story.id) is None

    async def test_repeated_form_changes_nothing(self, office: Office) -> None:
        recognition = await thank_by_emoji(office, TOM)
        await comment_on_emoji(office, TOM, "first", recognition, form="V-one")
        await comment_on_emoji(office, TOM, "second", recognition)
        await comment_on_emoji(office, TOM, "first", recognition, form="V-one")
        assert (await office.list_received(MAYA))[0].comments == (Comment(TOM, "second"),)

    async def test_givers_of_private_recognition_read_only_their_comment(self, office: Office) -> None:
        await office.set_thanks_preference(MAYA, ThanksPreference.PRIVATELY)
        recognition = await thank_by_emoji(office, TOM, LI)
        await comment_on_emoji(office, TOM, f"with <@{MAYA}> it is easy", recognition)
        await comment_on_emoji(office, LI, "so clear", recognition)
        assert [one.user for one in (await office.list_received(MAYA))[0].comments] == [LI, TOM]
        assert [one.user for one in (await office.list_given(TOM))[0].comments] == [TOM]
        assert await office.list_in_channel() == []

    async def test_comments_of_withdrawn_recognition_are_deleted_after_two_days(self, office: Office) -> None:
        recognition = await thank_by_emoji(office, TOM)
        await comment_on_emoji(office, TOM, "it saved my week", recognition)
        (received,) = await office.list_received(MAYA)
        await office.take_down(MAYA, received)
        office.pass_time(days=1)
        await expire(office)
        assert await places_with(office, "saved my week") == {"giver"}
        office.pass_time(days=1, seconds=1)
        await expire(office)
        assert await places_with(office, "saved my week") == set()


async def expire(office: Office) -> None:
    while await office.database.write(retention.delete_expired):
        pass


class TestErasedUser:
    @pytest.mark.parametrize("extent", [ErasureExtent.NAME, ErasureExtent.EVERYTHING])
    async def test_erased_endorser_leaves_no_comment_or_mention(
        self, office: Office, extent: ErasureExtent
    ) -> None:
        recognition = await shout_out(office)
        await endorse_with_comment(office, TOM, recognition, "it saved my week")
        await endorse_with_comment(office, LI, recognition, f"as <@{TOM}> says")
        emoji = await thank_by_emoji(office, TOM, LI)
        await comment_on_emoji(office, TOM, "a clear hint", emoji)
        await comment_on_emoji(office, LI, f"ask <@{TOM}>", emoji)
        await erase_user(office, TOM, extent)
        assert await places_with(office, TOM) == {"erasure"}
        (shown,) = office.shout_outs
        theirs = (Comment(ERASED, "it saved my week"),) if extent is ErasureExtent.NAME else ()
        assert shown.comments == (*theirs, Comment(LI, f"as <@{ERASED}> says"))
        kept = {"endorsement"} if extent is ErasureExtent.NAME else set()
        assert await places_with(office, "saved my week") == kept
        assert bool(await places_with(office, "a clear hint")) is (extent is ErasureExtent.NAME)

    async def test_comments_of_two_erased_endorsers_are_joined(self, office: Office) -> None:
        recognition = await shout_out(office)
        await endorse_with_comment(office, TOM, recognition, "it saved my week")
        await endorse_with_comment(office, LI, recognition, "so clear")
        await erase_user(office, TOM, ErasureExtent.NAME)
        await erase_user(office, LI, ErasureExtent.NAME)
        assert list_comments(office) == [(Comment(ERASED, "it saved my week\nso clear"),)]


async def test_mentions_follow_the_current_text(office: Office) -> None:
    recognition = await shout_out(office, text=f"thanks, as <@{ANA}> says")
    await endorse_with_comment(office, LI, recognition, f"and <@{TOM}>, and <@{ANA}>")

    def mentioned(tx: Transaction) -> dict[str, bool]:
        rows = tx.connection.execute(select(schema.mention.c.user_id, schema.mention.c.in_text))
        return {row.user_id: row.in_text for row in rows}

    assert await office.database.read(mentioned) == {ANA: True, TOM: False}
    await take_back(office, LI, recognition)
    assert await office.database.read(mentioned) == {ANA: True}
