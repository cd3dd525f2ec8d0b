"""Reports: how many one person can send, and who reads them."""

from bot.domain.ids import RecognitionId, UserId
from bot.domain.report import MAX_REPORTS, REPORT_PERIOD
from bot.usecases import reports
from bot.usecases.reports import ReportContent, ReportOutcome
from tests.usecases.office import ANA, LI, MAYA, TOM, Office


async def tell_admins(
    office: Office,
    who: UserId,
    recognition: RecognitionId,
    reason: str = "",
    *,
    admins: tuple[UserId, ...] = (TOM,),
) -> ReportOutcome:
    return await office.database.write(reports.add_report, office.workspace, who, recognition, reason, admins)


def read_by(office: Office, admin: str) -> list[ReportContent]:
    place = admin.replace("U", "D", 1)
    return [
        c for (channel, _), c in office.messages.items() if channel == place and isinstance(c, ReportContent)
    ]


async def test_reports_of_a_user_are_limited_per_hour(office: Office) -> None:
    await office.save_users(ANA, LI, MAYA, TOM)
    given = [await office.give(office.new_recognition(MAYA)) for _ in range(MAX_REPORTS + 1)]
    ids = [one.recognition.id for one in given]
    for one in ids[:MAX_REPORTS]:
        assert await tell_admins(office, LI, one) is ReportOutcome.TOLD
    assert await tell_admins(office, LI, ids[-1], "words") is ReportOutcome.TOO_OFTEN
    # Earlier reports still get an answer, other users can report, and later this user can, too.
    assert await tell_admins(office, LI, ids[0]) is ReportOutcome.REPEATED
    await office.deliver()
    assert len(read_by(office, TOM)) == MAX_REPORTS
    office.pass_time(seconds=REPORT_PERIOD.total_seconds())
    assert await tell_admins(office, LI, ids[-1], "words") is ReportOutcome.TOLD
    await office.deliver()
    assert [one.reasons for one in read_by(office, TOM)].count(("words",)) == 1


async def test_new_admin_reads_the_next_report(office: Office) -> None:
    one = (await office.give(office.new_recognition(MAYA))).recognition.id
    await tell_admins(office, LI, one, "first")
    await office.deliver()
    assert (
        await tell_admins(office, MAYA, one, "second", admins=(TOM, UserId("UNEW"), ANA))
        is ReportOutcome.TOLD
    )
    await office.deliver()
    for admin in (TOM, "UNEW"):
        (read,) = read_by(office, admin)
        assert read.reasons == ("first", "second")
    assert read_by(office, ANA) == []
    assert await tell_admins(office, UserId("UEVE"), one, admins=(ANA, MAYA)) is ReportOutcome.NOBODY
