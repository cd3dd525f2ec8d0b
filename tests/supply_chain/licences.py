"""Lists the licences of what Hearten is installed with, in `.github/THIRD_PARTY.md`.

`uv run --all-extras python -m tests.supply_chain.licences` writes the list again.
"""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

from tests.supply_chain.locked_packages import ROOT, locked_names

LIST = ROOT / ".github" / "THIRD_PARTY.md"
REVIEWED = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
    }
)
"""Licences (SPDX ids) that were read, and that allow companies to use and pass on Hearten."""

_FREE_TEXTS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
}
"""What older packages write in place of an SPDX id."""

_HEAD = """# What Hearten is made with

Hearten itself is under the [MIT licence](../LICENSE). It contains files of others:

| files | from | licence |
|---|---|---|
| `bot/images/fonts/NotoSans.ttf` | [Noto Sans][noto] | [OFL-1.1](../bot/images/fonts/OFL.txt) |
| `bot/images/fonts/NotoSansJP.otf` | [Noto Sans CJK JP][noto-cjk] | [OFL-1.1](../bot/images/fonts/OFL.txt) |
| fonts in `bot/keepsake/fonts` | [their README](../bot/keepsake/fonts/README.md) | OFL-1.1; emoji CC-BY-4.0 |
| `bot/domain/emoji.txt` | [emoji-data](https://github.com/iamcal/emoji-data) | MIT, in the file |
| htmx, hx-sse in `bot/practice/page/static` | [htmx](https://htmx.org) | [0BSD][htmx] |

It's installed with these packages, and those of its extras, each with its own licence. `psycopg` (LGPL) is a
library of its own, unchanged, which you can replace.

[noto]: https://github.com/notofonts/latin-greek-cyrillic
[noto-cjk]: https://github.com/notofonts/noto-cjk
[htmx]: ../bot/practice/page/static/htmx-LICENSE.txt

| package | licence |
|---|---|
"""


def read_licence(name: str) -> str:
    """Return the licence (an SPDX expression) that the installed package declares."""
    metadata = importlib.metadata.metadata(name).json
    declared = metadata.get("license_expression") or metadata.get("license")
    if not declared:
        classifiers = [line for line in metadata["classifier"] if line.startswith("License ::")]
        (declared,) = {line.rpartition(" :: ")[2] for line in classifiers}
    text = str(declared).strip()
    return _FREE_TEXTS.get(text, text)


def render_list() -> str:
    """Return the document, from the packages that are installed."""
    return _HEAD + "".join(f"| {name} | {read_licence(name)} |\n" for name in sorted(locked_names()))


def read_list(file: Path = LIST) -> dict[str, str]:
    """Return each listed package with its licence."""
    _, _, table = file.read_text().partition("| package | licence |\n|---|---|\n")
    rows = (line.strip("| ").split(" | ") for line in table.splitlines())
    return {row[0]: row[1] for row in rows}


if __name__ == "__main__":
    LIST.write_text(render_list())
