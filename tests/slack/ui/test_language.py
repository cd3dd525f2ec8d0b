"""Languages of sentences, dates and lists."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Period, Schedule
from bot.domain.ids import UserId
from bot.domain.user import ERASED
from bot.slack.ui.inline import address_user, join_mentions, join_user_names, plain_text
from bot.slack.ui.language import language

MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "tag", ["en", "en-US", "en_US", "", "xx-YY", "klingon", "nl-NL", "ko-KR", "ar", "zh-Hant-TW", "-", "en-"]
)
def test_unavailable_languages_are_english(tag: str) -> None:
    """Sentences, dates and lists are all English then."""
    speech = language(tag)
    assert speech.gettext("Undo") == "Undo"
    assert speech.join_items(["Ana", "Li", "Maya"]) == "Ana, Li and Maya"
    assert speech.date(MONDAY, "UTC") == "30 Nov 2026"
    assert speech.schedule(Schedule(0, time(9), "Europe/Berlin")) == "Monday at 09:00 (Europe/Berlin)"


@given(st.text(st.characters(), max_size=12))
def test_any_tag_has_a_language(tag: str) -> None:
    assert language(tag).join_items(["a", "b"])


@pytest.mark.parametrize(
    ("items", "sentence"),
    [([], ""), (["Ana"], "Ana"), (["Ana", "Li"], "Ana and Li"), (["a", "b", "c", "d"], "a, b, c and d")],
)
def test_items_are_joined_as_in_a_sentence(items: list[str], sentence: str) -> None:
    assert language("en").join_items(items) == sentence


@pytest.mark.parametrize(
    ("start", "end", "zone", "days"),
    [
        ("2026-11-23T08:00Z", "2026-11-30T08:00Z", "Europe/Berlin", "23–29 November"),
        ("2026-11-23T23:00Z", "2026-11-30T23:00Z", "Europe/Berlin", "24–30 November"),
        ("2026-11-30T08:00Z", "2026-12-07T08:00Z", "UTC", "30 November – 6 December"),
        ("2026-12-28T08:00Z", "2027-01-04T08:00Z", "UTC", "28 December – 3 January"),
        ("2026-11-23T08:00Z", "2026-11-24T08:00Z", "UTC", "23 November"),
        ("2026-11-20T15:00Z", "2026-11-27T15:00Z", "UTC", "21–27 November"),
        ("2026-11-23T11:59Z", "2026-11-30T12:00Z", "UTC", "23–30 November"),
        ("2026-11-23T08:00Z", "2026-11-30T08:00Z", "Mars/Olympus", "23–29 November"),
    ],
)
def test_period_shows_its_days(start: str, end: str, zone: str, days: str) -> None:
    period = Period(datetime.fromisoformat(start), datetime.fromisoformat(end))
    text = language("en").period(period, zone).replace("\u2009", " ")
    assert text == days


def test_date_uses_reader_zone() -> None:
    assert language("en").date(datetime(2026, 11, 30, 20, tzinfo=UTC), "Asia/Tokyo") == "1 Dec 2026"
    assert language("en").date(MONDAY, "Mars/Olympus") == "30 Nov 2026"


def test_hour_elsewhere_names_day_and_city() -> None:
    assert language("en").hour_elsewhere(MONDAY, "America/New_York") == "Monday 03:00 in New York"
    assert language("en").hour_elsewhere(MONDAY, "Pacific/Auckland") == "Monday 21:00 in Auckland"
    assert language("en").hour_elsewhere(MONDAY, "Mars/Olympus") == "Monday 08:00 in UTC"


@pytest.mark.parametrize(
    ("zone", "place"),
    [
        ("Europe/Vienna", "Wien"),
        ("Europe/Lisbon", "Lissabon"),
        ("Asia/Kolkata", "Kalkutta"),
        ("Europe/Kyiv", "Kiew"),
        ("America/New_York", "New York"),
    ],
)
def test_cities_are_translated(zone: str, place: str) -> None:
    assert language("de").hour_elsewhere(MONDAY, zone).endswith(f" in {place}")


@pytest.mark.parametrize(("count", "sentence"), [(1, "one"), (0, "many"), (2, "many"), (11, "many")])
def test_plural_forms_follow_count(count: int, sentence: str) -> None:
    assert language("en").ngettext("one", "many", count) == sentence


@pytest.mark.parametrize("tag", ["de", "de-DE", "de_AT", "de-CH", "de-XX"])
def test_german_is_complete(tag: str) -> None:
    speech = language(tag)
    assert speech.gettext("Undo") == "Rückgängig"
    assert speech.join_items(["Ana", "Li", "Maya"]) == "Ana, Li und Maya"
    assert speech.date(MONDAY, "UTC").startswith("30.11.2026")
    assert speech.schedule(Schedule(0, time(9), "Europe/Berlin")) == "Montag um 09:00 (Europe/Berlin)"
    period = Period(MONDAY - timedelta(weeks=1), MONDAY)
    assert speech.period(period, "Europe/Berlin").replace("\u2009", " ") == "23.–29. November"
    assert speech.ngettext("{people} joins in.", "{people} join in.", 2) == "{people} schließen sich an."


def test_you_depends_on_context() -> None:
    speech = language("de")
    assert [speech.pgettext(who, "you") for who in ("who thanked", "who was thanked")] == ["dir", "dich"]


def test_japanese_is_complete() -> None:
    speech = language("ja-JP")
    assert speech.gettext("Undo") == "取り消す"
    assert speech.join_items(["山本さん", "鈴木さん", "佐藤さん"]) == "山本さん、鈴木さん、佐藤さん"
    assert speech.date(MONDAY, "UTC") == "2026/11/30"
    assert speech.schedule(Schedule(0, time(9), "Asia/Tokyo")) == "月曜日 09:00（Asia/Tokyo）"
    assert speech.period(Period(MONDAY - timedelta(weeks=1), MONDAY), "UTC") == "11月23日～29日"
    assert speech.hour_elsewhere(MONDAY, "America/New_York") == "ニューヨークの月曜日 03:00"
    assert speech.quote("静かな時間") == "「静かな時間」"


@pytest.mark.parametrize("tag", ["pt-BR", "pt_BR", "pt", "pt-PT"])
def test_portuguese_is_complete(tag: str) -> None:
    speech = language(tag)
    assert speech.gettext("Undo") == "Desfazer"
    assert speech.join_items(["Ana", "Luana", "Iara"]) == "Ana, Luana e Iara"
    assert speech.schedule(Schedule(0, time(9), "Europe/Lisbon")) == "segunda-feira às 09:00 (Europe/Lisbon)"
    period = speech.period(Period(MONDAY - timedelta(weeks=1), MONDAY), "UTC")
    assert re.fullmatch("23\\s?–\\s?29 de novembro", period)
    assert speech.ngettext("{people} joins in.", "{people} join in.", 2) == "{people} também agradecem."


def test_names_have_the_honorific_of_the_language() -> None:
    names = {UserId("U0SUZUKI"): "鈴木", UserId("U0SATO"): "佐藤"}
    japanese = language("ja")
    assert plain_text(join_user_names(japanese, names, names, "あなた")) == "佐藤さん、鈴木さん、あなた"
    assert plain_text(join_mentions(japanese, tuple(names))) == "<@U0SUZUKI>さん、<@U0SATO>さん"
    for user in (ERASED, UserId("U0UNKNOWN")):
        assert "さん" not in address_user(japanese, names, user)
    assert address_user(language("en"), names, UserId("U0SATO")) == "佐藤"
