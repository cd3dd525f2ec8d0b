"""Who sees what, against a naive reading of the rules: random companies, and every question there is."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.circle import CircleSource
from bot.domain.credit import NewCredit
from bot.domain.history import HistoryFilters
from bot.domain.ids import NO_USER, ChannelId, UserId
from bot.domain.preferences import DigestPreference
from bot.domain.scopes import HistoryReader, RequestedChannel, ScopeRefusal
from bot.domain.user import User
from bot.domain.visibility import ChannelKind, ThanksPreference, Visibility
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import workspaces
from bot.storage.engine import Database
from bot.usecases import digests, leads, leads_access, shared_credits
from bot.usecases.history import HistoryOfChannels, HistoryOfUsers, HistoryPage, HistorySubject
from bot.usecases.leads import CircleAssignment
from bot.usecases.recognitions import RecordedRecognition
from tests.conftest import FixedClock
from tests.usecases.office import Office, answer

PEOPLE = (UserId("UA"), UserId("UB"), UserId("UC"), UserId("UD"), UserId("UE"))
CHANNELS = {
    ChannelId("C1"): ChannelKind.PUBLIC,
    ChannelId("C2"): ChannelKind.PRIVATE,
    ChannelId("C3"): ChannelKind.PRIVATE,
    ChannelId("D1"): ChannelKind.DIRECT,
}
PAIRS = tuple((UserId(one), UserId(other)) for one, other in (("UA", "UB"), ("UB", "UC"), ("UD", "UE")))
FRUITS = ("apple", "pear")
ADMIN = User(UserId("UADMIN"), is_admin=True)
_teams = itertools.count(1)

people = st.sampled_from(PEOPLE)


@dataclass(frozen=True)
class Change:
    """A user changes how they want to be thanked."""

    user: UserId
    preference: ThanksPreference


@dataclass(frozen=True)
class Thanks:
    giver: UserId
    to: tuple[UserId, ...]
    channel: ChannelId
    is_private: bool
    mentioned: UserId
    fruit: str
    taken_down: tuple[UserId, ...]
    is_taken_back: bool
    shared: tuple[tuple[UserId, UserId], ...]
    opened: tuple[UserId, ...]
    closed: tuple[UserId, ...]


@dataclass(frozen=True)
class Company:
    thanks_preferences: dict[UserId, ThanksPreference]
    members: dict[ChannelId, frozenset[UserId]]
    guests: frozenset[UserId]
    leads: dict[UserId, frozenset[UserId]]
    leads_are_on: bool
    not_in_digests: frozenset[UserId]
    acts: list[Thanks | Change]


companies = st.builds(
    Company,
    thanks_preferences=st.dictionaries(people, st.sampled_from(ThanksPreference)),
    members=st.fixed_dictionaries({name: st.frozensets(people) for name in CHANNELS}),
    guests=st.frozensets(people, max_size=2),
    leads=st.dictionaries(people, st.frozensets(people, min_size=1), max_size=2),
    leads_are_on=st.integers(0, 5).map(bool),
    not_in_digests=st.frozensets(people, max_size=2),
    acts=st.lists(
        st.builds(Change, people, st.sampled_from(ThanksPreference))
        | st.builds(
            Thanks,
            giver=people,
            to=st.lists(people, min_size=1, max_size=3, unique=True).map(tuple),
            channel=st.sampled_from(list(CHANNELS)),
            is_private=st.integers(0, 4).map(lambda n: n == 0),
            mentioned=st.sampled_from([NO_USER, NO_USER, *PEOPLE]),
            fruit=st.sampled_from(FRUITS),
            taken_down=st.lists(people, max_size=1).map(tuple),
            is_taken_back=st.integers(0, 5).map(lambda n: n == 0),
            shared=st.lists(st.tuples(people, people), max_size=2).map(tuple),
            opened=st.lists(people, max_size=3).map(tuple),
            closed=st.lists(people, max_size=1).map(tuple),
        ),
        max_size=8,
    ),
)


@dataclass
class Kept:
    """A thanks as the rules keep it: who is seen as thanked, and how widely."""

    id: str
    giver: UserId
    channel: ChannelId
    fruit: str
    mentioned: UserId
    recipients: dict[UserId, Visibility]
    is_gone: bool = False
    opened: set[UserId] = field(default_factory=set)


@dataclass
class Model:
    """The rules, read naively."""

    company: Company
    thanks_preferences: dict[UserId, ThanksPreference]
    kept: list[Kept] = field(default_factory=list)

    def keep(self, id_: str, thanks: Thanks) -> None:
        thanks_preferences = self.thanks_preferences
        widest = {
            ChannelKind.PUBLIC: Visibility.PUBLIC,
            ChannelKind.PRIVATE: Visibility.CHANNEL,
            ChannelKind.DIRECT: Visibility.PRIVATE,
        }[CHANNELS[thanks.channel]]
        named = thanks.mentioned and thanks.mentioned != thanks.giver
        spared = (
            not named
            or thanks_preferences.get(thanks.mentioned, ThanksPreference.PUBLICLY)
            is ThanksPreference.PUBLICLY
        )
        recipients = {}
        for user in thanks.to:
            wish = thanks_preferences.get(user, ThanksPreference.PUBLICLY)
            if user == thanks.giver or wish is ThanksPreference.NEVER:
                continue
            private = thanks.is_private or wish is ThanksPreference.PRIVATELY or not spared
            recipients[user] = Visibility.PRIVATE if private else widest
        kept = Kept(
            id_,
            thanks.giver,
            thanks.channel,
            thanks.fruit,
            thanks.mentioned,
            recipients,
        )
        for user in thanks.taken_down:
            if user in kept.recipients:
                del kept.recipients[user]
                if thanks.mentioned == user:
                    kept.recipients = dict.fromkeys(kept.recipients, Visibility.PRIVATE)
        for sharer, colleague in thanks.shared:
            self._share(kept, thanks, sharer, colleague)
        for user in thanks.opened:
            if kept.recipients.get(user) is Visibility.PRIVATE and self._may_open(kept, user):
                kept.opened.add(user)
        kept.opened -= set(thanks.closed)
        kept.is_gone = thanks.is_taken_back or not kept.recipients
        self.kept.append(kept)

    def _share(self, kept: Kept, thanks: Thanks, sharer: UserId, colleague: UserId) -> None:
        seen, wish = (
            kept.recipients.get(sharer),
            self.thanks_preferences.get(colleague, ThanksPreference.PUBLICLY),
        )
        is_new = colleague not in {kept.giver, *kept.recipients}
        took_down = colleague in thanks.taken_down and colleague in thanks.to
        can_be = is_new and not took_down and wish is not ThanksPreference.NEVER
        if seen and can_be and self.can_read(colleague, kept.channel):
            kept.recipients[colleague] = Visibility.PRIVATE if wish is ThanksPreference.PRIVATELY else seen

    def can_read(self, user: UserId, channel: ChannelId) -> bool:
        is_open = CHANNELS[channel] is ChannelKind.PUBLIC and user not in self.company.guests
        return is_open or user in self.company.members[channel]

    def _may_open(self, kept: Kept, user: UserId) -> bool:
        others = {kept.mentioned} - {"", user, kept.giver}
        spared = all(
            self.thanks_preferences.get(one, ThanksPreference.PUBLICLY) is ThanksPreference.PUBLICLY
            for one in others
        )
        leads_of = {lead for lead, circle in self.company.leads.items() if user in circle - {lead}}
        return spared and bool(leads_of) and self.company.leads_are_on and not kept.is_gone

    def answer(
        self, reader: UserId, about: HistorySubject, circle: frozenset[UserId] = frozenset()
    ) -> object:
        """What is shown: ids with the recipients named; None for a refusal."""
        if isinstance(about, HistoryOfUsers) and (about.users, about.circles) == ((reader,), ()):
            return self._own(reader, about)
        if isinstance(about, HistoryOfUsers) and about.counterparts:
            return None
        if isinstance(about, HistoryOfChannels):
            if not all(self._may_read(reader, asked) for asked in about.channels):
                return None
            among = {asked.channel for asked in about.channels}
            return self._shown(lambda kept: kept.channel in among and bool(self._seen(kept)))
        cared = self.company.leads.get(reader, frozenset()) - {reader}
        if not self.company.leads_are_on or reader in self.company.guests or set(about.users) - cared:
            return None
        people_, given = set(about.users) | circle & cared, about.given
        if not people_:
            return None

        def seen_by_lead(kept: Kept) -> set[UserId]:
            open_to = {user for user in self._seen(kept) if self._is_open_to(reader, kept, user)}
            opened = set() if given else kept.opened & people_ & set(kept.recipients)
            concerns = kept.giver in people_ if given else bool((open_to | opened) & people_)
            return open_to | opened if concerns else set()

        return {k.id: seen for k in self.kept if not k.is_gone and (seen := seen_by_lead(k))}

    def _may_read(self, reader: UserId, asked: RequestedChannel) -> bool:
        is_member = reader in self.company.members[asked.channel]
        is_open = asked.kind is ChannelKind.PUBLIC and reader not in self.company.guests
        return asked.kind is not ChannelKind.DIRECT and (is_member or is_open)

    def digest(self, channel: ChannelId) -> dict[str, set[UserId]]:
        """Return what a digest shows: ids with the named recipients."""
        unnamed = self.company.not_in_digests

        def is_told(kept: Kept) -> bool:
            named = self._seen(kept) - unnamed
            return kept.channel == channel and bool(named) and not {kept.giver, kept.mentioned} & unnamed

        return {id_: named - unnamed for id_, named in self._shown(is_told).items()}

    def with_fruit(self, answer: object, fruit: str) -> object:
        """What of an answer is about this fruit."""
        about_it = {kept.id for kept in self.kept if kept.fruit == fruit}
        return {i: n for i, n in answer.items() if i in about_it} if isinstance(answer, dict) else answer

    def _is_open_to(self, lead: UserId, kept: Kept, user: UserId) -> bool:
        if kept.recipients[user] is Visibility.PUBLIC:
            return True
        return lead in self.company.members[kept.channel] and CHANNELS[kept.channel] is ChannelKind.PRIVATE

    def _own(self, user: UserId, about: HistoryOfUsers) -> dict[str, set[UserId]]:
        def is_asked_about(kept: Kept) -> bool:
            is_own = kept.giver == user if about.given else user in kept.recipients
            others = set(kept.recipients) if about.given else {kept.giver}
            return is_own and (not about.counterparts or bool(others & set(about.counterparts)))

        mine = [k for k in self.kept if not k.is_gone and is_asked_about(k)]
        return {k.id: set(k.recipients) if about.given else self._seen(k) | {user} for k in mine}

    def _seen(self, kept: Kept) -> set[UserId]:
        return {user for user, seen in kept.recipients.items() if seen is not Visibility.PRIVATE}

    def _shown(self, is_shown: Callable[[Kept], bool]) -> dict[str, set[UserId]]:
        return {kept.id: self._seen(kept) for kept in self.kept if not kept.is_gone and is_shown(kept)}


@settings(max_examples=20)
@given(company=companies)
async def test_histories_follow_the_rules_in_any_order_of_events(
    database: Database, clock: FixedClock, company: Company
) -> None:
    identity = WorkspaceIdentity("", f"T{next(_teams)}", "", "https://a.example/", UserId("UBOT"))
    workspace = await database.write(workspaces.ensure, identity)
    office, model = Office(database, clock, workspace), Model(company, dict(company.thanks_preferences))
    for user, wish in company.thanks_preferences.items():
        await office.set_thanks_preference(user, wish)
    circles: dict[UserId, str] = {}
    for lead, circle in company.leads.items():
        assignment = CircleAssignment(
            User(lead),
            CircleSource.NAMED,
            lead,
            "",
            tuple(User(one) for one in sorted(circle)),
        )
        made = await database.write(leads.appoint_lead, workspace=workspace, by=ADMIN, assignment=assignment)
        if not isinstance(made, leads.LeadsRefusal):
            circles[lead] = made.id
    await database.write(leads.switch_leads, workspace, ADMIN, on=company.leads_are_on)
    for user in company.not_in_digests:
        await office.set_preference(user, DigestPreference.OFF)
    for thanks in company.acts:
        if isinstance(thanks, Change):
            await office.set_thanks_preference(thanks.user, thanks.preference)
            model.thanks_preferences[thanks.user] = thanks.preference
            continue
        whom = f"<@{thanks.mentioned}> and all" if thanks.mentioned else "all"
        words = f"thanks to {whom} for the {thanks.fruit}"
        given_ = await office.try_to_give(
            office.new_recognition(
                *thanks.to,
                giver=thanks.giver,
                words=words,
                channel=thanks.channel,
                kind=CHANNELS[thanks.channel],
                is_private=thanks.is_private,
            )
        )
        if isinstance(given_, RecordedRecognition):
            for user in thanks.taken_down:
                await office.take_down(user, given_.recognition)
            for sharer, colleague in thanks.shared:
                wanted = NewCredit(
                    sharer,
                    User(colleague),
                    "as well",
                    (),
                    can_read=model.can_read(colleague, thanks.channel),
                )
                await database.write(
                    shared_credits.share,
                    workspace=workspace,
                    recognition=given_.recognition.id,
                    new_credit=wanted,
                )
            for acts, act in (
                (thanks.opened, leads_access.open_to_leads),
                (thanks.closed, leads_access.close_to_leads),
            ):
                for user in acts:
                    await database.write(
                        act, workspace=workspace, user=user, recognition=given_.recognition.id
                    )
            if thanks.is_taken_back:
                await office.withdraw(thanks.giver, given_.recognition)
            model.keep(given_.recognition.id, thanks)

    async def asked(reader: UserId, about: HistorySubject, *phrases: str) -> object:
        private = frozenset(
            name
            for name, kind in CHANNELS.items()
            if kind is ChannelKind.PRIVATE and reader in company.members[name]
        )
        who = HistoryReader(reader, is_guest=reader in company.guests)
        page = await database.write(
            answer, workspace, who, about, HistoryFilters(phrases=phrases), channels=private
        )
        if isinstance(page, ScopeRefusal):
            return None
        assert isinstance(page, HistoryPage)
        return {recognition.id: set(recognition.recipients) for recognition in page.recognitions}

    people_of = {circle: company.leads[lead] for lead, circle in circles.items()}
    for reader in PEOPLE:
        for about in questions(reader, company, circles):
            circle = (
                people_of[about.circles[0]]
                if isinstance(about, HistoryOfUsers) and about.circles
                else frozenset()
            )
            expected = model.answer(reader, about, circle)
            assert await asked(reader, about) == expected, (reader, about)
            for fruit in FRUITS:
                assert await asked(reader, about, fruit) == model.with_fruit(expected, fruit), (reader, about)
    office.pass_time(seconds=1)
    for channel in CHANNELS:
        digest = await database.read(digests.make_preview, workspace, channel, ADMIN.id, "UTC")
        told = {
            recognition.id: set(recognition.recipients)
            for chapter in digest.chapters
            for recognition in chapter.recognitions
        }
        assert told == model.digest(channel), channel


def questions(reader: UserId, company: Company, circles: dict[UserId, str]) -> list[HistorySubject]:
    """Everything that can be asked."""
    about_people: list[HistorySubject] = [
        HistoryOfUsers((one,), given=given) for one in PEOPLE for given in (False, True)
    ]
    about_people += (HistoryOfUsers(pair, given=given) for pair in PAIRS for given in (False, True))
    about_people += (
        HistoryOfUsers((one,), given=given, counterparts=others)
        for one in {reader, UserId("UA")}
        for others in [(UserId("UB"),), (UserId("UC"), UserId("UD"))]
        for given in (False, True)
    )
    found = [
        RequestedChannel(name, kind, is_member=reader in company.members[name])
        for name, kind in CHANNELS.items()
    ]
    about_channels = [HistoryOfChannels((one,)) for one in found]
    about_channels += (HistoryOfChannels(pair) for pair in itertools.combinations(found, 2))
    about_circles = [
        HistoryOfUsers(people_, (one,), given)
        for one in circles.values()
        for people_, given in [((), False), ((), True), ((UserId("UA"),), False)]
    ]
    return [*about_people, *about_channels, *about_circles]
