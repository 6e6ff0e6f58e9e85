"""What of a folder is read, what is skipped, what is refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import Block, BlockKind, Facts, SourceFile
from pipeline.identify import DocumentIds, find_files, opening, shown


def put(inbox: Path, *paths: str) -> None:
    for path in paths:
        place = inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(path, encoding="utf-8")


def listed(inbox: Path, leave_out: Path | None = None) -> list[tuple[str, str]]:
    files = find_files(inbox, leave_out)
    return [(file.source.path, file.problem.code if file.problem else "") for file in files]


def test_a_file_has_its_fingerprint_size_and_customer(tmp_path: Path) -> None:
    put(tmp_path, "某 汽车/手册/质量 手册.pdf")
    (file,) = find_files(tmp_path)

    data = "某 汽车/手册/质量 手册.pdf".encode()
    expected = SourceFile(
        "某 汽车/手册/质量 手册.pdf", hashlib.sha256(data).hexdigest(), len(data), "某 汽车"
    )
    assert (file.source, file.problem) == (expected, None)


def test_a_file_directly_in_the_inbox_has_no_customer_folder(tmp_path: Path) -> None:
    put(tmp_path, "manual.pdf")
    (file,) = find_files(tmp_path)

    assert file.source.customer_folder is None


def test_files_come_in_order_of_path(tmp_path: Path) -> None:
    put(tmp_path, "b/1.txt", "a/z.txt", "a.txt", "a/b/c.txt")

    assert [path for path, _ in listed(tmp_path)] == ["a.txt", "a/b/c.txt", "a/z.txt", "b/1.txt"]


LEFTOVERS = [
    "甲/~$手册.docx",
    "甲/.~lock.手册.odt#",
    "甲/.DS_Store",
    "甲/Thumbs.db",
    "甲/desktop.ini",
    "甲/手册.pdf.part",
    "甲/手册.pdf.crdownload",
    "甲/手册.download",
    "甲/~WRL0001.tmp",
    "甲/._手册.pdf",
    "甲/__MACOSX/手册.pdf",
    "甲/@eaDir/手册.pdf",
    "$RECYCLE.BIN/手册.pdf",
    ".git/config",
    ".csr/state.sqlite",
]


@pytest.mark.parametrize("path", LEFTOVERS)
def test_what_editors_and_sync_tools_leave_behind_is_skipped(tmp_path: Path, path: str) -> None:
    put(tmp_path, path, "甲/手册.pdf")

    assert listed(tmp_path) == [("甲/手册.pdf", "")]


def test_an_output_folder_in_the_inbox_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "outputs/CSR-checklist.xlsx", "甲/手册.pdf")

    assert listed(tmp_path, tmp_path / "outputs") == [("甲/手册.pdf", "")]


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("no links on this system")


def test_links_that_leave_the_inbox_are_listed_and_not_followed(tmp_path: Path) -> None:
    inbox, outside = tmp_path / "inbox", tmp_path / "outside"
    put(inbox, "甲/手册.pdf")
    put(outside, "secret.txt")
    link(inbox / "甲" / "file.txt", outside / "secret.txt")
    link(inbox / "甲" / "folder", outside)

    expected = [("甲/file.txt", "link-outside"), ("甲/folder", "link-outside"), ("甲/手册.pdf", "")]
    assert listed(inbox) == expected


def test_a_link_to_a_folder_of_the_inbox_gives_nothing_twice(tmp_path: Path) -> None:
    put(tmp_path, "甲/手册.pdf")
    link(tmp_path / "甲" / "ring", tmp_path)

    assert listed(tmp_path) == [("甲/手册.pdf", "")]


def test_a_link_to_nothing_has_vanished(tmp_path: Path) -> None:
    put(tmp_path, "甲/手册.pdf")
    link(tmp_path / "甲" / "gone.pdf", tmp_path / "甲" / "was.pdf")

    assert listed(tmp_path) == [("甲/gone.pdf", "vanished"), ("甲/手册.pdf", "")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_listed_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")

    assert listed(tmp_path) == [("pipe.pdf", "unreadable")]


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode there")
def test_a_name_from_a_chinese_archive_is_shown_in_chinese(tmp_path: Path) -> None:
    name = "手册.pdf".encode("gb18030")
    (tmp_path / os.fsdecode(name)).write_text("text")

    assert listed(tmp_path) == [("手册.pdf", "")]


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=30))
def test_what_is_shown_of_a_name_can_be_written_anywhere(name: str) -> None:
    text = shown(Path(f"./{name}"))

    assert text.encode("utf-8").decode("utf-8") == text
    assert not any(ord(char) < 32 for char in text)


BLOCKS = (Block(BlockKind.FURNITURE, "第 1 页"), Block(BlockKind.PARAGRAPH, "供方应提交PPAP。"))


def test_an_id_stays_when_a_file_is_renamed_or_typeset_anew() -> None:
    once = DocumentIds().give("某汽车", Facts(number="Q/AB 12-2024"), opening(BLOCKS), "a.pdf")
    again = DocumentIds().give("某汽车", Facts(number="Ｑ/AB  12-2024", title="手册"), "", "b.pdf")

    assert once == again


def test_ids_are_unique_in_a_run_in_order_of_asking() -> None:
    ids = DocumentIds()
    given_ids = [ids.give("某汽车", Facts(title="手册"), opening(BLOCKS), path) for path in ("a", "b", "c")]

    assert given_ids == [given_ids[0], f"{given_ids[0]}-2", f"{given_ids[0]}-3"]


def test_a_document_without_number_and_title_is_known_by_its_opening_words() -> None:
    same = [DocumentIds().give("某汽车", Facts(), opening(BLOCKS[place:]), "x") for place in (0, 1)]
    other = DocumentIds().give("某汽车", Facts(), "别的", "x")

    assert same[0] == same[1] != other


def test_files_that_cannot_be_read_are_known_by_their_path() -> None:
    ids = DocumentIds()

    assert ids.give("甲", Facts(), "", "a.pdf") != ids.give("甲", Facts(), "", "b.pdf")
