"""Mails: what they say themselves."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from domain.document import BlockKind
from domain.problem import DocumentError
from extractors.base import ReadLimits
from extractors.reading import read


def written(tmp_path: Path, message: EmailMessage) -> Path:
    place = tmp_path / "a.eml"
    place.write_bytes(bytes(message))
    return place


def mail(subject: str = "年度审核") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "SQE <a@a.example>", "b@b.example", subject
    message["MIME-Version"] = "1.0"
    return message


def test_the_body_is_text_and_the_fields_are_furniture(tmp_path: Path) -> None:
    message = mail()
    message.set_content("各位：\n\n请于3月31日前提交计划。\n")

    extract = read(written(tmp_path, message), ReadLimits())

    assert extract.title == "年度审核"
    assert [block.text for block in extract.blocks if block.kind is not BlockKind.FURNITURE] == [
        "各位：",
        "请于3月31日前提交计划。",
    ]
    assert "Subject: 年度审核" in [block.text for block in extract.blocks]
    assert all(one.found == one.in_blocks + one.in_furniture + one.lost for one in extract.coverage)


def test_a_page_as_body_is_read_as_a_page(tmp_path: Path) -> None:
    message = mail()
    message.set_content("plain twin")
    message.add_alternative("<p>Supplier shall reply.</p><ul><li>in 24 h</li></ul>", subtype="html")

    extract = read(written(tmp_path, message), ReadLimits())

    texts = [block.text for block in extract.blocks if block.kind is not BlockKind.FURNITURE]
    assert texts == ["Supplier shall reply.", "in 24 h"]
    assert len({block.locator.paragraph for block in extract.blocks}) == len(extract.blocks)


def test_an_outlook_message_without_words_is_empty(tmp_path: Path) -> None:
    from test_reading_types import ole

    place = tmp_path / "a.msg"
    place.write_bytes(ole("__properties_version1.0", "__substg1.0_0037001F"))

    with pytest.raises(DocumentError) as caught:
        read(place, ReadLimits())

    assert caught.value.code == "empty"


def test_a_date_that_no_calendar_has_is_shown_as_it_stands(tmp_path: Path) -> None:
    place = tmp_path / "a.eml"
    place.write_bytes(
        b"From: a@a.example\r\nMessage-ID: <1@a.example>\r\nMIME-Version: 1.0\r\n"
        b"Date: Mon, 01 Jan 999999999999 10:00:00 +0000\r\n\r\nPlease reply.\r\n"
    )
    extract = read(place, ReadLimits())

    assert "Date: Mon, 01 Jan 999999999999 10:00:00 +0000" in [block.text for block in extract.blocks]
    assert "Please reply." in [block.text for block in extract.blocks]
