"""What clearly thanks is posted; orders, questions, greetings, messages and complaints are not.

In the tables `@maya` and `@li` are mentions. Each text is read as a command, a mention and a direct message.
"""

import pytest

from bot.domain.commands.command import (
    Doubt,
    DoubtfulGiveCommand,
    GiveCommand,
    GiveSeveralCommand,
    HistoryQuery,
    UndoCommand,
)
from bot.domain.commands.orders import find_lone_order
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.ids import UserId
from tests.domain.commands.test_grammar import markup, readings
from tests.domain.commands.typing import VALUES
from tests.processor_time import is_slow

GREETINGS = """
@maya hi
@maya hello there
@maya good morning!
hi @maya welcome to the team
@maya happy birthday to you
@maya you're welcome
@maya hallo, wie geht's
@maya moin
@maya schönes Wochenende
@maya gute Besserung
@maya bonjour
@maya ça va
@maya bon anniversaire
@maya hola
@maya feliz cumpleaños
@maya hi there :wave:
"""
MESSAGES = """
tell @maya the build is red
please tell @maya I'm late
can you tell @maya the meeting moved
let @maya know the build is red
ask @maya if she has time
ask @maya about the great deck
remind @maya to vote
remind @maya to send thanks to the client
call @maya
invite @maya
send @maya the file
sag @maya der Build ist rot
gib @maya Bescheid
frag @maya ob sie Zeit hat
erinnere @maya an die Wahl
dis à @maya que le build est rouge
rappelle à @maya la réunion
dile a @maya que me llame
recuérdale a @maya la reunión
"""
COMPLAINTS = """
@maya could have been more helpful
@maya is annoying
@maya you suck
@maya is not helpful
@maya never helps
@maya was rude in the meeting
@maya you forgot the milk
I hate @maya
@maya thanks for nothing
@maya no thanks
@maya you are the worst
@maya doesn't deserve thanks
@maya nervt
@maya ist unfreundlich
@maya Danke für nichts
@maya nein danke
@maya est énervante
@maya n'est pas gentille
@maya merci pour rien
@maya es muy pesada
@maya no ayuda
@maya gracias por nada
"""
QUESTIONS = """
@maya can you review my PR?
@maya are you free at 3
@maya lunch?
@maya please review my PR
@maya did you break it
@maya who is on call
@maya hast du Zeit
@maya bitte schick mir die Datei
@maya tu as le temps ?
@maya peux-tu m'aider
@maya call me when you're back
@maya let's have a quick call
"""
UNCLEAR = """
@maya the demo moved to friday
@maya meeting at 3pm
@maya the server is down
@maya is on vacation
@maya and the whole team
@maya can you send me the file, thanks!
@maya kannst du mir das schicken, danke
@maya peux-tu relire mon code, merci
@maya puedes revisar mi PR, gracias
@maya review my PR please, thanks
@maya it would be great if you could help
@maya I'd love to have your slides by Friday
@maya I fixed the build
@maya thanks for breaking the build
@maya is the problem, thanks
@maya congrats on breaking prod
@maya thanks for making me look bad
@maya schau mal hier
@maya mal sehen
@maya hat das Problem verursacht, danke
@maya great job breaking prod
@maya well done for ruining my weekend
@maya your great code broke the build
@maya good luck with the great talk tomorrow
@maya https://example.com/doc
@maya der Server ist langsam aber gut
@maya Rückruf bitte
@maya you were on call when the client yelled
stell @maya ein
@maya réunion à 15h
@maya thanks, will do
@maya thanks 🙄
@maya will bless us with a demo tomorrow
@maya thanks a lot :middle_finger::skin-tone-2:
@maya great job 👎
@maya well done, genius /s
@maya thank you, got it!
@maya danke, mach ich
@maya vielen dank, aber nein
@maya merci, je m'en occupe
@maya quick call, nice room
@maya quick question, good time to talk
@maya the colleague from sales called
@maya tengo una pregunta
me @maya
"""
THANKS = """
@maya you are a star
@maya quick learner, kind, and funny
@maya kind and patient
@maya nett und lustig
@maya so kind, very patient
@maya couldn't have shipped without you
@maya would have been impossible without you
@maya would have been lost without your help
@maya should have been thanked long ago
@maya could have been a disaster, you saved us
@maya thanks 💩 happens and you fixed it
@maya we would never have made it without you
@maya could not have been more helpful
@maya couldn't be prouder
@maya killing it
@maya good on ya
@maya 1A
@maya how did you know? you're amazing
@maya good listener
@maya guter Zuhörer
@maya gj
@maya w00t
@maya top
@maya top!
@maya brought cake
@maya fixed issue 12 for us, thanks
@maya congrats on breaking the record
@maya made us laugh when we needed it
@maya gets stuff done
@maya didn't give up on the flaky test
@maya dankschön fürs Kuchenbacken
@maya hat mir den Rücken freigehalten
@maya du hast mal wieder alle gerettet
@maya found the error in the invoice, thank you
@maya caught the mistake, thanks
@maya hat den Fehler gefunden, danke
@maya hat das Problem gelöst, danke
@maya Kuchen mitgebracht
@maya immer da wenn man sie braucht
congratulate @maya on the launch
@maya danke, mach ich gerne wieder mit dir
@maya thanks, got it running because of you
@maya you're a legend
@maya great work on the map
@maya hi, thanks for the map
@maya good morning and thanks for the map
@maya the build is green again thanks to you
@maya for helping
@maya because you stayed late
@maya who stayed late
@maya always so patient with me
@maya so kind of you to help
@maya you made my day
@maya helped me with the release
@maya jumped in when prod was down
@maya stayed late to fix the broken build
@maya thanks for fixing the annoying bug
@maya never gives up
@maya never forgets a birthday
@maya has been incredibly patient with my stupid questions
@maya I couldn't have done it without you
@maya can't thank you enough
@maya 🎉 our launch
@maya :raised_hands: the demo
@maya #collaboration on the launch
@maya is the best
@maya is really good at this
@maya what a save!
@maya please accept my thanks for the map
@maya thanks! Could you also share the slides?
@maya deserves a medal
@maya thankssss
@maya thxxx
@maya nice!
@maya always makes time for me
@maya made the migration painless
@maya brings so much energy
@maya is always willing to help
@maya hat sich viel Zeit für meine Fragen genommen
I appreciate @maya
we all love @maya
tell @maya she rocks
tell @maya thank you for the help
let @maya know how great she is
help me thank @maya for the map
@maya du bist die Beste
@maya du hast mir den Tag gerettet
@maya für die Hilfe beim Umzug
@maya ohne dich wären wir aufgeschmissen
@maya immer hilfsbereit
@maya war heute eine große Hilfe
@maya merci pour ton aide
@maya tu m'as sauvé la vie
@maya pour ta patience
@maya quelle belle présentation
@maya toujours là pour nous
@maya eres un sol
@maya por tu paciencia
@maya siempre dispuesta a ayudar
@maya excelente trabajo
@mayaの資料、とても助かりました
@maya 辛苦了
@mayaさん、どうも
@maya תודה רבה
@maya شكرا جزيلا
@maya धन्यवाद
@maya ขอบคุณมาก
@maya cảm ơn bạn
@maya 고마워요
"""


def rows(table: str) -> list[str]:
    return table.strip().split("\n")


@pytest.mark.parametrize("typed", rows(THANKS))
def test_thanks_and_praise_are_recognitions(typed: str) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, GiveCommand), (way, meaning)
        assert not meaning.is_private, way


@pytest.mark.parametrize(
    ("typed", "puzzle"),
    [
        *((typed, ParseErrorKind.GREETING) for typed in rows(GREETINGS)),
        *((typed, ParseErrorKind.MESSAGE) for typed in rows(MESSAGES)),
        *((typed, ParseErrorKind.COMPLAINT) for typed in rows(COMPLAINTS)),
    ],
)
def test_other_texts_are_refused(typed: str, puzzle: ParseErrorKind) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, ParseError), (way, meaning)
        assert meaning.kind is puzzle, way


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        *((typed, Doubt.QUESTION) for typed in rows(QUESTIONS)),
        *((typed, Doubt.NO_THANKS) for typed in rows(UNCLEAR)),
    ],
)
def test_possible_thanks_need_an_answer(typed: str, doubt: Doubt) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, DoubtfulGiveCommand), (way, meaning)
        assert (meaning.doubt, meaning.command.users) == (doubt, ("U1",)), way


@pytest.mark.parametrize("typed", ["quietly @maya you were there", "@maya privately: at last"])
def test_wish_to_give_in_private_needs_no_answer(typed: str) -> None:
    for way, meaning in readings(typed).items():
        assert isinstance(meaning, GiveCommand), (way, meaning)
        assert meaning.is_private, way


@pytest.mark.parametrize(
    "typed", ["quietly @maya hi", "quietly @maya is annoying", "quietly @maya can you call me?"]
)
def test_other_texts_are_refused_in_private_too(typed: str) -> None:
    for way, meaning in readings(typed).items():
        assert not isinstance(meaning, GiveCommand), (way, meaning)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "how is @maya doing",
            "how is @maya",
            "where is @maya",
            "is @maya around?",
            "when will @maya be back",
        ),
        *("wie geht es @maya", "wo ist @maya", "wann kommt @maya", "comment va @maya", "où est @maya"),
        *("cómo está @maya", "dónde está @maya", "can @maya review it", "is @maya in today", "who is @maya"),
        *("remind me to thank @maya", "erinnere mich an den Dank an @maya", "is it ok to thank @maya"),
        *("schedule thanks to @maya for friday", "darf man @maya danken"),
        *(
            "supprimer @maya",
            "signaler @maya",
            "borrar @maya",
            "denunciar @maya",
            "aide @maya",
            "ayuda @maya",
        ),
        *("annule mon merci à @maya", "deshaz lo de @maya", "complaint about @maya", "verwijder @maya"),
    ],
)
def test_questions_and_orders_in_any_language_need_an_answer(typed: str) -> None:
    for way, meaning in readings(typed).items():
        assert not isinstance(
            meaning, GiveCommand | GiveSeveralCommand | DoubtfulGiveCommand | HistoryQuery | UndoCommand
        ), (way, meaning)


@pytest.mark.parametrize("typed", ["Bericht @maya", "report on @maya", "historique @maya", "@maya historial"])
def test_request_for_a_report_is_a_history_question(typed: str) -> None:
    assert set(readings(typed).values()) == {HistoryQuery(users=(UserId("U1"),))}


@pytest.mark.parametrize("typed", ["annuler @maya", "@maya annuler", "deshacer @maya", "annulla @maya"])
def test_undo_in_other_languages(typed: str) -> None:
    assert set(readings(typed).values()) == {UndoCommand((UserId("U1"),))}


@pytest.mark.parametrize(
    "words", ["undo", "Undo!", "history", "delete", "rückgängig", "annuler", "deshacer", "my settings"]
)
def test_order_alone_is_no_recognition(words: str) -> None:
    assert find_lone_order(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        "thanks",
        "kudos",
        "great",
        "for the help",
        "undo was your best idea",
        "help when prod was down",
        "🎉",
    ],
)
def test_text_that_contains_an_order_is_a_text(words: str) -> None:
    assert find_lone_order(words) is None


@pytest.mark.parametrize(
    "piece", ["no ", "thanks ", "for ", "is ", "so kind ", "when ", "😀", "the build is red "]
)
def test_forty_thousand_characters_are_parsed_quickly(piece: str) -> None:
    def make(length: int) -> str:
        return markup("@maya x ") + piece * (length // len(piece))

    assert not is_slow(lambda text: parse(text, VALUES), make, 40_000)
