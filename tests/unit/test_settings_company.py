"""company.toml: what it may say, and how a slip is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.problem import ConfigurationError
from domain.wording import LANGUAGES, say
from extractors.base import ReadLimits
from pipeline import settings


def company(folder: Path, text: str) -> Path:
    path = folder / "company.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_defaults_are_those_of_the_readers() -> None:
    chosen = settings.load()

    assert chosen.limits == ReadLimits()
    assert (chosen.company, chosen.profile, chosen.rules) == ("", "standard", None)


def test_what_a_company_sets_counts_and_the_rest_stays(tmp_path: Path) -> None:
    path = company(tmp_path, '[company]\nname = "示例公司"\n[limits]\nmemory_mb = 800\n[run]\njobs = 3\n')
    chosen = settings.load(path)

    assert chosen.company == "示例公司"
    assert chosen.jobs == 3
    assert chosen.limits == ReadLimits(memory=800_000_000)


def test_a_customer_is_listed_under_one_name(tmp_path: Path) -> None:
    path = company(tmp_path, '[customers]\n"示例汽车" = ["ＥＸＭ", "Example  Motors"]\n')
    chosen = settings.load(path)

    names = [chosen.customer(name) for name in ("exm", "example motors", "示例汽车", "别家")]
    assert names == ["示例汽车", "示例汽车", "示例汽车", "别家"]


def test_a_folder_of_rules_beside_the_settings_is_the_companys(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    chosen = settings.load(company(tmp_path, ""))

    assert chosen.rules == tmp_path / "rules"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_init_writes_is_accepted_as_it_is_and_with_every_comment_taken_away(
    tmp_path: Path, language: str
) -> None:
    text = say("cli.company_toml.text", language)
    lines = [line.removeprefix("# ") if "=" in line else line for line in text.splitlines()]

    as_written = settings.load(company(tmp_path, text))
    uncommented = settings.load(company(tmp_path, "\n".join(lines)))

    assert as_written == settings.load()
    assert (uncommented.jobs, uncommented.limits) == (2, ReadLimits())
    assert len(uncommented.aliases) == 3


SLIPS = [
    ("[limits]\nmemory_md = 3\n", 2, "unknown name memory_md in [limits]; known: memory_mb"),
    ('[compny]\nname = "A"\n', 1, "unknown name compny; known: company"),
    ('[run]\njobs = "2"\n', 2, "jobs = '2': a whole number is needed"),
    ("[run]\njobs = true\n", 2, "jobs = True: a whole number is needed"),
    ("[run]\n\njobs = -1\n", 3, "jobs = -1: 0 to 64 is needed"),
    ("[limits]\nseconds = 0\n", 2, "seconds = 0: a number above 0 is needed"),
    ("[company]\nname = 5\n", 2, "name = 5: a text in quotes is needed"),
    ('[run]\nprofile = "wide"\n', 2, "profile = wide: known: standard, narrow, broad"),
    ("limits = 5\n", 1, "limits is a table: write [limits]"),
    ('[customers]\n"甲" = "乙"\n', 2, '甲: a list of names is needed, such as ["A", "B"]'),
    (
        '[customers]\n"甲" = ["丙"]\n"乙" = ["丙"]\n',
        2,
        "丙 stands for two customers, 甲 and 乙; leave it with one",
    ),
    (
        "[run]\njobs ＝ 2\n",
        2,
        "Expected '=' after a key in a key/value pair (full-width ＝: type it with the half-width keyboard)",
    ),
]


@pytest.mark.parametrize(("text", "line", "message"), SLIPS)
def test_a_slip_is_named_with_line_and_cure(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = company(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        settings.load(path)

    assert (caught.value.file, caught.value.line, caught.value.message) == (str(path), line, message)
