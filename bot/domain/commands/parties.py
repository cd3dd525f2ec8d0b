"""The givers and recipients in a question about the past."""

from enum import Enum, auto

from msgspec import Struct, field

from bot.domain.commands import question_words as known
from bot.domain.ids import UserId
from bot.domain.mentions import GroupMention, UserMention

Name = UserMention | GroupMention
ME = UserMention(UserId("me"))
"""Who asks."""


class Role(Enum):
    """What a name is in the question."""

    SUBJECT = auto()
    OBJECT = auto()
    TO = auto()
    FROM = auto()
    OF = auto()
    """After "of", or after "von", which is also "from"."""
    BY = auto()


class Verb(Enum):
    """What the question says that a user did."""

    GAVE = auto()
    RECEIVED = auto()


class Direction(Struct, frozen=True):
    """The users that a question is about: what they gave or received, perhaps only to or from others."""

    users: tuple[Name, ...]
    is_given: bool
    counterparts: tuple[Name, ...] = ()


class Parties(Struct):
    """The names and verbs of a question, in the order in which they are read."""

    names: dict[Role, list[Name]] = field(default_factory=dict)
    verb: Verb | None = None
    has_object: bool = False
    """Whether the verb's object is a person: "thanked @maya", "mir gegeben"."""
    has_who: bool = False
    is_who_subject: bool = False
    role: Role = Role.SUBJECT
    """The role of the next name."""

    def add(self, name: Name) -> None:
        """Take in a name in the role that the words before it give it."""
        named = self.names.setdefault(self.role, [])
        if name not in named:
            named.append(name)

    def read_word(self, word: str) -> bool:
        """Take in a folded word that says who, or what a user did; return False for any other word."""
        if word in known.ME_AS_OBJECT and self.role is Role.SUBJECT:
            self.has_object = True
            self.names.setdefault(Role.OBJECT, []).append(ME)
        elif word in known.ME:
            self.add(ME)
        elif word in known.GAVE | known.THANKED:
            self.verb, self.role = Verb.GAVE, Role.OBJECT
            self.has_object = self.has_object or word in known.THANKED
        elif word in known.RECEIVED:
            self.verb, self.role = Verb.RECEIVED, Role.OBJECT
        elif word in known.TO:
            self.role = Role.TO
        elif word in known.FROM:
            self.role = Role.FROM
        elif word in known.BY:
            self.role = Role.BY
        elif word in known.OF:
            self.role = Role.OF
        elif word in known.WHO:
            self.has_who, self.is_who_subject = True, self.is_who_subject or word in known.WHO_SUBJECT
        else:
            return False
        return True

    @property
    def is_both_ways(self) -> bool:
        """Return True for a question about both directions: "between me and @maya"."""
        if self.verb or self.has_who or not self.names.keys() <= {Role.SUBJECT, Role.OBJECT, Role.OF}:
            return False
        named = [name for names in self.names.values() for name in names]
        return ME in named and len(named) > 1

    def find_direction(self) -> Direction:
        """Return the direction of the question; without any name it is about the reader."""
        givers, receivers = self._split_parties()
        reader = (ME,) if any(ME in named for named in self.names.values()) else ()
        match (givers in ([], [ME]), receivers in ([], [ME])):
            case (True, True):
                is_given = givers == [ME] or (self.verb is Verb.GAVE and receivers != [ME])
                return Direction(reader, is_given)
            case (True, False) if givers:
                return Direction(reader, is_given=True, counterparts=tuple(receivers))
            case (False, True) if receivers:
                return Direction(reader, is_given=False, counterparts=tuple(givers))
            case (True, False):
                return Direction(tuple(receivers), is_given=False)
            case (False, True):
                return Direction(tuple(givers), is_given=True)
        return Direction(tuple(givers), is_given=True, counterparts=tuple(receivers))

    def _list_names(self, role: Role) -> list[Name]:
        return self.names.get(role, [])

    def _split_parties(self) -> tuple[list[Name], list[Name]]:
        """Return who gave and who received; the asker is one of them where the question leaves it open."""
        givers, receivers = [*self._list_names(Role.FROM)], [*self._list_names(Role.TO)]
        subjects, objects, by = (
            self._list_names(Role.SUBJECT),
            self._list_names(Role.OBJECT),
            self._list_names(Role.BY),
        )
        of = self._list_names(Role.OF)
        if of and (self.verb is Verb.RECEIVED or receivers or (of == [ME] and self.verb)):
            givers += of
        elif of:
            subjects = [*subjects, *of]
        if self.verb is Verb.RECEIVED:
            return givers + objects, self._find_receivers(subjects, receivers + by)
        if self.is_who_subject:
            return givers, receivers + subjects + objects
        if by:
            return givers + by, receivers + subjects + objects
        if self.verb is Verb.GAVE:
            return self._find_given(subjects, objects, givers, receivers)
        return self._find_unsaid(subjects, givers, receivers)

    def _find_receivers(self, subjects: list[Name], receivers: list[Name]) -> list[Name]:
        """Return who received: those who are named, else the asker."""
        return (receivers + subjects) or [ME]

    def _find_given(
        self, subjects: list[Name], objects: list[Name], givers: list[Name], receivers: list[Name]
    ) -> tuple[list[Name], list[Name]]:
        if objects == [ME] and not subjects and not givers and not (self.has_object or self.has_who):
            return [ME], receivers
        receivers = receivers + objects
        if ME in subjects and len(subjects) > 1:
            # "was habe ich @maya gegeben"
            return [*givers, ME], receivers + [one for one in subjects if one != ME]
        givers = givers + subjects
        if not givers and not self.has_who and receivers != [ME]:
            givers = [ME]
        return givers, receivers

    def _find_unsaid(
        self, subjects: list[Name], givers: list[Name], receivers: list[Name]
    ) -> tuple[list[Name], list[Name]]:
        """Return the parties of a question without a verb: "@maya", "to @maya", "von mir an @maya"."""
        if not givers and not receivers:
            return [], subjects
        if not givers:
            givers = subjects or ([] if receivers == [ME] else [ME])
        elif not receivers:
            receivers = subjects or ([] if givers == [ME] else [ME])
        return givers, receivers
