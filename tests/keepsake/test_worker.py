"""The process that makes a keepsake."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.ids import UserId
from bot.slack.features.keepsake import worker
from bot.slack.features.keepsake.job import KeepsakeContent, KeepsakeJob
from tests.keepsake.example import PAGE

JOB = KeepsakeJob("en-US", "/kudos", (), KeepsakeContent(UserId("U1"), "UTC", {}, {}, datetime.now(UTC)))


@pytest.mark.parametrize(
    ("program", "beginnings"), [(worker.PDF_PROGRAM, [b"page", b"%PDF-"]), ("tests.no_program", [b"page"])]
)
def test_page_comes_without_a_pdf_that_fails(
    monkeypatch: pytest.MonkeyPatch, program: str, beginnings: list[bytes]
) -> None:
    def render_html(*_: Any) -> bytes:
        return b"page"

    def build_page(*_: Any) -> Any:
        return PAGE

    monkeypatch.setattr(worker, "render_html", render_html)
    monkeypatch.setattr(worker, "build_page", build_page)
    monkeypatch.setattr(worker, "PDF_PROGRAM", program)
    assert [content[:5] for content in worker.make_files(JOB, [])] == [
        beginning[:5] for beginning in beginnings
    ]
