"""Texts that say thanks by themselves, so that no message says it for them."""

import pytest

from bot.domain.commands.thanks_signs import is_spoken_thanks


@pytest.mark.parametrize(
    "text",
    [
        "thanks for reading my drafts twice, and for the question at the end",
        "all three customers have their files. Thank you both, I could tell them the very next morning",
        "I would never have looked at the clock. Thx!",
        "*THANKSSS* no, _thank you_ for the quiet room",
        "we're so grateful for the calm hour",
        "a big thank-you-note is on its way: thank you!",
        "Danke fürs Aufräumen nach dem Fest",
        "vielen Dank für die schnelle Hilfe",
        "Liebe Maya, ich wollte mich schon lange bedanken",
        "herzlichen Dank, <@U0MAYA001>!",
        "Dankeschön 🎉",
        "merci pour tout",
        "dziękuję za pomoc",
        "спасибо за помощь",
        "いつもありがとうございます",
        "谢谢你的帮助",
        "도와주셔서 감사합니다",
    ],
)
def test_text_that_thanks_by_itself(text: str) -> None:
    assert is_spoken_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "you stayed until the build was green again",
        "for carrying boxes with me until the van was empty",
        "für deine Geduld mit meinen vielen kleinen Änderungen",
        "ohne dich wäre der Umzug nicht fertig geworden",
        "what a calm hour that was",
        "der Gedanke am Ende war der beste",
        "the tankard of tea at midnight :tada:",
        "助かりました",
    ],
)
def test_text_that_does_not_thank_by_itself(text: str) -> None:
    assert not is_spoken_thanks(text)
