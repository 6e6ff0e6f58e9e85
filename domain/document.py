"""What a reader makes of a file: blocks of text, each with the place where a person finds it again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.problem import Problem


class BlockKind(StrEnum):
    """What a block of text is on its page.

    FURNITURE is everything that repeats or serves finding one's way: running heads and
    feet, page numbers, contents pages, watermarks, site chrome.  It is kept, so that every
    character of a page can be accounted for, and never becomes a clause.
    NOTE is a footnote, an endnote, a reviewer's comment.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    NOTE = "note"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points (1/72 inch) from the top-left corner of the page as it is seen."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Locator:
    """A place that can be found again; what a format does not have is None.

    ``page`` and ``slide`` count from 1.  ``paragraph`` counts the block-level items of a
    flowing document (DOCX, HTML, TXT) from 1 in document order.  ``cell`` is written A1.
    """

    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    cell: str | None = None
    slide: int | None = None
    paragraph: int | None = None


NOWHERE = Locator()


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row, note or piece of furniture.

    ``text`` is what the document says, character for character, lines joined.  ``number``
    is a number that the program which shows the document makes (Word's automatic
    numbering, an HTML list's): it is *not* part of ``text``.  ``level`` is the heading or
    list depth from 1 where the format itself states it (styles, tags, bookmarks).
    For a table row ``cells`` are the cells' texts, ``header`` the column headings that
    give them meaning (same length, or empty), and ``text`` is the non-empty cells joined
    by `` | ``.  ``table`` numbers the tables of a document, so that rows stay together.
    ``more`` are further places when a block goes on over a page or column break.
    ``size`` (points) and ``bold`` are typographic evidence, 0.0 and False where unknown.
    """

    kind: BlockKind
    text: str
    locator: Locator = NOWHERE
    level: int | None = None
    number: str | None = None
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    table: int | None = None
    more: tuple[Locator, ...] = ()
    size: float = 0.0
    bold: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PageCoverage:
    """Characters (blanks not counted) of one page, sheet, slide or whole flowing document.

    ``found`` = ``in_blocks`` + ``in_furniture`` + ``lost``; a reader that cannot say so
    has a bug.  ``place`` is the page number as text, or the sheet's name.
    """

    place: str
    found: int
    in_blocks: int
    in_furniture: int
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Extract:
    """All that a reader got out of one file, before anybody asks what it means."""

    format: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    coverage: tuple[PageCoverage, ...] = ()
    title: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file found in the inbox; ``path`` is relative to it, with ``/``.

    A part of a container is ``mail.eml!/attachment.pdf``.
    """

    path: str
    sha256: str
    size: int
    customer_folder: str | None = None


class DocumentStatus(StrEnum):
    """How the reading of a file ended."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is who in a document: names that stand for the supplier and for the customer.

    Taken from the document's own opening (``甲方（供方）``, ``hereinafter "Buyer"``); empty
    where it says nothing.  Texts are folded with ``domain.text.fold``.
    """

    supplier: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()


NO_ROLES = Roles()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says about itself; None where it does not say.

    ``date`` is the best of its dates; ``contract`` names the contract through which it binds.
    """

    title: str | None = None
    number: str | None = None
    revision: str | None = None
    date: str | None = None
    customer: str | None = None
    type: str = "other"
    language: str | None = None
    roles: Roles = NO_ROLES
    issued: str | None = None
    effective: str | None = None
    contract: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the inbox with its text and facts; ``id`` is stable over re-runs."""

    id: str
    source: SourceFile
    customer: str
    facts: Facts
    blocks: tuple[Block, ...]
    status: DocumentStatus
    format: str | None = None
    pages: int | None = None
    coverage: tuple[PageCoverage, ...] = ()
    problems: tuple[Problem, ...] = ()
