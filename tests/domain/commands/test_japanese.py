"""What people type in Japanese means what its English counterpart means."""

import pytest

from bot.domain.commands.command import GiveCommand
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES

MAYA, LI, TEAM = "<@U0MAYA>", "<@U0LI>", "<#C0TEAM|team>"


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("履歴", "history"),
        ("履歴\u3000送った", "history given"),
        ("履歴 届いた感謝", "history received"),
        ("履歴 送った感謝 先週", "history given last week"),
        ("履歴 月曜から", "history since monday"),
        ("履歴 月曜日から金曜日まで", "history since monday until friday"),
        ("履歴 11月28日から", "history since 28.11."),
        ("履歴 １１月１日から１１月２８日まで", "history since 1.11. until 28.11."),
        ("履歴 2026年11月1日から", "history since 2026-11-01"),
        ("履歴 2026/11/01", "history 2026-11-01"),
        ("履歴 11/28から", "history since 28.11."),
        ("履歴 2026年11月", "history 2026-11"),
        ("履歴 11月", "history november"),
        ("履歴 1月", "history january"),
        ("履歴 3日前", "history 3 days ago"),
        ("履歴 過去30日間", "history last 30 days"),
        ("履歴 直近2週間", "history last 2 weeks"),
        ("履歴 この前の月曜", "history last monday"),
        (f"履歴 {MAYA} さんから", f"history from {MAYA}"),
        (f"履歴 {MAYA}さんへ", f"history to {MAYA}"),
        (f"履歴 {MAYA}", f"history {MAYA}"),
        (f"履歴 {TEAM} 今月", f"history {TEAM} this month"),
        ("履歴 「月曜から」", "history “月曜から”"),
        ("履歴 図面", "history 図面"),
        ("まとめ", "digest"),
        ("まとめ 毎週金曜日 午後3時半", "digest friday 15:30"),
        ("まとめ 月曜9時", "digest monday 9:00"),
        ("まとめ 月曜 午後０時", "digest monday 12:00"),
        ("まとめ 金曜日の15時に、メンバー、画像なし", "digest friday 15:00 members picture off"),
        ("まとめ オン 月曜日 朝9時 日本時間", "digest on monday 9:00 Asia/Tokyo"),
        ("まとめ 月曜9時 感謝がない週も 日本語", "digest monday 9:00 with empty weeks language ja"),
        ("まとめ 毎日", "digest daily"),
        ("まとめ オフ", "digest off"),
        ("まとめ プレビュー", "digest preview"),
        ("プライバシー", "privacy"),
        ("プライバシー 感謝 非公開", "privacy thanks privately"),
        ("プライバシー 感謝 受け取らない", "privacy thanks never"),
        ("プライバシー お知らせ １日１回", "privacy messages daily"),
        ("プライバシー まとめ 載せない", "privacy digests off"),
        ("設定", "settings"),
        ("設定 保存 24か月", "settings keep 24 months"),
        ("設定 保存 2年", "settings keep 2 years"),
        ("設定 退職者 90日", "settings deactivated 90 days"),
        ("設定 言語 日本語", "settings language ja"),
        ("設定 バリュー 任意", "settings values open"),
        ("設定 まとめ 管理者", "settings digests admins"),
        (f"設定 投稿先 {TEAM}", f"settings shoutouts {TEAM}"),
        (f"設定 管理者 {MAYA} さんと {LI} さんを追加", f"settings admins add {MAYA} {LI}"),
        ("設定 変更履歴", "settings changes"),
        ("リード", "leads"),
        (f"リード {MAYA} さんを {TEAM} の担当に追加", f"leads add {MAYA} for {TEAM}"),
        (f"リード {MAYA} さんを {TEAM} の担当から解除", f"leads remove {MAYA} for {TEAM}"),
        ("リード お知らせ オフ", "leads note off"),
        ("バリュー", "values"),
        ("エクスポート", "export"),
        ("取り消し", "undo"),
        ("ヘルプ", "help"),
        ("忘れて", "forget me"),
    ],
)
def test_subcommands(japanese: str, english: str) -> None:
    assert parse(japanese, VALUES) == parse(english, VALUES)


@pytest.mark.parametrize(
    ("before", "users", "text"),
    [
        (f"{MAYA} さん、", ["U0MAYA"], "昨日は一緒にログを見てくれてありがとう！"),
        (f"{MAYA} さんと {LI} さん ", ["U0MAYA", "U0LI"], "ありがとう、資料を直してくれて"),
        (f"{MAYA} ", ["U0MAYA"], "設定を直してくれてありがとう"),
        (f"{MAYA} {LI} のみなさん、", ["U0MAYA", "U0LI"], "いつもありがとうございます"),
        ("", ["U0MAYA"], f"まとめ {MAYA} さん、議事録をありがとうございます"),
    ],
)
def test_thanks_are_no_subcommand(before: str, users: list[str], text: str) -> None:
    command = parse(before + text, VALUES)
    assert isinstance(command, GiveCommand)
    assert (list(command.users), command.text) == (users, text)


def test_private_thanks() -> None:
    command = parse(f"こっそり {MAYA} さん いつも助かっています", VALUES)
    assert isinstance(command, GiveCommand)
    assert (command.is_private, command.text) == (True, "いつも助かっています")
