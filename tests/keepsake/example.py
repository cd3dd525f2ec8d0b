"""A keepsake with words in many scripts, and one of everything that can be in it."""

from bot.domain.values import FIRST_VALUES, Values
from bot.images.image_content import Patch, draw_png
from bot.keepsake.page import Entry, KeepsakePage, Note, Paragraph, ParagraphKind, Picture, Run, Section


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def entry(
    *texts: str, line: str = "Ana thanked you", private: str = "", notes: tuple[Note, ...] = ()
) -> Entry:
    place = "" if private else "#design"
    words = tuple(map(paragraph, texts))
    return Entry(words, paragraph(line), "12 Mar 2026", "2026-03-12", place, private, notes)


RICH = (
    Paragraph((Run("Read "), Run("both", bold=True), Run(" parts, "), Run("please", italic=True))),
    Paragraph((Run("once"),), ParagraphKind.ITEM, "•"),
    Paragraph((Run("twice"),), ParagraphKind.ITEM, "1.", 1),
    Paragraph((Run("select 1 < 2;\nselect 2;"),), ParagraphKind.CODE),
    Paragraph((Run("see "), Run("https://example.com/a?b&c", url="https://example.com/a?b&c"))),
    Paragraph((Run("click", url="javascript:alert(1)"), Run(' <script>no</script> & "quotes"', strike=True))),
)
NOTES = (
    Note(paragraph("Li and Omar join in.")),
    Note(paragraph("Maya shares this with Li:"), (paragraph("she found it"),)),
)
SCRIPTS = (
    entry("Für die Geduld – naïve Fragen, ça va, Łódź, çok teşekkürler, díky", line="Jürgen thanked you"),
    entry("ありがとうございます。本当に助かりました", line="由紀 thanked you for 💡 creativity", notes=NOTES),
    entry("شكرًا جزيلاً على صبرك", line="Layla thanked you", private="In private"),
    entry("תודה רבה על העזרה!", line="נועה thanked you"),
    entry("Спасибо, ευχαριστώ 🙏🏽 👩‍👩‍👧 ❤️ 🇩🇪 👩🏾‍💻 🏳️‍🌈 1️⃣", line="A colleague thanked you"),
    Entry(RICH, paragraph("Ana thanked you"), "13 Mar 2026", "2026-03-13"),
)
VALUES = Values(FIRST_VALUES)
PICTURE = Picture(draw_png([Patch("a", ("creativity",)), Patch("b")], VALUES, "simply thanks"), "A quilt.")
PAGE = KeepsakePage(
    lang="en",
    paper="a4",
    title="My good words",
    owner="Maya",
    period="2026",
    closing=("Hearten made this on 29 Nov 2026, for you alone.",),
    unset_note="[…] stands for characters that this file has no letters for.",
    sections=(Section("March 2026", SCRIPTS),),
    picture=PICTURE,
)
