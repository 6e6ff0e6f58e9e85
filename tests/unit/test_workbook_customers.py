from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from made_checklists import EN, ZH, small

from workbook import customers, returned
from workbook.folders import folder_name, folder_names


def test_every_customer_gets_a_folder_with_three_files(tmp_path: Path) -> None:
    customers.write(small(), tmp_path, "zh")

    assert sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")) == [
        "Halden Motors/CSR-list.xlsx", "Halden Motors/CSR-record.docx", "Halden Motors/CSR-review.docx",
        "晨岳汽车/CSR-list.xlsx", "晨岳汽车/CSR-record.docx", "晨岳汽车/CSR-review.docx",
    ]  # fmt: skip


def test_a_customers_files_tell_nothing_of_another(tmp_path: Path) -> None:
    customers.write(small(), tmp_path, "en")
    folder = tmp_path / "Halden Motors"
    document = Document(str(folder / customers.REVIEW))
    words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)

    assert "PPAP level 3" in words
    assert "供应商应对所有特殊特性" not in words
    assert returned.read(folder / customers.LIST).decisions == ()
    assert [d.requirement for d in returned.read(tmp_path / "晨岳汽车" / customers.LIST).decisions] == ["q-1"]


def test_a_customer_whose_name_is_a_path_stays_in_the_folder(tmp_path: Path) -> None:
    documents = (replace(ZH, customer="../../etc"), replace(EN, customer="CON"))
    customers.write(small(documents=documents), tmp_path / "customers", "zh")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["customers"]
    assert sorted(path.name for path in (tmp_path / "customers").iterdir()) == ["_CON", "__.._etc"]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("晨岳汽车", "晨岳汽车"), ("A/B\\C:D", "A_B_C_D"), ("..", "_"), ("nul.txt", "_nul.txt"), ("COM¹", "_COM¹"),
        ("trailing. ", "trailing"), ("", "_"), ("~$lock", "_lock"), (".hidden", "_hidden"), ("a\u202eb\ud800", "ab_"),
        ("two\nlines", "two_lines"),
    ],
)  # fmt: skip
def test_names_are_made_safe_for_every_system(name: str, folder: str) -> None:
    assert folder_name(name) == folder


def test_names_that_a_file_system_takes_for_one_are_kept_apart() -> None:
    assert folder_names(["acme", "ACME", "Acme.", "a/b", "a:b"]) == {
        "ACME": "ACME", "Acme.": "Acme-2", "a/b": "a_b", "a:b": "a_b-2", "acme": "acme-3",
    }  # fmt: skip


def test_long_names_that_begin_alike_are_kept_apart() -> None:
    folders = folder_names(["质" * 100 + "一", "质" * 100 + "二"])

    assert len(set(folders.values())) == 2
    assert all(len(folder.encode()) <= 120 for folder in folders.values())


@given(st.lists(st.text(max_size=80), max_size=8))
def test_any_names_give_one_folder_each(names: list[str]) -> None:
    folders = folder_names(names)

    assert folders.keys() == set(names)
    assert len({folder.casefold() for folder in folders.values()}) == len(folders)
    for folder in folders.values():
        assert Path(folder).name == folder
        assert 0 < len(folder.encode()) <= 125
        assert folder not in (".", "..")
        assert folder == folder.rstrip(" .")
