"""Archives and mails opened: names, bounds, hostile members."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from domain.problem import DocumentError
from extractors import archive_tools
from extractors.base import ReadLimits
from extractors.containers import MOST_MEMBERS, Member, unpack

LIMITS = ReadLimits(expanded_size=200_000)


def unpacked(tmp_path: Path, data: bytes, name: str = "pack.bin") -> tuple[Member, ...]:
    place, into = tmp_path / name, tmp_path / "into"
    place.write_bytes(data)
    into.mkdir()
    members = unpack(place, into, LIMITS)
    assert members is not None
    assert {one.name for one in into.iterdir()} == {one.file for one in members if one.file}
    return members


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def mail(**attachments: tuple[str, bytes]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@a.example", "b@b.example", "审核要求"
    message["MIME-Version"] = "1.0"
    message.set_content("请提交计划。")
    for name, data in attachments.values():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_members_of_a_zip_are_listed_with_their_folders(tmp_path: Path) -> None:
    members = unpacked(tmp_path, zipped(("a/手册.txt", "应".encode()), ("b.txt", b"x")))

    assert [(one.name, one.size) for one in members] == [("a/手册.txt", 3), ("b.txt", 1)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/x.txt", "abs/x.txt"),
        ("C:\\Windows\\x.txt", "Windows/x.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("..", "unnamed"),
        ("x\x07y.txt", "x\ufffdy.txt"),
        ("a!/b.txt", "a！/b.txt"),
    ],
)
def test_no_name_leads_out_of_the_archive(tmp_path: Path, name: str, shown: str) -> None:
    members = unpacked(tmp_path, zipped((name, b"x")))

    assert [one.name for one in members] == [shown]


def test_names_without_mark_are_read_as_chinese(tmp_path: Path) -> None:
    data = zipped(("XXXX.txt", b"x")).replace(b"XXXX", "手册".encode("gb18030"))

    assert [one.name for one in unpacked(tmp_path, data)] == ["手册.txt"]


def test_members_of_one_name_have_paths_of_their_own(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("a.txt", b"1"), ("a.txt", b"2"))

    assert [one.name for one in unpacked(tmp_path, data)] == ["a.txt", "a (2).txt"]


def test_a_bomb_is_stopped_and_the_rest_is_named(tmp_path: Path) -> None:
    members = unpacked(tmp_path, zipped(("bomb.txt", bytes(5_000_000)), ("good.txt", b"x")))

    assert [(one.name, one.code) for one in members] == [("bomb.txt", "too-large"), ("good.txt", "")]


def test_members_together_keep_the_bound(tmp_path: Path) -> None:
    members = unpacked(tmp_path, zipped(*((f"{n}.txt", bytes(90_000)) for n in range(4))))

    assert [one.code for one in members] == ["", "", "too-large", "too-large"]


def test_too_many_members_are_cut_off(tmp_path: Path) -> None:
    members = unpacked(tmp_path, zipped(*((f"{n}", b"") for n in range(MOST_MEMBERS + 5))))

    assert (len(members), members[-1].code) == (MOST_MEMBERS + 1, "too-large")


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("secret.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert unpacked(tmp_path, zipped((link, b"/etc/passwd")))[0].code == "link-outside"


def test_a_tar_gives_its_files_and_no_links(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        file, link = tarfile.TarInfo("../a.txt"), tarfile.TarInfo("l")
        file.size = 3
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(file, io.BytesIO(b"abc"))
        archive.addfile(link)

    members = unpacked(tmp_path, buffer.getvalue(), "a.tgz")

    assert [(one.name, one.code) for one in members] == [("a.txt", ""), ("l", "link-outside")]


def test_a_packed_file_is_its_one_member(tmp_path: Path) -> None:
    assert unpacked(tmp_path, gzip.compress(b"text"), "手册.txt.gz")[0].name == "手册.txt"


def test_attachments_of_a_mail_are_its_members(tmp_path: Path) -> None:
    inner = mail(a=("deep.txt", b"deep"))
    message = mail(a=("质量协议.docx", b"PK"))
    message.add_attachment(inner)
    logo = b"\x89PNG" + bytes(900)
    message.add_attachment(logo, maintype="image", subtype="png", cid="<x>", disposition="inline")

    members = unpacked(tmp_path, bytes(message), "a.eml")

    assert [one.name for one in members] == ["质量协议.docx", "message-3.eml"]


def test_what_is_no_container_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("Supplier shall: keep", encoding="utf-8")

    assert unpack(place, tmp_path, LIMITS) is None


@pytest.mark.parametrize("cut", [30, 60, 90])
def test_a_broken_archive_is_damaged_and_never_a_crash(tmp_path: Path, cut: int) -> None:
    whole = zipped(("a.txt", b"x" * 2000), ("b.txt", b"y" * 2000))
    place = tmp_path / "a.zip"
    place.write_bytes(whole[: len(whole) * cut // 100])
    (tmp_path / "into").mkdir()

    assert unpack(place, tmp_path / "into", LIMITS) is None  # read() names it: damaged zip archive


def test_a_kind_that_needs_a_tool_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_tools, "tool", lambda: None)
    place = tmp_path / "a.7z"
    place.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))

    with pytest.raises(DocumentError) as caught:
        unpack(place, tmp_path, LIMITS)

    assert caught.value.code == "archive-tool"
