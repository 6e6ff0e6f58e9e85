"""Mails: EML (RFC 5322) and Outlook's MSG.  The attachments are documents of their own (containers)."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from domain.document import Block, BlockKind, Extract
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering
from extractors.mail_parts import Letter, letter, outlook_letter
from extractors.plain_lines import is_rule, paragraphs


def claims(head: bytes, path: Path) -> bool:
    """Tell a mail by its fields, Outlook's by its streams."""
    return signatures.identify(head, path) in (signatures.MAIL, signatures.OUTLOOK)


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read what a mail says itself: the subject as title, the other fields as furniture, the body.

    Raises DocumentError: damaged, and what the reader of pages raises.
    """
    with path.open("rb") as file:
        is_outlook = signatures.identify(file.read(8192), path) == signatures.OUTLOOK
    mail = outlook_letter(path) if is_outlook else letter(path)
    gathering = Gathering(limits)
    gathering.place("document")
    for name, value in mail.fields:
        gathering.add_flowing(Block(BlockKind.FURNITURE, f"{name}: {value}"))
    subject = next((value for name, value in mail.fields if name == "Subject"), None)
    if mail.page:
        return _with_page(mail, gathering, subject, limits)
    lines = mail.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for paragraph in paragraphs([line.removeprefix(">").removeprefix(" ") for line in lines]):
        gathering.add_flowing(
            Block(BlockKind.FURNITURE if is_rule(paragraph) else BlockKind.PARAGRAPH, paragraph)
        )
    return Extract(
        format="mail",
        blocks=tuple(gathering.blocks),
        coverage=gathering.coverage(),
        title=subject,
        problems=tuple(gathering.problems),
    )


def _with_page(mail: Letter, gathering: Gathering, subject: str | None, limits: ReadLimits) -> Extract:
    from extractors.formats import html

    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "body.html"
        inner.write_bytes(mail.page)
        page = html.read(inner, limits)
    shift = gathering.ordinal
    for block in page.blocks:
        ordinal = block.locator.paragraph
        moved = replace(block.locator, paragraph=ordinal + shift) if ordinal is not None else block.locator
        gathering.blocks.append(replace(block, locator=moved))
    head, body = gathering.coverage()[0], page.coverage
    whole = replace(
        head,
        found=head.found + sum(one.found for one in body),
        in_blocks=head.in_blocks + sum(one.in_blocks for one in body),
        in_furniture=head.in_furniture + sum(one.in_furniture for one in body),
        lost=head.lost + sum(one.lost for one in body),
    )
    return replace(
        page, format="mail", blocks=tuple(gathering.blocks), coverage=(whole,), title=subject or page.title
    )


FORMAT = Format(name="mail", claims=claims, read=read)
