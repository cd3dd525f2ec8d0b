"""The page: what it says, and that it asks for nothing."""

import re
from html.parser import HTMLParser

from syrupy.assertion import SnapshotAssertion

from bot.keepsake.html import render_html
from bot.keepsake.typefaces import find_typefaces
from tests.keepsake.example import PAGE

DATA = re.compile(r"data:[\w/+-]+;base64,[\w+/=]+")
ADDRESS = re.compile(r"(?:https?:)?//[\w.]+")


class Page(HTMLParser):
    """Collects what is on a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_page(snapshot: SnapshotAssertion) -> None:
    content = render_html(PAGE, find_typefaces()).decode()
    style = content[content.index("<style>") : content.index("</style>")]
    page = Page(content.replace(style, ""))
    assert DATA.sub("data:…", content.replace(style, "<style>")) == snapshot
    # Nothing is loaded: a link is followed only by its reader.
    assert not ADDRESS.search(DATA.sub("", style))
    loading = [attributes.get("src") or attributes.get("srcset") for _, attributes in page.tags]
    assert all(source.startswith("data:image/png;base64,") for source in loading if source)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "iframe", "object", "embed", "form", "base"}
    assert [attributes["href"] for tag, attributes in page.tags if tag == "a"] == [
        "https://example.com/a?b&c"
    ]
    assert all(attributes.get("alt") for tag, attributes in page.tags if tag == "img")
    assert ' <script>no</script> & "quotes"' in page.text
    # Each font has only the characters of the page.
    assert style.count("@font-face") == 6
    assert len(content) < 250_000
