"""Orders and questions are answered or asked back about, whoever they name, and never posted."""

from tests.scenarios.world import World

NOT_YOURS = "A person's history is theirs, so I can't show it."
NO_RANKING = "I keep words, not points, so no one is ranked: `/kudos history` shows what people wrote to you"

ASKED_BACK = [
    ("history @maya since last month", NOT_YOURS),
    ("@maya history", NOT_YOURS),
    ("@maya verlauf", NOT_YOURS),
    ("History @maya!", NOT_YOURS),
    ("wer dankte @maya", NOT_YOURS),
    ("show me what @maya got", NOT_YOURS),
    ("@backend history", NOT_YOURS),
    ("@maya given", NOT_YOURS),
    ("histroy @maya", "I don't know “histroy”, and nothing was posted. Did you mean `/kudos history`?"),
    ("report @maya", "I posted nothing. To report a shout-out, open its three dots"),
    ("melde @maya", "I posted nothing. To report a shout-out, open its three dots"),
    ("forget @maya", "I posted nothing. Only you can have your own name erased; `/kudos forget me`"),
    ("settings @maya", "“settings” reads like a request, so I posted nothing. `/kudos settings` does that"),
    ("@maya Einstellungen", "“Einstellungen” reads like a request, so I posted nothing."),
    ("delete @maya", "I posted and removed nothing. `/kudos undo` takes your latest thanks back"),
    ("stop @maya", "I posted nothing. `/kudos privacy` shows your choices"),
    ("block @backend", "I posted nothing. `/kudos privacy` shows your choices"),
    ("how do I undo my thanks to @maya?", "`/kudos undo` — takes your latest thanks back"),
    ("leaderboard @maya", NO_RANKING),
    ("@maya 10 points", NO_RANKING),
    ("how many thanks did @maya get", NO_RANKING),
    ("who got the most, @maya or @li?", NO_RANKING),
]


async def test_orders_with_names_are_never_posted(world: World) -> None:
    for typed, expected in ASKED_BACK:
        answer = await world.command("ana", "design", typed)
        assert expected in answer, typed
        assert world.posts("design") == [], typed
    assert world.direct("maya") == world.direct("li") == []
    assert world.calls("views.open") == []
    # What only begins like an order is thanks.
    await world.command("ana", "design", "history was great @maya")
    await world.command("ana", "design", "@maya top job")
    assert ["history was great" in text for text in world.texts("design")] == [True, False]


async def test_undo_withdraws_the_latest_recognition_of_the_named_users(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    await world.command("ana", "design", "@priya @li thanks for the colours")
    for typed in ("undo @maya", "@maya undo", "undo my thanks to @li", "lösche meinen Dank an @maya"):
        answer = await world.command("ana", "design", typed)
        assert "Your latest thanks went to Li Wei and Priya, so I undid nothing." in answer, typed
    assert len(world.posts("design")) == 2
    assert "is taken back." in await world.command("ana", "design", "undo @priya @li")
    assert "Your thanks to Maya is taken back." in await world.command(
        "ana", "design", "please undo my thanks to @maya"
    )
    assert world.posts("design") == []
    assert "nothing left to undo" in await world.command("ana", "design", "undo @maya")
    await world.command("jonas", "general", "@backend thanks for the quiet week")
    assert "is taken back." in await world.command("jonas", "general", "undo @backend")


ANSWERED = [
    ("leaderboard", NO_RANKING),
    ("top", NO_RANKING),
    ("stats", NO_RANKING),
    ("points", NO_RANKING),
    ("Rangliste", NO_RANKING),
    ("who got most", NO_RANKING),
    ("me", "for the sketches"),
    ("my history", "for the sketches"),
    ("received", "for the sketches"),
    ("given", "for the patience"),
    ("given since monday", "for the patience"),
    ("gegeben", "for the patience"),
    ("who thanked me?", "for the sketches"),
    ("search sketches", "for the sketches"),
    ("suche sketches", "for the sketches"),
    ("search cartography", "Nothing matches that."),
    ("?", "Here is what you can type:"),
    ("hello", "Hello, I'm Hearten."),
    ("what can you do", "Hello, I'm Hearten."),
    ("commands", "Here is what you can type:"),
    ("hilfe", "Here is what you can type:"),
    ("how do I thank somebody", "`/kudos @maya thanks for …`"),
    ("stop", "What I store about you"),
    ("leave me alone", "What I store about you"),
    ("delete my data", "You can erase your data here."),
    ("meine Daten löschen", "You can erase your data here."),
    ("report", "To report a shout-out, open its three dots"),
    ("delete", "`/kudos forget me`"),
    ("werte", "What we celebrate here:"),
]


async def test_all_else_is_understood_by_its_nearest_meaning(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    await world.command("maya", "design", "@ana thanks for the patience")
    for typed, expected in ANSWERED:
        assert expected in await world.command("maya", "design", typed), typed
    assert len(world.posts("design")) == 2
    assert world.calls("views.open") == []


async def test_a_word_that_is_no_filter_is_looked_for_and_dates_are_as_people_say_them(world: World) -> None:
    """It is Wednesday, 25 November, in Berlin, where Maya is, and in San Francisco, where Ana is."""
    await world.command("ana", "design", "@maya thanks for the launch party")
    await world.command("priya", "general", "@maya thanks for the tea")
    for typed, expected in [
        ("launch", {"launch"}),
        ("the launch party", {"launch"}),
        ("party launch", {"launch"}),
        ("launch since monday", {"launch"}),
        ("cartography", set()),
        ("today", {"launch", "tea"}),
        ("heute", {"launch", "tea"}),
        ("yesterday", set()),
        ("in november", {"launch", "tea"}),
        ("im november", {"launch", "tea"}),
        ("october", set()),
        ("since last week", {"launch", "tea"}),
        ("seit montag", {"launch", "tea"}),
        ("between 1 nov and 26 nov", {"launch", "tea"}),
        ("from october to november", {"launch", "tea"}),
        ("last friday", set()),
        ("from @ana", {"launch"}),
        ("from @ana today", {"launch"}),
        ("received from @priya", {"tea"}),
        ("from @li", set()),
    ]:
        answer = await world.command("maya", "general", f"history {typed}")
        assert {word for word in ("launch", "tea") if f"thanks for the {word}" in answer} == expected, typed
    for typed, expected_answer in [
        ("gievn", "Did you mean given? In quotes, I look for the word."),
        ("since novmber", "“novmber” is no date I can use. Did you mean november?"),
        ("since yesterday until 2026-01-01", "The dates are the wrong way round (2026-11-24 … 2026-01-01)."),
    ]:
        assert expected_answer in await world.command("maya", "general", f"history {typed}"), typed


async def test_given_history_about_a_user_is_readable_by_the_giver(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    await world.command("ana", "general", "quietly @maya thanks for the tea")
    await world.command("ana", "general", "@li @maya thanks for the launch")
    await world.command("ana", "general", "@priya thanks for the calm")
    await world.command("maya", "general", "@li thanks for the export")
    given = await world.command("ana", "general", "history given @maya")
    assert given.startswith("Thanks you gave to Maya, newest first:")
    assert [word in given for word in ("sketches", "tea", "launch", "calm", "export")] == [True] * 3 + [
        False
    ] * 2
    for typed in ("given to @maya", "what did I give @maya", "von mir an @maya", "to @maya"):
        assert await world.command("ana", "general", f"history {typed}") == given, typed
    # Maya is one of the backend's two.
    assert "calm" not in await world.command("ana", "general", "history given @backend")
    assert "haven't thanked Carol here yet" in await world.command("ana", "general", "history given @carol")
    assert "There is nothing from Maya to you yet." in await world.command(
        "ana", "general", "history from @maya"
    )
    for typed in ("@maya given", "given by @maya", "from @maya to @li", "@li from @maya"):
        assert NOT_YOURS in await world.command("ana", "general", f"history {typed}"), typed
    # A lead reads what Maya gave, and still nothing of what is between her and one other.
    await world.command("jonas", "general", "leads add @priya for @maya @li")
    assert "export" in await world.command("priya", "general", "history @maya given")
    assert NOT_YOURS in await world.command("priya", "general", "history @maya given to @li")
    assert "haven't thanked Maya here yet" in await world.command("priya", "general", "history given @maya")
    # The form keeps whom it is between.
    await world.press("ana", world.private("ana", "general")[-9], "change-question")
    view = world.form("ana")
    assert view
    filled = {name: entry for entries in view.values.values() for name, entry in entries.items()}
    assert filled["counterparts"]["selected_users"] == [world.who("maya")]
