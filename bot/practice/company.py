"""Brightside, the small company whose workspace one practises in."""

from __future__ import annotations

from importlib.resources import files

from bot.practice.workspace import Channel, Person, UserGroup, Workspace

TEAM = "T0BRIGHT1"
NORTHLIGHT = "T0NORTHL1"

ANA = Person("U0ANA0001", "ana", "Ana Ribeiro", TEAM, "Ana", "Product designer", "Europe/Lisbon")
MAYA = Person("U0MAYA001", "maya", "Maya Keller", TEAM, "Maya", "Software engineer", "Europe/Berlin")
LI = Person("U0LIWEI01", "li", "Li Wei", TEAM, "Li Wei", "Software engineer", "Asia/Singapore")
JONAS = Person(
    "U0JONAS01", "jonas", "Jonas Brandt", TEAM, "Jonas", "Engineering lead", "Europe/Berlin", is_admin=True
)
PRIYA = Person("U0PRIYA01", "priya", "Priya Nair", TEAM, "Priya", "Support lead", "Asia/Kolkata", "en-GB")
CAROL = Person(
    "U0CAROL01", "carol", "Carol Jensen", TEAM, "Carol", "Facilities and office", "America/New_York"
)
SAM = Person("U0SAM0001", "sam", "Sam Okafor", TEAM, "Sam", "Accountant, part-time", "America/New_York")
TOM = Person(
    "U0TOM0001",
    "tom",
    "Tom Hale",
    TEAM,
    "Tom",
    "Illustrator, freelance",
    "Europe/London",
    "en-GB",
    is_restricted=True,
    is_ultra_restricted=True,
)
LENA = Person("U0LENA001", "lena", "Lena Vogt", TEAM, "Lena", "Customer trainer", "Europe/Vienna", "de-DE")
ERIK = Person(
    "U0ERIK001", "erik", "Erik Lund", TEAM, "Erik", "Software engineer", "Europe/Stockholm", deleted=True
)
ROSA = Person(
    "U0ROSA001", "rosa", "Rosa Vidal", NORTHLIGHT, "Rosa", "Producer", "Europe/Madrid", is_stranger=True
)
BUILD_BOT = Person("U0BUILD01", "buildbot", "Build bot", TEAM, is_bot=True)
SLACKBOT = Person("USLACKBOT", "slackbot", "Slackbot", TEAM, "Slackbot")
HEARTEN = Person("U0HEARTEN", "hearten", "Hearten", TEAM, is_bot=True)

BUILD_BOT_ID = "B0BUILD01"
"""The `bot_id` of what the build server's webhook writes."""


def brightside() -> Workspace:
    """A new workspace: nine people, those around them, seven channels, two user groups, no messages.

    Hearten is in every channel but the private #leads, and not in the group message of Ana, Maya and Priya.
    Rosa, of the studio Northlight, is in the shared #northlight; Tom, a guest, is in #design alone; Erik has
    left the company. Lena reads Slack in German.
    """
    workspace = Workspace(
        "Brightside", "brightside", team_id=TEAM, app_id="A0HEARTEN", bot_id="B0HEARTEN", bot=HEARTEN
    )
    workspace.emoji.add("brightside", files("bot.practice").joinpath("pictures/brightside.png").read_bytes())
    workspace.emoji.add_alias("sunny-side", "brightside")
    workspace.add(ANA, MAYA, LI, JONAS, PRIYA, CAROL, SAM, LENA, TOM, ERIK, ROSA, BUILD_BOT, SLACKBOT)
    colleagues = {person.id for person in (ANA, MAYA, LI, JONAS, PRIYA, CAROL, SAM, LENA, HEARTEN)}
    engineers = {person.id for person in (MAYA, LI, JONAS)}
    workspace.add(
        Channel(
            "C0GENERAL",
            "general",
            "public",
            set(colleagues),
            "News for everyone, small and large",
            is_general=True,
        ),
        Channel(
            "C0DESIGN1",
            "design",
            "public",
            {ANA.id, MAYA.id, PRIYA.id, TOM.id, HEARTEN.id},
            "Sketches, drafts and second opinions",
        ),
        Channel(
            "C0ENGINE1",
            "engineering",
            "public",
            engineers | {ANA.id, PRIYA.id, BUILD_BOT.id, HEARTEN.id},
            "What we build and what broke",
        ),
        Channel(
            "C0SUPPORT",
            "support",
            "public",
            {PRIYA.id, MAYA.id, LI.id, ANA.id, LENA.id, HEARTEN.id},
            "What customers tell us",
        ),
        Channel(
            "C0NORTHL1",
            "northlight",
            "public",
            {ANA.id, JONAS.id, ROSA.id, HEARTEN.id},
            "The new website, with Northlight",
            is_ext_shared=True,
        ),
        Channel(
            "C0OFFICE1",
            "office-move",
            "private",
            {CAROL.id, SAM.id, JONAS.id, PRIYA.id, HEARTEN.id},
            "Floor plans, leases and boxes",
        ),
        Channel("C0LEADS01", "leads", "private", {JONAS.id, PRIYA.id}, "Jonas and Priya"),
        Channel("C0DRAFTS1", "mpdm-ana--maya--priya-1", "mpim", {ANA.id, MAYA.id, PRIYA.id}),
    )
    workspace.add(
        UserGroup("S0BACKEND", "backend", "Back end", [MAYA.id, LI.id, JONAS.id]),
        UserGroup("S0OFFICE1", "office", "Office and accounts", [CAROL.id, SAM.id]),
    )
    return workspace
