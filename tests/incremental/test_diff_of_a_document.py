"""``csr diff DOCUMENT``: two revisions out of the state, the files long gone."""

from __future__ import annotations

import pytest
from test_decisions_over_revisions import FIRST, manual
from workspace import Workspace

from domain.revision import ChangeKind, Standing
from pipeline.errors import UsageError
from pipeline.report_state import report_of_document


@pytest.fixture
def revised(place: Workspace) -> Workspace:
    """Three revisions of one document: 24, 48, 72 hours; the first was decided on."""
    place.put("某汽车/手册.txt", manual(1, *FIRST))
    place.run()
    place.enter("8D报告", 评审判定="确认CSR", 评审人="王工")
    for revision, hours in ((2, "48"), (3, "72")):
        place.put("某汽车/手册.txt", manual(revision, FIRST[0].replace("24", hours), *FIRST[1:]))
        place.run()
    return place


def values(
    place: Workspace, name: str, from_: str | None = None, to: str | None = None
) -> list[tuple[str, str]]:
    report = report_of_document(place.out, name, from_, to)
    return [(one.old, one.new) for entry in report.entries for one in entry.values if "小时" in one.new]


def test_the_last_two_revisions_unless_others_are_named(revised: Workspace) -> None:
    document = revised.data()["documents"][0]["id"]

    assert values(revised, document) == [("在48小时内", "在72小时内")]
    assert values(revised, "sqm-01", to="2") == [("在24小时内", "在48小时内")]
    assert values(revised, "供应商质量手册", from_="1", to="3") == [("在24小时内", "在72小时内")]
    assert values(revised, "某汽车/手册.txt", from_="2026-01-01") == [("在24小时内", "在72小时内")]


def test_the_report_says_what_became_of_the_decision(revised: Workspace) -> None:
    report = report_of_document(revised.out, "SQM-01", "1", "2")
    entry = next(one for one in report.entries if one.old and "8D" in one.old.text)

    assert (entry.kind, entry.decision, entry.standing) == (ChangeKind.VALUE_CHANGED, "csr", Standing.REOPEN)
    assert (report.old.revision, report.new.revision) == ("1", "2")


@pytest.mark.parametrize(
    ("name", "from_", "key"),
    [("别的", None, "no_such_document"), ("SQM-01", "9", "no_revision"), ("SQM-01", "3", "one_revision")],
)
def test_what_is_not_known_is_said(revised: Workspace, name: str, from_: str | None, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        report_of_document(revised.out, name, from_, None)

    assert caught.value.key == key
