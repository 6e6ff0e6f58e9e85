from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from workspace import Workspace

from pipeline.workers import end_children


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "收件 夹").mkdir()
    yield Workspace(tmp_path / "收件 夹", tmp_path / "输 出")
    end_children()
