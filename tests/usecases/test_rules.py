"""Who sees what, against a naive reading of the rules: random companies, and every question there is."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.care import CircleSource
from bot.domain.people import Person
from bot.domain.visibility import Asker, ChannelKind, Refusal, Visibility, Wish
from bot.domain.workspace import Identity
from bot.storage import workspaces
from bot.storage.engine import Database
from bot.storage.stories import Filters
from bot.usecases import history, leads
from bot.usecases.give import Given
from bot.usecases.history import About, AboutChannel, AboutCircle, AboutPerson, Page
from bot.usecases.leads import Wanted
from tests.conftest import FixedClock
from tests.usecases.office import Office

PEOPLE = ("UA", "UB", "UC", "UD", "UE")
CHANNELS = {
    "C1": ChannelKind.PUBLIC,
    "C2": ChannelKind.PRIVATE,
    "C3": ChannelKind.PRIVATE,
    "D1": ChannelKind.DIRECT,
}
ADMIN = Person("UADMIN", is_admin=True)
_teams = itertools.count(1)

people = st.sampled_from(PEOPLE)


@dataclass(frozen=True)
class Thanks:
    giver: str
    to: tuple[str, ...]
    channel: str
    quietly: bool
    mentioned: str
    taken_down: tuple[str, ...]
    is_taken_back: bool


@dataclass(frozen=True)
class Company:
    wishes: dict[str, Wish]
    members: dict[str, frozenset[str]]
    guests: frozenset[str]
    leads: dict[str, frozenset[str]]
    leads_are_on: bool
    thanks: list[Thanks]


companies = st.builds(
    Company,
    wishes=st.dictionaries(people, st.sampled_from(Wish)),
    members=st.fixed_dictionaries({name: st.frozensets(people) for name in CHANNELS}),
    guests=st.frozensets(people, max_size=2),
    leads=st.dictionaries(people, st.frozensets(people, min_size=1), max_size=2),
    leads_are_on=st.integers(0, 5).map(bool),
    thanks=st.lists(
        st.builds(
            Thanks,
            giver=people,
            to=st.lists(people, min_size=1, max_size=3, unique=True).map(tuple),
            channel=st.sampled_from(list(CHANNELS)),
            quietly=st.integers(0, 4).map(lambda n: n == 0),
            mentioned=st.sampled_from(["", "", *PEOPLE]),
            taken_down=st.lists(people, max_size=1).map(tuple),
            is_taken_back=st.integers(0, 5).map(lambda n: n == 0),
        ),
        max_size=8,
    ),
)


@dataclass
class Kept:
    """A thanks as the rules keep it: who is seen as thanked, and how widely."""

    id: str
    giver: str
    channel: str
    recipients: dict[str, Visibility]
    is_gone: bool = False


@dataclass
class Model:
    """The rules, read naively."""

    company: Company
    kept: list[Kept] = field(default_factory=list)

    def keep(self, id_: str, thanks: Thanks) -> None:
        wishes = self.company.wishes
        widest = {
            ChannelKind.PUBLIC: Visibility.PUBLIC,
            ChannelKind.PRIVATE: Visibility.CHANNEL,
            ChannelKind.DIRECT: Visibility.PRIVATE,
        }[CHANNELS[thanks.channel]]
        named = thanks.mentioned and thanks.mentioned != thanks.giver
        spared = not named or wishes.get(thanks.mentioned, Wish.PUBLICLY) is Wish.PUBLICLY
        recipients = {}
        for person in thanks.to:
            wish = wishes.get(person, Wish.PUBLICLY)
            if person == thanks.giver or wish is Wish.NEVER:
                continue
            private = thanks.quietly or wish is Wish.PRIVATELY or not spared
            recipients[person] = Visibility.PRIVATE if private else widest
        kept = Kept(id_, thanks.giver, thanks.channel, recipients, thanks.is_taken_back)
        for person in thanks.taken_down:
            if person in kept.recipients:
                del kept.recipients[person]
                if thanks.mentioned == person:
                    kept.recipients = dict.fromkeys(kept.recipients, Visibility.PRIVATE)
        kept.is_gone = kept.is_gone or not kept.recipients
        self.kept.append(kept)

    def answer(self, asker: str, about: About, circle: frozenset[str] = frozenset()) -> object:
        """What is shown: ids with the recipients named; None for a refusal."""
        if isinstance(about, AboutPerson) and about.person == asker:
            return self._own(asker, given=about.given)
        if isinstance(about, AboutChannel):
            is_member = asker in self.company.members[about.channel]
            is_open = about.kind is ChannelKind.PUBLIC and asker not in self.company.guests
            if about.kind is ChannelKind.DIRECT or not (is_member or is_open):
                return None
            return self._shown(lambda kept: kept.channel == about.channel and bool(self._seen(kept)))
        wanted = {about.person} if isinstance(about, AboutPerson) else circle - {asker}
        cared = self.company.leads.get(asker, frozenset()) - {asker}
        if not self.company.leads_are_on or asker in self.company.guests or not wanted & cared:
            return None
        people_, given = wanted & cared, about.given

        def is_for_lead(kept: Kept) -> bool:
            open_to = {person for person in self._seen(kept) if self._is_open_to(asker, kept, person)}
            return bool(open_to) and (kept.giver in people_ if given else bool(open_to & people_))

        return self._shown(is_for_lead)

    def _is_open_to(self, lead: str, kept: Kept, person: str) -> bool:
        if kept.recipients[person] is Visibility.PUBLIC:
            return True
        return lead in self.company.members[kept.channel] and CHANNELS[kept.channel] is ChannelKind.PRIVATE

    def _own(self, person: str, *, given: bool) -> dict[str, set[str]]:
        mine = [
            k for k in self.kept if not k.is_gone and (k.giver == person if given else person in k.recipients)
        ]
        return {k.id: set(k.recipients) if given else self._seen(k) | {person} for k in mine}

    def _seen(self, kept: Kept) -> set[str]:
        return {person for person, seen in kept.recipients.items() if seen is not Visibility.PRIVATE}

    def _shown(self, is_shown: Callable[[Kept], bool]) -> dict[str, set[str]]:
        return {kept.id: self._seen(kept) for kept in self.kept if not kept.is_gone and is_shown(kept)}


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(company=companies)
async def test_every_answer_is_what_the_rules_say(
    database: Database, clock: FixedClock, company: Company
) -> None:
    identity = Identity("", f"T{next(_teams)}", "", "https://a.example/", "UBOT")
    workspace = await database.write(lambda tx: workspaces.ensure(tx, identity))
    office, model = Office(database, clock, workspace), Model(company)
    for person, wish in company.wishes.items():
        await office.wish(person, wish)
    circles: dict[str, str] = {}
    for lead, circle in company.leads.items():
        want = Wanted(
            Person(lead), CircleSource.NAMED, lead, "", tuple(Person(one) for one in sorted(circle))
        )
        made = await database.write(partial(leads.appoint, workspace=workspace, by=ADMIN, wanted=want))
        if not isinstance(made, leads.NotDone):
            circles[lead] = made.id
    await database.write(lambda tx: leads.switch(tx, workspace, ADMIN, on=company.leads_are_on))
    for thanks in company.thanks:
        words = f"thanks to <@{thanks.mentioned}> and all" if thanks.mentioned else "thanks to all"
        given_ = await office.try_to_give(
            office.gift(
                *thanks.to,
                giver=thanks.giver,
                words=words,
                channel=thanks.channel,
                kind=CHANNELS[thanks.channel],
                quietly=thanks.quietly,
            )
        )
        if isinstance(given_, Given):
            for person in thanks.taken_down:
                await office.take_down(person, given_.story)
            if thanks.is_taken_back:
                await office.take_back(thanks.giver, given_.story)
            model.keep(given_.story.id, thanks)

    async def asked(asker: str, about: About) -> object:
        private = frozenset(
            name
            for name, kind in CHANNELS.items()
            if kind is ChannelKind.PRIVATE and asker in company.members[name]
        )
        who = Asker(asker, is_guest=asker in company.guests)
        page = await database.write(
            lambda tx: history.ask(tx, workspace, who, about, Filters(), channels=private)
        )
        if isinstance(page, Refusal):
            return None
        assert isinstance(page, Page)
        return {story.id: set(story.recipients) for story in page.stories}

    people_of = {circle: company.leads[lead] for lead, circle in circles.items()}
    for asker in PEOPLE:
        for about in questions(asker, company, circles):
            circle = people_of[about.circle] if isinstance(about, AboutCircle) else frozenset[str]()
            assert await asked(asker, about) == model.answer(asker, about, circle), (asker, about)


def questions(asker: str, company: Company, circles: dict[str, str]) -> list[About]:
    """Everything that can be asked."""
    about_people = [AboutPerson(one, given) for one in PEOPLE for given in (False, True)]
    about_channels = [
        AboutChannel(name, kind, is_member=asker in company.members[name]) for name, kind in CHANNELS.items()
    ]
    about_circles = [AboutCircle(one, given) for one in circles.values() for given in (False, True)]
    return [*about_people, *about_channels, *about_circles]
