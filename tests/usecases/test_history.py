"""Reading back: what was asked for, page by page, and never more than the asker may see."""

from bot.domain.history import Cursor, HistoryFilters, PageSide
from bot.domain.ids import ChannelId, UserId
from bot.domain.scopes import HistoryReader, RequestedChannel, ScopeRefusal
from bot.domain.visibility import ChannelKind, ThanksPreference
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import workspaces
from bot.storage.engine import UseCase
from bot.usecases.history import MAX_PAGE_SIZE, HistoryOfChannels, HistoryOfUsers, HistoryPage, HistorySubject
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office, answer, list_view_texts

OTHER = ChannelId("C0OTHER")
DESIGN_AS_MEMBER = RequestedChannel(DESIGN, ChannelKind.PUBLIC, is_member=True)
PUBLIC = HistoryOfChannels((DESIGN_AS_MEMBER,))


def asking(
    office: Office, reader: HistoryReader, about: HistorySubject
) -> UseCase[[], HistoryPage | ScopeRefusal]:
    return lambda tx: answer(tx, office.workspace, reader, about, HistoryFilters())


async def pages(office: Office, about: HistorySubject, filters: HistoryFilters) -> list[list[str]]:
    """Return the texts on every page, newest first."""
    found, place = [], None
    while True:
        page = await office.read_page(MAYA, about, filters, place)
        found.append(list_view_texts(page.recognitions))
        if not page.has_older:
            return found
        place = older(page)


def older(page: HistoryPage) -> Cursor:
    return Cursor(PageSide.OLDER, page.recognitions[-1].id)


def in_channel(channel: ChannelId, kind: ChannelKind, *, is_member: bool) -> HistoryOfChannels:
    return HistoryOfChannels((RequestedChannel(channel, kind, is_member),))


async def test_page_has_ten_recognitions_newest_first(office: Office) -> None:
    """Pages are full, and have an Older button if there is more, for any number of recognitions."""
    for count in range(22):
        newest_first = [f"number {n}" for n in reversed(range(count))]
        expected = [newest_first[n : n + MAX_PAGE_SIZE] for n in range(0, max(count, 1), MAX_PAGE_SIZE)]
        for about in (HistoryOfUsers((MAYA,)), PUBLIC):
            assert await pages(office, about, HistoryFilters()) == expected
        office.pass_time(seconds=count % 2)
        await office.give(office.new_recognition(MAYA, words=f"number {count}"))


async def test_long_text_makes_short_pages(office: Office) -> None:
    long = [f"{n} " + "x" * 1_990 for n in range(9)]
    for text in long:
        await office.give(office.new_recognition(MAYA, words=text))
    newest_first = long[::-1]
    expected = [newest_first[:4], newest_first[4:8], newest_first[8:]]
    assert await pages(office, HistoryOfUsers((MAYA,)), HistoryFilters()) == expected


async def test_given_recognitions_have_pages(office: Office) -> None:
    for number in range(11):
        await office.give(office.new_recognition(LI, giver=MAYA, words=f"number {number}"))
    found = await pages(office, HistoryOfUsers((MAYA,), given=True), HistoryFilters())
    assert found == [[f"number {n}" for n in range(10, 0, -1)], ["number 0"]]


async def test_older_page_is_stable_despite_new_recognitions(office: Office) -> None:
    for number in range(25):
        await office.give(office.new_recognition(MAYA, words=f"number {number}"))
    first = await office.read_page(MAYA, HistoryOfUsers((MAYA,)))
    await office.give(office.new_recognition(MAYA, words="new"))
    # The story that marks the place may go, too.
    await office.take_down(MAYA, first.recognitions[-1])
    second = await office.read_page(MAYA, HistoryOfUsers((MAYA,)), place=older(first))
    assert list_view_texts(second.recognitions) == [f"number {n}" for n in range(14, 4, -1)]


async def test_filters_narrow_each_page(office: Office) -> None:
    for number in range(30):
        key = ("creativity", "collaboration")[number % 2]
        await office.give(office.new_recognition(MAYA, words=f"number {number}", values=(key,)))
    found = await pages(office, HistoryOfUsers((MAYA,)), HistoryFilters(values=("creativity",)))
    assert found == [[f"number {n}" for n in range(28, 8, -2)], [f"number {n}" for n in range(8, -2, -2)]]


async def test_any_of_the_values_matches(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="both", values=("creativity", "collaboration")))
    await office.give(office.new_recognition(MAYA, words="one", values=("problem-solving",)))
    await office.give(office.new_recognition(MAYA, words="none"))

    async def of(*keys: str) -> list[str]:
        return list_view_texts(await office.list_received(MAYA, HistoryFilters(values=keys)))

    assert await of("creativity") == await of("creativity", "collaboration") == ["both"]
    assert await of("creativity", "problem-solving") == ["one", "both"]
    assert await of("retired") == []


async def test_date_range_excludes_its_end(office: Office) -> None:
    for day in range(4):
        await office.give(office.new_recognition(MAYA, words=f"day {day}"))
        office.pass_time(days=1)
    begin = office.clock.now().replace(day=26)
    until = begin.replace(day=28)
    assert list_view_texts(await office.list_received(MAYA, HistoryFilters(since=begin, until=until))) == [
        "day 2",
        "day 1",
    ]
    assert list_view_texts(await office.list_received(MAYA, HistoryFilters(since=until))) == ["day 3"]
    assert list_view_texts(await office.list_received(MAYA, HistoryFilters(until=begin))) == ["day 0"]


async def test_channels_narrow_the_users_own_history(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="here"))
    await office.give(office.new_recognition(MAYA, words="there", channel=OTHER))
    assert list_view_texts(await office.list_received(MAYA, HistoryFilters(channels=(OTHER,)))) == ["there"]
    assert list_view_texts(await office.list_given(ANA, HistoryFilters(channels=(DESIGN,)))) == ["here"]
    assert list_view_texts(await office.list_in_channel(OTHER)) == ["there"]


async def test_phrases_match_readable_text_only(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="for the map of &lt;Übersee&gt;"))
    await office.give(office.new_recognition(MAYA, words="for the map", is_private=True))
    await office.give(office.new_recognition(LI, words="for the map of Rome"))
    for phrases, found in [
        (["the map"], ["for the map", "for the map of &lt;Übersee&gt;"]),
        (["MAP OF", "ubersee"], ["for the map of &lt;Übersee&gt;"]),
        (["rome"], []),
        (["!"], []),
    ]:
        assert (
            list_view_texts(await office.list_received(MAYA, HistoryFilters(phrases=tuple(phrases)))) == found
        ), phrases
    assert list_view_texts(await office.list_received(LI, HistoryFilters(phrases=("map",)))) == [
        "for the map of Rome"
    ]
    assert len(await office.list_given(ANA, HistoryFilters(phrases=("map",)))) == 3
    in_channel = await office.list_in_channel(filters=HistoryFilters(phrases=("map",)))
    assert list_view_texts(in_channel) == ["for the map of Rome", "for the map of &lt;Übersee&gt;"]


async def test_search_results_have_pages(office: Office) -> None:
    for number in range(30):
        await office.give(
            office.new_recognition(MAYA, words=f"{('odd', 'even')[number % 2]} number {number}")
        )
    for about in (HistoryOfUsers((MAYA,)), PUBLIC):
        found = await pages(office, about, HistoryFilters(phrases=("even",)))
        numbers = [f"even number {n}" for n in range(29, 0, -2)]
        assert found == [numbers[:MAX_PAGE_SIZE], numbers[MAX_PAGE_SIZE:]]


async def test_withdrawn_recognition_is_not_found(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, words="for the map"))
    await office.undo()
    assert await office.list_received(MAYA, HistoryFilters(phrases=("map",))) == []
    assert await office.count_rows("search_document") == {"search_document": 0}


async def test_channel_history_omits_private_recognitions(office: Office) -> None:
    await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
    await office.give(office.new_recognition(MAYA, words="shown"))
    await office.give(office.new_recognition(MAYA, words="quiet", is_private=True))
    await office.give(office.new_recognition(LI, words="to one who is private"))
    await office.give(office.new_recognition(MAYA, words=f"names <@{LI}>", is_private=True))
    down = await office.give(office.new_recognition(MAYA, words="taken down"))
    await office.take_down(MAYA, down.recognition)
    await office.give(office.new_recognition(MAYA, words="elsewhere", channel=OTHER))
    await office.give(office.new_recognition(MAYA, words="taken back"))
    await office.undo()
    await office.react(office.make_reaction(ANA, MAYA))
    await office.react(office.make_reaction(ANA, MAYA, added=False))
    await office.react(office.make_reaction(TOM, LI, ts="1.2"))
    assert list_view_texts(await office.list_in_channel()) == ["shown"]
    assert list_view_texts(await office.list_received(MAYA)) == [
        "elsewhere",
        f"names <@{LI}>",
        "quiet",
        "shown",
    ]
    assert list_view_texts(await office.list_received(LI)) == ["", "to one who is private"]


async def test_refusals_do_not_reveal_whether_recognitions_exist(office: Office) -> None:
    questions: list[tuple[HistoryReader, HistorySubject, ScopeRefusal]] = [
        (HistoryReader(TOM), HistoryOfUsers((MAYA,)), ScopeRefusal.PERSON),
        (HistoryReader(ANA), HistoryOfUsers((MAYA,), given=True), ScopeRefusal.PERSON),
        (HistoryReader(MAYA, is_foreign=True), HistoryOfUsers((MAYA,)), ScopeRefusal.FOREIGN),
        (HistoryReader(TOM), in_channel(DESIGN, ChannelKind.PRIVATE, is_member=False), ScopeRefusal.CHANNEL),
        (
            HistoryReader(TOM, is_guest=True),
            in_channel(DESIGN, ChannelKind.PUBLIC, is_member=False),
            ScopeRefusal.CHANNEL,
        ),
        (
            HistoryReader(TOM),
            in_channel(ChannelId("D1"), ChannelKind.DIRECT, is_member=True),
            ScopeRefusal.CHANNEL,
        ),
        (HistoryReader(TOM, is_foreign=True), PUBLIC, ScopeRefusal.FOREIGN),
    ]
    for _ in range(2):
        for reader, about, refusal in questions:
            answer = await office.database.read(asking(office, reader, about))
            assert answer is refusal, (reader, about)
        await office.give(office.new_recognition(MAYA))


async def test_forged_page_shows_only_readable_recognitions(office: Office) -> None:
    """A forged cursor of a page gives access to nothing."""
    for number in range(12):
        await office.give(office.new_recognition(MAYA, words=f"number {number}"))
    mark = older(await office.read_page(MAYA, HistoryOfUsers((MAYA,))))
    assert await office.ask(TOM, HistoryOfUsers((MAYA,)), place=mark) is ScopeRefusal.PERSON
    assert (await office.read_page(TOM, HistoryOfUsers((TOM,)), place=mark)).recognitions == ()


async def test_workspaces_do_not_see_each_other(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    await office.react(office.make_reaction(ANA, MAYA))
    identity = WorkspaceIdentity("", "T2", "Elsewhere", "https://elsewhere.slack.com/", UserId("UBOT"))
    elsewhere = await office.database.write(workspaces.ensure, identity)
    there = Office(office.database, office.clock, elsewhere)
    assert (
        await there.list_received(MAYA) == await there.list_given(ANA) == await there.list_in_channel() == []
    )
    assert await there.list_received(MAYA, HistoryFilters(phrases=("thanks",))) == []
    (recognition, _) = await office.list_received(MAYA)
    assert await there.undo() is None
    assert await there.add_value(recognition, "creativity") is None
    assert not await there.take_down(MAYA, recognition)
    assert len(await office.list_received(MAYA)) == 2
