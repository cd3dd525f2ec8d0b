"""The alt text of the digest image."""

from bot.domain.values import Value
from bot.images.image_content import Entry
from bot.slack.features.digest.image_views import alt_text, insert_image
from bot.slack.ui.inline import fill
from bot.slack.ui.language import language
from bot.slack.ui.message import build_message, line
from tests.slack.showing import assert_complete, assert_harmless

EN = language("en")


def entry(name: str, label: str = "") -> Entry:
    return Entry(Value(name, name, "bulb", "", "", ()), label or name, not label)


def test_alt_text_names_values_without_counts() -> None:
    assert alt_text(EN, []) == "A picture of the week: a patch for each thanks, in the order of the days."
    assert alt_text(EN, [entry("creativity"), entry("trust")]).endswith(
        "Its patterns show creativity and trust."
    )


def test_alt_text_explains_hearts() -> None:
    description = alt_text(EN, [entry("trust")], has_plain_patch=True)
    assert description.endswith("Its patterns show trust. A heart is a thanks without a value.")
    assert alt_text(EN, [], has_plain_patch=True).endswith("the days. A heart is a thanks without a value.")


def test_alt_text_explains_letters() -> None:
    description = alt_text(EN, [entry("creativity"), entry("協力", "B"), entry("信頼", "C")])
    assert description.endswith("Its patterns show creativity, 協力 and 信頼. B: 協力; C: 信頼")


def test_image_is_inserted_below_heading() -> None:
    message = insert_image(build_message([line(fill("Heading")), line(fill("Words"))]), "F1", "A picture")
    assert [block["type"] for block in message["blocks"]] == ["rich_text", "image", "rich_text"]
    assert message["text"] == "Heading\nWords\nA picture"
    assert message["blocks"][1]["slack_file"] == {"id": "F1"}
    assert_harmless(message)
    assert_complete(message)


def test_long_alt_text_is_cut() -> None:
    message = insert_image(build_message([line(fill("Heading"))]), "F1", "x" * 2_001)
    assert len(message["blocks"][1]["alt_text"]) == 2_000
