"""Slack's table blocks as safe HTML: the first row names the columns."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.practice.page import rich_text
from bot.practice.page.reader import Reader
from bot.practice.page.shapes import items, mapping, string


def draw(block: Mapping[str, object], reader: Reader) -> Markup:
    """Draw a block of type ``table``; one that is too wide is scrolled, also by keyboard."""
    settings = [mapping(each) for each in items(block.get("column_settings"))]
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(_cells(items(row), settings, reader, is_head=number == 0))
        for number, row in enumerate(items(block.get("rows")))
    )
    around = Markup('<div class="table" role="group" aria-label="Table" tabindex="0">{}</div>')
    return around.format(Markup("<table>{}</table>").format(rows))


def _cells(
    row: Sequence[object], settings: list[Mapping[str, object]], reader: Reader, *, is_head: bool
) -> Markup:
    cells: list[Markup] = []
    for column, value in enumerate(row):
        setting = settings[column] if column < len(settings) else {}
        align = setting.get("align")
        looks = [f"align-{align}"] if align in ("center", "right") else []
        looks += ["wrapped"] if setting.get("is_wrapped") is True else []
        cells.append(
            Markup("<{0}{1}{2}>{3}</{0}>").format(
                "th" if is_head else "td",
                Markup(' scope="col"') if is_head else "",
                Markup(' class="{}"').format(" ".join(looks)) if looks else "",
                _cell(mapping(value), reader),
            )
        )
    return Markup("").join(cells)


def _cell(cell: Mapping[str, object], reader: Reader) -> Markup:
    match string(cell.get("type")):
        case "raw_text":
            return Markup("{}").format(string(cell.get("text")))
        case "rich_text":
            return rich_text.draw(cell, reader)
        case kind:
            return rich_text.unknown(kind)
