"""What people type, and how it is read: the same by command, in a mention, and in a direct message.

In the tables `@maya`, `@li`, `@tom` and `@bob` are mentions, `@ops` is a user group.
"""

import re

import pytest

from bot.domain.commands.addressed_text import extract_addressed_text, normalize_addressed_text
from bot.domain.commands.command import (
    Command,
    Doubt,
    DoubtfulGiveCommand,
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
)
from bot.domain.commands.parser import parse
from bot.domain.commands.recognition import parse_text
from bot.domain.ids import UserId
from tests.domain.commands.typing import VALUES

MENTIONS = {"maya": "<@U1>", "li": "<@U2>", "tom": "<@U3>", "bob": "<@U4>", "ops": "<!subteam^S1>"}
IDS = {"maya": "U1", "li": "U2", "tom": "U3", "bob": "U4", "ops": "S1"}
_NAME = re.compile(r"@(maya|li|tom|bob|ops)")


def markup(typed: str) -> str:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NAME.sub(lambda match: MENTIONS[match[1]], escaped)


def readings(typed: str) -> dict[str, Command]:
    """What it means by each way."""
    text = markup(typed)
    mentioned = extract_addressed_text(f"<@UBOT> {text}", UserId("UBOT"))
    assert mentioned is not None
    return {
        "command": parse(text, VALUES),
        "mention": parse(mentioned, VALUES),
        "direct message": parse(normalize_addressed_text(text), VALUES),
    }


def named(give: GiveCommand) -> str:
    """The names of those who are thanked."""
    ids = {*give.users, *give.groups}
    return " ".join(name for name, one in IDS.items() if one in ids)


PUBLIC: list[tuple[str, str, str]] = [
    # Names first, whatever joins them.
    ("@maya thanks", "maya", "thanks"),
    ("@maya thanks for the sketches", "maya", "thanks for the sketches"),
    ("@maya danke für die Skizzen", "maya", "danke für die Skizzen"),
    ("@maya for the sketches", "maya", "for the sketches"),
    ("@maya für die Skizzen", "maya", "für die Skizzen"),
    ("@maya was great", "maya", "was great"),
    ("@maya @li thanks", "maya li", "thanks"),
    ("@maya,@li,@tom thanks", "maya li tom", "thanks"),
    ("@maya, @li and @tom thanks", "maya li tom", "thanks"),
    ("@maya and also @li thanks", "maya li", "thanks"),
    ("@maya adn @li thanks", "maya li", "thanks"),
    ("@maya udn @li danke", "maya li", "danke"),
    ("@maya as well as @li thanks", "maya li", "thanks"),
    ("@maya plus @li thanks", "maya li", "thanks"),
    ("@maya together with @li thanks", "maya li", "thanks"),
    ("@maya & @li + @tom thanks", "maya li tom", "thanks"),
    ("@maya / @li ; @tom | @bob thanks", "maya li tom bob", "thanks"),
    ("@maya、@li・@tom thanks", "maya li tom", "thanks"),
    ("@maya\u00a0@li\u200b@tom\u2060@bob thanks", "maya li tom bob", "thanks"),
    ("@maya\u3000@li thanks", "maya li", "thanks"),
    ("@maya – @li thanks", "maya li", "thanks"),
    ("@maya 🎉 @li thanks", "maya li", "thanks"),
    ("@maya :tada: @li thanks", "maya li", "thanks"),
    ("@maya und @li danke", "maya li", "danke"),
    ("@maya und auch @li danke", "maya li", "danke"),
    ("@maya sowie @li danke", "maya li", "danke"),
    ("@maya, @li u. @tom danke", "maya li tom", "danke"),
    ("@maya zusammen mit @li danke", "maya li", "danke"),
    ("@maya et @li merci", "maya li", "merci"),
    ("@maya ainsi que @li merci", "maya li", "merci"),
    ("@maya y @li gracias", "maya li", "gracias"),
    ("@maya e @li grazie", "maya li", "grazie"),
    ("@maya og @li tak", "maya li", "tak"),
    ("@maya och @li tack", "maya li", "tack"),
    ("@maya en @li bedankt", "maya li", "bedankt"),
    ("@maya oraz @li dzięki", "maya li", "dzięki"),
    ("@maya と @li ありがとう", "maya li", "ありがとう"),
    ("@maya さんと @li さん、ありがとう", "maya li", "ありがとう"),
    ("@mayaさん ありがとうございます", "maya", "ありがとうございます"),
    ("@maya和@li 谢谢", "maya li", "谢谢"),
    ("@maya\n@li\nthanks", "maya li", "thanks"),
    ("@maya and @ops thanks", "maya ops", "thanks"),
    ("and @maya thanks", "maya", "thanks"),
    ("(@maya @li) thanks", "maya li", "thanks"),
    ("(@maya) and (@li) thanks", "maya li", "thanks"),
    # Joining words that begin the sentence stay.
    ("@maya e-mail was great", "maya", "e-mail was great"),
    ("@maya y todo bien", "maya", "y todo bien"),
    ("@maya en route, thanks", "maya", "en route, thanks"),
    ("@maya and the whole team were great", "maya", "and the whole team were great"),
    ("@maya und das ganze Team waren toll", "maya", "und das ganze Team waren toll"),
    ("@maya et al. saved us", "maya", "et al. saved us"),
    ("@tom-led effort was great", "tom", "@tom-led effort was great"),
    ("@maya a true hero", "maya", "a true hero"),
    # Emoji stay whole.
    ("@maya :tada: thanks", "maya", ":tada: thanks"),
    ("@maya: :tada: thanks", "maya", ":tada: thanks"),
    ("@maya :+1: thanks", "maya", ":+1: thanks"),
    ("@maya 🎉 thanks", "maya", "🎉 thanks"),
    ("@maya 👩‍👩‍👧 thanks", "maya", "👩‍👩‍👧 thanks"),
    (":tada: @maya thanks", "maya", ":tada: thanks"),
    ("🎉 thanks @maya for it", "maya", "🎉 thanks for it"),
    ("@maya :) thanks", "maya", ":) thanks"),
    ("@maya <3 thanks", "maya", "&lt;3 thanks"),
    # Punctuation goes.
    ("@maya: thanks", "maya", "thanks"),
    ("@maya, thanks", "maya", "thanks"),
    ("@maya - thanks", "maya", "thanks"),
    ("@maya → thanks", "maya", "thanks"),
    ("@maya a quiet force for good, thanks", "maya", "a quiet force for good, thanks"),
    ("@maya a private tutor for all of us, thanks", "maya", "a private tutor for all of us, thanks"),
    ("@maya « merci »", "maya", "« merci »"),
    ("@maya worked with @li for weeks, thanks", "maya", "worked with @li for weeks, thanks"),
    ("@maya thanks! Nobody else could have done it", "maya", "thanks! Nobody else could have done it"),
    (
        "@maya thanks for closing the gap between us and them",
        "maya",
        "thanks for closing the gap between us and them",
    ),
    ("@maya — thanks", "maya", "thanks"),
    ("@maya –thanks", "maya", "thanks"),
    ("@maya ! thanks", "maya", "thanks"),
    ("@maya!!! thanks", "maya", "thanks"),
    ("@maya. thanks", "maya", "thanks"),
    ("@maya … thanks", "maya", "thanks"),
    ("@maya ... thanks", "maya", "thanks"),
    ("@maya; thanks", "maya", "thanks"),
    ("@maya > thanks", "maya", "thanks"),
    ("@maya -> thanks", "maya", "thanks"),
    ("@maya => thanks", "maya", "thanks"),
    ("@maya • thanks", "maya", "thanks"),
    ("@maya / thanks", "maya", "thanks"),
    ("@maya | thanks", "maya", "thanks"),
    ("@maya ~ thanks", "maya", "thanks"),
    ("@maya ) thanks", "maya", "thanks"),
    ("@maya，thanks", "maya", "thanks"),
    ("*@maya* thanks", "maya", "thanks"),
    ("_@maya_ thanks", "maya", "thanks"),
    ("~@maya~ thanks", "maya", "thanks"),
    ("*_@maya_* thanks", "maya", "thanks"),
    ("*@maya @li* thanks", "maya li", "thanks"),
    ("*@maya*, *@li*: thanks", "maya li", "thanks"),
    ("[@maya] thanks", "maya", "thanks"),
    ('"@maya" for it', "maya", "for it"),
    ("“@maya” for it", "maya", "for it"),
    ("„@maya“ für alles", "maya", "für alles"),
    ("'@maya' thanks", "maya", "thanks"),
    ("- @maya thanks", "maya", "thanks"),
    ("(@maya thanks)", "maya", "thanks"),
    ('"@maya thanks for all"', "maya", "thanks for all"),
    ("*@maya thanks for all*", "maya", "*thanks for all*"),
    ("*Thanks @maya* for the review", "maya", "*Thanks* for the review"),
    ("@maya *huge* thanks", "maya", "*huge* thanks"),
    ("@maya (really) thanks", "maya", "(really) thanks"),
    ('@maya "you rock"', "maya", '"you rock"'),
    ("@maya +1 for the review", "maya", "+1 for the review"),
    ("@maya -1 bug, thanks", "maya", "-1 bug, thanks"),
    # Thanks before the names.
    ("thanks @maya for the review", "maya", "thanks for the review"),
    ("Thank you so much @maya for it", "maya", "Thank you so much for it"),
    ("thanks @maya so much for it", "maya", "thanks so much for it"),
    ("thanks a lot @maya for it", "maya", "thanks a lot for it"),
    ("thx @maya for it", "maya", "thx for it"),
    ("thnaks @maya for it", "maya", "thnaks for it"),
    ("kudos to @maya for it", "maya", "kudos for it"),
    ("big thanks to @maya and @li for the build", "maya li", "big thanks for the build"),
    ("A big thank you to @maya for it", "maya", "A big thank you for it"),
    ("shout-out to @maya and to @li for it", "maya li", "shout-out for it"),
    ("thanks @maya, thanks @li for the build", "maya li", "thanks for the build"),
    ("hats off to @maya for the calm", "maya", "hats off for the calm"),
    ("danke @maya für alles", "maya", "danke für alles"),
    ("Danke an @maya und @li für den Umzug", "maya li", "Danke für den Umzug"),
    ("vielen Dank @maya für alles", "maya", "vielen Dank für alles"),
    ("Ein riesiges Dankeschön geht an @maya für den Umzug", "maya", "Ein riesiges Dankeschön für den Umzug"),
    ("Danke @maya, dass du da warst", "maya", "Danke, dass du da warst"),
    ("Danke @maya, du bist super", "maya", "Danke, du bist super"),
    ("merci @maya pour tout", "maya", "merci pour tout"),
    ("gracias @maya por todo", "maya", "gracias por todo"),
    ("obrigado @maya por tudo", "maya", "obrigado por tudo"),
    ("thanks @maya, you saved the day", "maya", "thanks, you saved the day"),
    ("thanks @maya! You saved the day", "maya", "thanks! You saved the day"),
    ("thanks @maya – you saved the day", "maya", "thanks – you saved the day"),
    ("thanks @maya - for the review", "maya", "thanks for the review"),
    ("thanks @maya\nfor all of it", "maya", "thanks\nfor all of it"),
    ("thanks @maya thank you for it", "maya", "thank you for it"),
    ("Hi @maya, thanks for it", "maya", "thanks for it"),
    ("Liebe @maya, danke für alles", "maya", "danke für alles"),
    ("Hallo zusammen, danke @maya für alles", "maya", "danke für alles"),
    ("please thank @maya for it", "maya", "for it"),
    ("can you thank @maya for it", "maya", "for it"),
    ("I want to thank @maya for it", "maya", "for it"),
    ("say thanks to @maya for it", "maya", "for it"),
    ("bitte danke @maya für alles", "maya", "danke für alles"),
    ("to @maya for the help", "maya", "for the help"),
    ("for @maya: great job", "maya", "great job"),
    ("an @maya für die Hilfe", "maya", "für die Hilfe"),
    ("für @maya: super gemacht", "maya", "super gemacht"),
    ("à @maya pour tout", "maya", "pour tout"),
    ("give @maya kudos for it", "maya", "kudos for it"),
    # What is a tribute is for those who are named next.
    ("kudos for @maya for fixing the build", "maya", "kudos for fixing the build"),
    ("props for @maya and @li for the demo", "maya li", "props for the demo"),
    ("a round of applause for @maya for the demo", "maya", "a round of applause for the demo"),
    ("three cheers for @maya for the demo", "maya", "three cheers for the demo"),
    ("thumbs up for @maya for the demo", "maya", "thumbs up for the demo"),
    ("Lob für @maya für die Demo", "maya", "Lob für die Demo"),
    ("Dank an @maya für die Hilfe", "maya", "Dank für die Hilfe"),
    ("ein großer Dank an @maya und @li für alles", "maya li", "ein großer Dank für alles"),
    ("Lob und Dank an @maya für die Geduld", "maya", "Lob und Dank für die Geduld"),
    ("Applaus für @maya für die Demo", "maya", "Applaus für die Demo"),
    ("un aplauso para @maya por la demo", "maya", "un aplauso por la demo"),
    ("both @maya and @li thanks for it", "maya li", "thanks for it"),
    ("beide, @maya und @li, danke für alles", "maya li", "danke für alles"),
    ("dile gracias a @maya por la demo", "maya", "por la demo"),
    ("/kudos @maya thanks for it", "maya", "thanks for it"),
    # The sentence needs the names.
    ("give @maya a big hug", "maya", "give @maya a big hug"),
    ("give @maya a big hug for it", "maya", "give @maya a big hug for it"),
    ("tell @maya she rocks", "maya", "tell @maya she rocks"),
    ("tell @maya that she rocks", "maya", "tell @maya that she rocks"),
    ("thanks @maya you saved the day", "maya", "thanks @maya you saved the day"),
    ("thanks to @maya we made it", "maya", "thanks to @maya we made it"),
    ("Dank @maya läuft alles wieder", "maya", "Dank @maya läuft alles wieder"),
    ("ich möchte @maya danken", "maya", "ich möchte @maya danken"),
    ("@tom's help was great", "tom", "@tom's help was great"),
    ("@tom’s help was great", "tom", "@tom’s help was great"),
    ("@tom 's help was great", "tom", "@tom 's help was great"),
    ("@toms Hilfe war super", "tom", "@toms Hilfe war super"),
    ("@maya and @li's help was great", "maya li", "@maya and @li's help was great"),
    ("@maya's and @li's help was great", "maya li", "@maya's and @li's help was great"),
    ("@mayaの資料、とても助かりました", "maya", "@mayaの資料、とても助かりました"),
    ("great work @maya", "maya", "great work @maya"),
    ("gut gemacht @maya", "maya", "gut gemacht @maya"),
    ("great work today @maya", "maya", "great work today @maya"),
    ("well done @maya and @li!", "maya li", "well done @maya and @li!"),
    # Users named behind "for", "because", "who" … belong to the text.
    ("thanks @maya for covering for @bob", "maya", "thanks for covering for @bob"),
    ("@maya thanks for helping @bob and @tom", "maya", "thanks for helping @bob and @tom"),
    ("@maya because she helped @bob", "maya", "because she helped @bob"),
    ("thanks @maya who stood in for @bob", "maya", "thanks @maya who stood in for @bob"),
    ("thanks to @maya who helped", "maya", "thanks to @maya who helped"),
    ("thanks @maya, who helped", "maya", "thanks who helped"),
    ("danke @maya, wenn du hilfst, ist alles leicht", "maya", "danke, wenn du hilfst, ist alles leicht"),
    ("when the server broke @maya stayed", "maya", "when the server broke @maya stayed"),
    ("danke @maya für die Vertretung von @bob", "maya", "danke für die Vertretung von @bob"),
    ("danke @maya, weil du @bob geholfen hast", "maya", "danke, weil du @bob geholfen hast"),
    ("@maya thanks, also to @tom", "maya", "thanks, also to @tom"),
    ("@maya thanks for the build. @li agrees", "maya", "thanks for the build. @li agrees"),
    # Users at the end, if the text names none before.
    ("thanks for the review @maya", "maya", "thanks for the review @maya"),
    ("thanks for the review, @maya!", "maya", "thanks for the review, @maya!"),
    ("thanks for the review @maya @li", "maya li", "thanks for the review @maya @li"),
    ("thanks for everything! @maya", "maya", "thanks for everything! @maya"),
    ("thanks for all @maya", "maya", "thanks for all @maya"),
    ("thanks for the meeting @maya", "maya", "thanks for the meeting @maya"),
    ("thanks for your help and patience @maya 🎉", "maya", "thanks for your help and patience @maya 🎉"),
    ("danke für alles @maya", "maya", "danke für alles @maya"),
    ("danke, dass du da warst, @maya", "maya", "danke, dass du da warst, @maya"),
    ("danke fürs Einspringen @maya", "maya", "danke fürs Einspringen @maya"),
    ("thanks for covering for @bob yesterday @maya", "maya", "thanks for covering for @bob yesterday @maya"),
    # Names inside a sentence.
    ("the review was great, @maya", "maya", "the review was great, @maya"),
    ("history was great @maya", "maya", "history was great @maya"),
    ("Great week! Thanks @maya for the build", "maya", "Great week! Thanks @maya for the build"),
    (
        "the launch went well thanks to @maya and @li",
        "maya li",
        "the launch went well thanks to @maya and @li",
    ),
    ("without @maya we'd be lost", "maya", "without @maya we'd be lost"),
    # Words about quiet and private things belong to the text.
    ("@maya thanks for the quiet week", "maya", "thanks for the quiet week"),
    ("@maya for quietly fixing it", "maya", "for quietly fixing it"),
    ("@maya danke für die leise Art", "maya", "danke für die leise Art"),
    ("@maya danke, dass du heimlich geholfen hast", "maya", "danke, dass du heimlich geholfen hast"),
    ("@maya thanks for the private lesson", "maya", "thanks for the private lesson"),
    ("@maya for the anonymous survey", "maya", "for the anonymous survey"),
    ("@maya thanks for not posting it", "maya", "thanks for not posting it"),
    ("@maya thanks, you never post nonsense", "maya", "thanks, you never post nonsense"),
    ("@maya thanks – no doubt the best public speaker", "maya", "thanks – no doubt the best public speaker"),
    (
        "@maya thanks! Please don't forget the announcement",
        "maya",
        "thanks! Please don't forget the announcement",
    ),
    ("I forget how to thank @maya enough", "maya", "I forget how to thank @maya enough"),
    (
        "@maya thanks, no one explains the public API better",
        "maya",
        "thanks, no one explains the public API better",
    ),
    (
        "@maya danke, ohne dich wäre der Kanal tot",
        "maya",
        "danke, ohne dich wäre der Kanal tot",
    ),
    ("@maya price negotiation was great, thanks", "maya", "price negotiation was great, thanks"),
    ("@maya quite simply the best", "maya", "quite simply the best"),
    ("@maya still the best", "maya", "still the best"),
    ("@maya quickly fixed it", "maya", "quickly fixed it"),
    ("@maya Q&A session was great", "maya", "Q&A session was great"),
    ("Thanks to @maya and everyone for it", "maya", "Thanks to @maya and everyone for it"),
    ("danke @maya und allen anderen für alles", "maya", "danke @maya und allen anderen für alles"),
    ("1. @maya thanks for it", "maya", "thanks for it"),
]


@pytest.mark.parametrize(("typed", "people", "words"), PUBLIC)
def test_thanks(typed: str, people: str, words: str) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, GiveCommand), way
        assert (named(meaning), meaning.text) == (people, markup(words).replace("&amp;lt;", "&lt;")), way
        assert not meaning.is_private, way
        assert not meaning.is_anonymous, way


VALUES_NAMED: list[tuple[str, str, str]] = [
    ("@maya :handshake: for the help", "collaboration", ":handshake: for the help"),
    ("@maya 🤝 for the help", "collaboration", "🤝 for the help"),
    ("@maya 🤝🏽 for the help", "collaboration", "🤝🏽 for the help"),
    ("@maya :handshake::skin-tone-3: for the help", "collaboration", ":handshake::skin-tone-3: for the help"),
    ("@maya: :bulb: thanks", "creativity", ":bulb: thanks"),
    (":handshake: @maya thanks", "collaboration", ":handshake: thanks"),
    ("@maya 🤝 @li thanks", "collaboration", "thanks"),
    ("@maya great work #collaboration", "collaboration", "great work"),
    ("@maya great work ＃collaboration", "collaboration", "great work"),
    ("@maya great work ﹟collaboration", "collaboration", "great work"),
    ("@maya great work #ｃollaboration", "collaboration", "great work"),
    ("@maya great work # collaboration", "collaboration", "great work"),
    ("@maya great work ## Collaboration", "collaboration", "great work"),
    ("@maya great work #\u200bcollaboration", "collaboration", "great work"),
    ("@maya great work #Collaboration!", "collaboration", "great work!"),
    ("@maya great work #collaboration.", "collaboration", "great work."),
    ("@maya great work #creativity#collaboration", "creativity collaboration", "great work"),
    ("@maya great work #creativity/#collaboration", "creativity collaboration", "great work"),
    ("@maya great work #creativity, #collaboration", "creativity collaboration", "great work"),
    ("@maya great work #creativity and #collaboration", "creativity collaboration", "great work"),
    ("@maya super Arbeit #creativity und #collaboration", "creativity collaboration", "super Arbeit"),
    ("@maya #collaboration: great work", "collaboration", "great work"),
    ("#collaboration @maya great work", "collaboration", "great work"),
    ("＃collaboration: @maya great work", "collaboration", "great work"),
    ("@maya great #idea work", "creativity", "great #idea work"),
    ("@maya (#collaboration) great work", "collaboration", "great work"),
    ("@maya # heading and thanks", "", "# heading and thanks"),
    ("@maya our great #1 and C# and a#collab", "", "our great #1 and C# and a#collab"),
    ("thanks @maya for the fix #solution", "problem-solving", "thanks for the fix"),
    (
        "thanks for the fix #problem solving @maya",
        "problem-solving",
        "thanks for the fix #problem solving @maya",
    ),
    ("@maya thanks (#collaboration)", "collaboration", "thanks"),
    ("@maya thanks “#collaboration”", "collaboration", "thanks"),
    ("@maya thanks \\#collaboration", "collaboration", "thanks"),
    ("@maya thanks (again) #collaboration", "collaboration", "thanks (again)"),
]


@pytest.mark.parametrize(("typed", "values", "words"), VALUES_NAMED)
def test_values(typed: str, values: str, words: str) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, GiveCommand), way
        assert (" ".join(meaning.values), meaning.text) == (values, markup(words)), way


PRIVATE: list[tuple[str, str]] = [
    ("-p @maya thanks for it", "thanks for it"),
    ("give @maya a private thank you for listening", "thank you for listening"),
    ("send @maya a dm: thanks for it", "thanks for it"),
    ("gib @maya ein leises Danke für alles", "Danke für alles"),
    ("gib @maya ein privates Danke für alles", "Danke für alles"),
    ("ein vertrauliches Dankeschön an @maya für alles", "Dankeschön für alles"),
    ("schick @maya einen diskreten Dank für alles", "Dank für alles"),
    ("@maya -p thanks for it", "thanks for it"),
    ("@maya not public: thanks", "thanks"),
    ("@maya nicht öffentlich: danke", "danke"),
    *(
        (f"{word} @maya thanks for it", "thanks for it")
        for word in ("quietly", "Quiet", "privately", "private")
    ),
    *(
        (f"{word} @maya thanks for it", "thanks for it")
        for word in ("in private", "secretly", "in confidence")
    ),
    *(
        (f"{word} @maya thanks for it", "thanks for it")
        for word in ("discreetly", "off the record", "dm", "DM:")
    ),
    *(
        (f"{word} @maya thanks for it", "thanks for it")
        for word in ("just between us,", "only for", "🤫", "--private")
    ),
    *(
        (f"{word} @maya thanks for it", "thanks for it")
        for word in ("(private)", "[quiet]", "#private", "via DM")
    ),
    *(
        (f"{word} @maya thanks for it", "thanks for it")
        for word in ("privatly", "quitely", "quielty", "privatley")
    ),
    *((f"{word} @maya danke für alles", "danke für alles") for word in ("leise", "heimlich", "vertraulich")),
    *(
        (f"{word} @maya danke für alles", "danke für alles")
        for word in ("privat", "im Vertrauen", "unter uns")
    ),
    *(
        (f"{word} @maya danke für alles", "danke für alles")
        for word in ("nur für", "nicht öffentlich", "diskret")
    ),
    *(
        (f"{word} @maya danke für alles", "danke für alles")
        for word in ("vertaulich", "heimlch", "unter vier Augen")
    ),
    *(
        (f"@maya {word} thanks for it", "thanks for it")
        for word in ("quietly", "quietly,", "in private:", "(private)")
    ),
    *(
        (f"@maya {word} thanks for it", "thanks for it")
        for word in ("*quietly*", "privatly", "please privately:")
    ),
    *(
        (f"@maya {word} danke für alles", "danke für alles")
        for word in ("leise", "nur für dich:", "vertraulich –")
    ),
    ("@maya quietly for the help", "for the help"),
    ("@maya, quietly, for the help", "for the help"),
    ("@maya thanks for it (private)", "thanks for it"),
    ("@maya thanks for it, privately", "thanks for it"),
    ("@maya 🔒 thanks for it", "thanks for it"),
    ("@maya thanks for it - just between us", "thanks for it"),
    ("@maya thanks for it. In private!", "thanks for it"),
    ("@maya danke dafür, unter uns", "danke dafür"),
    ("@maya thanks for it (quietly please).", "thanks for it"),
    ("@maya thanks for it #private", "thanks for it"),
    ("@maya danke für alles (nur für dich)", "danke für alles"),
    ("thanks quietly to @maya for it", "thanks for it"),
    ("privately thank @maya for it", "for it"),
    ("please privately thank @maya for it", "for it"),
    ("thank @maya privately for it", "for it"),
    ("a quiet thank you to @maya for it", "thank you for it"),
    ("quietly give @maya a big hug", "give @maya a big hug"),
    ("en privé @maya merci pour tout", "merci pour tout"),
    ("en secreto @maya gracias por todo", "gracias por todo"),
    ("in privato @maya grazie di tutto", "grazie di tutto"),
    ("こっそり @maya ありがとう", "ありがとう"),
    ("@maya thanks, don't tell anyone", "thanks"),
    ("don't show this to anyone @maya thanks for it", "thanks for it"),
    ("@maya thanks for it (keep it secret)", "thanks for it"),
    ("@maya danke, nicht weitersagen", "danke"),
    ("sag es niemandem: @maya danke für alles", "danke für alles"),
    ("nur @maya soll das lesen: danke für alles", "danke für alles"),
    ("only @maya should see this: thanks for it", "thanks for it"),
    ("-q @maya thanks for it", "thanks for it"),
    ("@maya -q thanks for it", "thanks for it"),
    ("@maya thanks for it -q", "thanks for it"),
    ("--quiet @maya thanks for it", "thanks for it"),
    ("q @maya thanks for it", "thanks for it"),
    ("per DN @maya danke für alles", "danke für alles"),
    ("via DN @maya danke für alles", "danke für alles"),
    ("priv @maya thanks for it", "thanks for it"),
    ("pvt: @maya thanks for it", "thanks for it"),
    ("discrete @maya thanks for it", "thanks for it"),
    ("@maya (only visible to you) thanks for it", "thanks for it"),
    ("1-on-1 @maya thanks for it", "thanks for it"),
    ("@maya hush-hush: thanks for it", "thanks for it"),
    ("behind closed doors @maya thanks for it", "thanks for it"),
    ("@maya nur für dich sichtbar: danke für alles", "danke für alles"),
    ("en voz baja @maya gracias por todo", "gracias por todo"),
]


@pytest.mark.parametrize(("typed", "words"), PRIVATE)
def test_wish_for_discretion_makes_it_private(typed: str, words: str) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, GiveCommand), way
        shown = meaning.text.removeprefix("🤫 ")
        assert (named(meaning), shown, meaning.is_private) == ("maya", markup(words), True), way
        assert not meaning.is_anonymous, way


ANONYMOUS = [
    *("anonymous @maya thanks for it", "anonymously @maya thanks for it", "anonym @maya danke für alles"),
    *("@maya anonymously thanks for it", "@maya anonymously for the help", "@maya (anonymous) thanks for it"),
    *("anonymous thanks to @maya for it", "anonymus @maya thanks for it", "no name @maya thanks for it"),
    *(
        "without my name @maya thanks for it",
        "ohne meinen Namen @maya danke für alles",
        "anonyme @maya merci",
    ),
    *("@maya thanks for it (anonymous)", "@maya thanks for it #anonymous", "thank @maya anonymously for it"),
    "@maya thanks (don't say it's from me)",
    "@maya thanks, from an anonymous fan",
]


@pytest.mark.parametrize("typed", ANONYMOUS)
def test_thanks_without_a_name_need_an_answer(typed: str) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, GiveCommand), way
        assert (named(meaning), meaning.is_anonymous, meaning.is_private) == ("maya", True, True), way
        assert "anon" not in meaning.text, way


ASKED: list[tuple[str, Doubt, str]] = [
    ("@maya quietly fixed it", Doubt.DISCREET, "maya"),
    # A text that ends with a wish for discretion is never public.
    ("@maya thanks, please don't post this publicly", Doubt.DISCREET, "maya"),
    ("@maya thanks! nobody else needs to know about it", Doubt.DISCREET, "maya"),
    ("@maya thanks for your help and keep it to yourself please", Doubt.DISCREET, "maya"),
    ("@maya thanks for listening, off the record of course", Doubt.DISCREET, "maya"),
    ("@maya danke, aber bitte nur unter uns", Doubt.DISCREET, "maya"),
    ("@maya danke, das muss ja sonst niemand wissen", Doubt.DISCREET, "maya"),
    ("@maya danke fürs Zuhören, sag's bitte nicht weiter und lieber privat schicken", Doubt.DISCREET, "maya"),
    ("@maya just wanted to say thanks without everyone seeing it", Doubt.DISCREET, "maya"),
    ("@maya thanks but I don't want the team to see this", Doubt.DISCREET, "maya"),
    ("@maya danke, ohne dass es alle sehen", Doubt.DISCREET, "maya"),
    ("@maya danke. Nicht für die Öffentlichkeit.", Doubt.DISCREET, "maya"),
    ("@maya thanks from a secret admirer", Doubt.DISCREET, "maya"),
    ("@maya thanks, no need to announce it", Doubt.DISCREET, "maya"),
    ("@maya thanks for it. No shout-out please", Doubt.DISCREET, "maya"),
    ("@maya thanks for the demo but please no post in the channel", Doubt.DISCREET, "maya"),
    ("@maya thanks (from someone who prefers not to be named)", Doubt.DISCREET, "maya"),
    ("@maya thanks, from a fan who stays unnamed", Doubt.DISCREET, "maya"),
    ("@maya danke, bitte nicht im Channel posten", Doubt.DISCREET, "maya"),
    ("@maya danke, aber bitte keine Erwähnung im Channel", Doubt.DISCREET, "maya"),
    ("@maya merci, mais sans l'annoncer", Doubt.DISCREET, "maya"),
    ("@maya merci, mais reste discret", Doubt.DISCREET, "maya"),
    ("@maya gracias, sin anunciarlo en el canal", Doubt.DISCREET, "maya"),
    ("personally @maya thanks for it", Doubt.DISCREET, "maya"),
    ("persönlich @maya danke für alles", Doubt.DISCREET, "maya"),
    ("@maya danke, sag nicht, dass es von mir ist", Doubt.DISCREET, "maya"),
    ("send @maya a private note: thanks for listening", Doubt.DISCREET, "maya"),
    ("envoie à @maya un merci privé", Doubt.DISCREET, "maya"),
    ("@maya gracias por todo en privado", Doubt.DISCREET, "maya"),
    ("@maya merci, garde ça pour toi", Doubt.DISCREET, "maya"),
    ("@maya gracias, que quede entre nosotros", Doubt.DISCREET, "maya"),
    # Who else is meant is asked.
    ("@maya mit @li danke", Doubt.SEVERAL, "maya li"),
    ("@maya with @li thanks", Doubt.SEVERAL, "maya li"),
    ("@maya w/ @li thanks", Doubt.SEVERAL, "maya li"),
    ("@maya avec @li merci", Doubt.SEVERAL, "maya li"),
    ("@maya con @li gracias", Doubt.SEVERAL, "maya li"),
    ("@maya mais aussi @li merci", Doubt.SEVERAL, "maya li"),
    ("@maya and of course @li for the launch", Doubt.SEVERAL, "maya li"),
    ("@maya thanks! @li too!", Doubt.SEVERAL, "maya li"),
    ("@maya thanks and thanks @li", Doubt.SEVERAL, "maya li"),
    ("@maya merci, et merci @li aussi", Doubt.SEVERAL, "maya li"),
    (
        "thanks @maya for the intro to @li. @tom thanks for the room",
        Doubt.SEVERAL,
        "maya li tom",
    ),
    ("@maya you rock, @li you too", Doubt.SEVERAL, "maya li"),
    ("@maya danke für alles, @li auch", Doubt.SEVERAL, "maya li"),
    ("@maya merci pour tout. @li aussi.", Doubt.SEVERAL, "maya li"),
    ("@maya private lessons are the best", Doubt.DISCREET, "maya"),
    ("@maya heimlich die Beste", Doubt.DISCREET, "maya"),
    ("@maya anonymous feedback was great", Doubt.DISCREET, "maya"),
    ("secret santa was great @maya", Doubt.DISCREET, "maya"),
    ("privately I think @maya is the best", Doubt.DISCREET, "maya"),
    ("thanks for the talk privately @maya", Doubt.DISCREET, "maya"),
    ("thanks for the talk, @maya (private)", Doubt.DISCREET, "maya"),
    ("thanks for covering for @bob", Doubt.WHO, ""),
    ("thanks for covering for @bob @maya", Doubt.WHO, "maya"),
    ("thanks for helping @bob, @maya", Doubt.WHO, "maya"),
    ("thanks for the help you gave @bob", Doubt.WHO, ""),
    ("thanks for @bob", Doubt.WHO, "bob"),
    ("danke für @bob", Doubt.WHO, "bob"),
    ("danke für die Vertretung von @bob", Doubt.WHO, ""),
    ("danke, dass du @bob geholfen hast", Doubt.WHO, "bob"),
    ("what a launch! @maya did the design, @li the build", Doubt.WHO, "maya li"),
    ("thanks @maya for X and @li for Y", Doubt.SEVERAL, "maya li"),
    ("thanks @maya for X, @li for Y", Doubt.SEVERAL, "maya li"),
    ("danke @maya für X und @li für Y", Doubt.SEVERAL, "maya li"),
    ("thanks @maya for X. Thanks @li!", Doubt.SEVERAL, "maya li"),
    ("@maya thanks for it.\n@li will agree", Doubt.SEVERAL, "maya li"),
    ("@maya thanks for saying thanks to @bob", Doubt.SEVERAL, "maya bob"),
    ("anonymous thanks to @maya for X. Thanks @li for Y", Doubt.SEVERAL, "maya li"),
    ("isn't the work of @maya great?", Doubt.QUESTION, "maya"),
    ("ist @maya nicht super?", Doubt.QUESTION, "maya"),
    ("only @maya thanks for it", Doubt.DISCREET, "maya"),
    ("nur @maya danke für alles", Doubt.DISCREET, "maya"),
    ("seulement @maya merci pour tout", Doubt.DISCREET, "maya"),
    ("solo @maya gracias por todo", Doubt.DISCREET, "maya"),
    ("thanks @maya or @li", Doubt.WHO, "maya li"),
    ("@maya or @li thanks for it", Doubt.WHO, "maya li"),
    ("danke @maya oder @li für alles", Doubt.WHO, "maya li"),
    ("merci @maya ou @li pour tout", Doubt.WHO, "maya li"),
    ("gracias @maya o @li por todo", Doubt.WHO, "maya li"),
    ("thanks @maya and/or @li for it", Doubt.WHO, "maya li"),
    ("• @maya: slides\n• @li: catering", Doubt.SEVERAL, "maya li"),
    ("@maya thanks for it.\n@li: the slides", Doubt.SEVERAL, "maya li"),
    ("@maya thanks for it quietly", Doubt.DISCREET, "maya"),
    ("@maya danke für alles unter vier Augen", Doubt.DISCREET, "maya"),
    ("thanks @maya for it in private please", Doubt.DISCREET, "maya"),
    ("@maya and of course @li thanks for it", Doubt.SEVERAL, "maya li"),
    ("@maya und natürlich @li danke für alles", Doubt.SEVERAL, "maya li"),
    ("@maya thanks for it und @li danke für das", Doubt.SEVERAL, "maya li"),
    ("thanks @maya for the tea and @li thanks for the cake", Doubt.SEVERAL, "maya li"),
]


@pytest.mark.parametrize(("typed", "doubt", "people"), ASKED)
def test_doubtful_thanks_need_an_answer(typed: str, doubt: Doubt, people: str) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, DoubtfulGiveCommand), way
        assert (meaning.doubt, named(meaning.command)) == (doubt, people), way
        assert meaning.command.is_private or doubt is not Doubt.DISCREET, way


@pytest.mark.parametrize(
    "typed", ["who thanked @maya?", "did you see what @maya did?", "wer hat @maya gedankt?"]
)
def test_question_has_no_recipients(typed: str) -> None:
    for way, meaning in readings(typed).items():
        assert not isinstance(meaning, GiveCommand | GiveSeveralCommand), way


SEVERAL: list[tuple[str, list[tuple[str, str]]]] = [
    ("thanks @maya for X. Thanks @li for Y", [("maya", "thanks for X."), ("li", "Thanks for Y")]),
    ("thanks @maya for X! Thank you @li for Y!", [("maya", "thanks for X!"), ("li", "Thank you for Y!")]),
    ("thanks @maya for X\nthanks @li for Y", [("maya", "thanks for X"), ("li", "thanks for Y")]),
    ("@maya for X\n@li for Y", [("maya", "for X"), ("li", "for Y")]),
    ("- @maya for X\n- @li for Y", [("maya", "for X"), ("li", "for Y")]),
    ("• @maya: great X\n• @li: for Y", [("maya", "great X"), ("li", "for Y")]),
    (
        "@maya thanks for X.\n\n@li and @tom thanks for Y",
        [("maya", "thanks for X."), ("li tom", "thanks for Y")],
    ),
    ("@maya for X. @li for Y. @tom for Z", [("maya", "for X."), ("li", "for Y."), ("tom", "for Z")]),
    ("@maya for X; @li for Y", [("maya", "for X"), ("li", "for Y")]),
    ("thanks @maya for X and thanks to @li for Y", [("maya", "thanks for X"), ("li", "thanks for Y")]),
    (
        "thanks @maya for X, and a big thank you to @li for Y",
        [("maya", "thanks for X"), ("li", "a big thank you for Y")],
    ),
    ("Danke @maya für X. Danke @li für Y.", [("maya", "Danke für X."), ("li", "Danke für Y.")]),
    ("Danke @maya für X und danke @li für Y", [("maya", "Danke für X"), ("li", "danke für Y")]),
    ("@maya danke für X\n@li danke für Y", [("maya", "danke für X"), ("li", "danke für Y")]),
    (
        "thanks @maya for covering for @bob. Thanks @li for Y",
        [("maya", "thanks for covering for @bob."), ("li", "Thanks for Y")],
    ),
    (
        "Great week! Thanks @maya for X. Thanks @li for Y",
        [("maya", "Great week! Thanks @maya for X."), ("li", "Thanks for Y")],
    ),
    (
        "1. @maya thanks for it\n2. @li thanks for that",
        [("maya", "thanks for it"), ("li", "thanks for that")],
    ),
]


@pytest.mark.parametrize(("typed", "gifts"), SEVERAL)
def test_several_thanks_in_one_text(typed: str, gifts: list[tuple[str, str]]) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, GiveSeveralCommand), way
        assert [(named(gift), gift.text) for gift in meaning.commands] == [
            (users, markup(words)) for users, words in gifts
        ], way


def test_each_of_several_thanks_has_its_own_values() -> None:
    for meaning in readings(
        "thanks @maya for X #creativity\nthanks @li for Y #collab #colaborations"
    ).values():
        assert isinstance(meaning, GiveSeveralCommand)
        first, second = meaning.commands
        assert (first.values, second.values) == (("creativity",), ("collaboration",))
        assert (first.near_values, [miss.typed for miss in second.near_values]) == ((), ["colaborations"])


def test_one_private_thanks_makes_all_of_them_private() -> None:
    for meaning in readings("@maya thanks for X. Privately thanks @li for Y").values():
        assert isinstance(meaning, GiveSeveralCommand)
        assert [gift.is_private for gift in meaning.commands] == [True, True]


def test_too_many_thanks_in_one_text_need_an_answer() -> None:
    for meaning in readings("\n".join(f"@{name} for it" for name in ("maya", "li") * 3)).values():
        assert isinstance(meaning, DoubtfulGiveCommand)


NOBODY: list[tuple[str, str, bool]] = [
    ("privately thanks for the talk", "thanks for the talk", True),
    ("in private: thanks for the talk", "thanks for the talk", True),
    ("leise: danke für alles", "danke für alles", True),
    ("private thanks for the talk", "thanks for the talk", True),
    ("thanks for the talk (private)", "thanks for the talk", True),
    ("anonymous thanks for the talk", "thanks for the talk", True),
    ("thanks for the quiet week", "thanks for the quiet week", False),
]


@pytest.mark.parametrize(("typed", "words", "is_quiet"), NOBODY)
def test_thanks_without_recipients_yet(typed: str, words: str, is_quiet: bool) -> None:
    for way, meaning in readings(typed).items():
        assert meaning == GiveWithoutNames(text=words, is_private=is_quiet), way


@pytest.mark.parametrize(
    "typed",
    [
        *("thanks all", "thanks everyone for the week", "thank you team", "big thanks to the whole team"),
        *("danke euch allen", "danke an alle", "merci à tous", "gracias a todos", "great work team"),
    ],
)
def test_everyone_without_a_channel_cannot_be_thanked(typed: str) -> None:
    meaning = parse(typed, VALUES)
    assert isinstance(meaning, GiveWithoutNames)
    assert meaning.broadcast


@pytest.mark.parametrize(
    "typed", ["thanks for all", "thanks for the talk in <#C9|random>", "thanks for all the help"]
)
def test_thanks_for_something_have_no_recipients_yet(typed: str) -> None:
    meaning = parse(typed, VALUES)
    assert isinstance(meaning, GiveWithoutNames)
    assert not meaning.broadcast


WITHOUT_WORDS = [
    "@maya",
    "thanks @maya",
    "thanks @maya!",
    "danke @maya",
    "thanks @maya 🎉",
    "@maya @li",
    "to @maya",
]


@pytest.mark.parametrize("typed", WITHOUT_WORDS)
def test_names_alone_need_a_text(typed: str) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, GiveCommand), way
        assert meaning.text in ("", "🎉"), way


def test_the_tables_are_large() -> None:
    tables = (PUBLIC, VALUES_NAMED, PRIVATE, ANONYMOUS, ASKED, SEVERAL, NOBODY, WITHOUT_WORDS)
    assert sum(len(table) for table in tables) >= 200


@pytest.mark.parametrize(
    ("typed", "words", "keys"),
    [
        ("thanks for the map #creativity", "thanks for the map", ("creativity",)),
        ("#collaboration thanks for it", "thanks for it", ("collaboration",)),
        ("thanks for #creativity in it :handshake:", None, ("creativity", "collaboration")),
        ("thanks for the map", None, ()),
        ("see #nothing-of-ours", None, ()),
        ("#creativity", "", ("creativity",)),
    ],
)
def test_values_in_the_text_of_a_form_are_found(typed: str, words: str | None, keys: tuple[str, ...]) -> None:
    assert parse_text(typed, VALUES) == (typed if words is None else words, keys)
