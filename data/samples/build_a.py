"""Makes the invented sample documents, part A (Chinese), from the sources under sources/a.

Run as ``python data/samples/build_a.py`` (needs weasyprint, python-docx and the Noto CJK fonts).
"""

from __future__ import annotations

import sys
from pathlib import Path

SAMPLES = Path(__file__).parent
sys.path.insert(0, str(SAMPLES / "sources" / "a"))

from manual_pdf import NEW, OLD, manual_source, revised_source, write_manual  # noqa: E402

CUSTOMER = "岚骞汽车"


def build() -> None:
    """Write every document of part A."""
    manual = manual_source()
    write_manual(manual, OLD, SAMPLES / "inbox" / CUSTOMER / "供应商质量手册 LQG3001 A3.pdf")


if __name__ == "__main__":
    build()
