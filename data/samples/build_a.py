"""Makes the invented sample documents, part A (Chinese), from the sources under sources/a.

Run as ``python data/samples/build_a.py`` (needs weasyprint, python-docx and the Noto CJK fonts).
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

SAMPLES = Path(__file__).parent
SOURCES = SAMPLES / "sources" / "a"
INBOX = SAMPLES / "inbox"
sys.path.insert(0, str(SOURCES))

from manual_pdf import NEW, OLD, manual_source, revised_source, write_agreement, write_manual  # noqa: E402
from word_document import ARTICLES, POINTS, write_word  # noqa: E402

CUSTOMER = "岚骞汽车"


def build() -> None:
    """Write every document of part A."""
    manual = manual_source()
    write_manual(manual, OLD, INBOX / CUSTOMER / "供应商质量手册 LQG3001 A3.pdf")
    revisions = SAMPLES / "revisions" / CUSTOMER
    write_manual(revised_source(manual), NEW, revisions / "供应商质量手册 LQG3001 B0.pdf")
    write_word(
        (SOURCES / "quality-agreement.txt").read_text("utf-8"),
        ARTICLES,
        INBOX / "铎岭新能源" / "质量协议 DL-QA-2025-031.docx",
        datetime(2025, 3, 6, tzinfo=UTC),
    )
    write_word(
        (SOURCES / "nda.txt").read_text("utf-8"),
        POINTS,
        INBOX / "栖霁动力" / "保密协议 QJ-NDA-2025-0088.docx",
        datetime(2025, 5, 19, tzinfo=UTC),
    )
    write_agreement(
        (SOURCES / "taiwan-agreement.txt").read_text("utf-8"),
        INBOX / "禾嶼精電" / "品質保證協議書 HY-QA-114-07.pdf",
    )
    logistics = INBOX / "霖沣客车" / "LF-WL-07 零部件物流与包装要求.txt"
    logistics.parent.mkdir(parents=True, exist_ok=True)
    text = (SOURCES / "logistics.txt").read_text("utf-8")
    logistics.write_bytes(text.replace("\n", "\r\n").encode("gb18030"))


if __name__ == "__main__":
    build()
