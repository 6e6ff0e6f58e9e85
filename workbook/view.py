"""What a sheet or a form is made from: the checklist seen in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from domain.document import Document, Locator
from domain.requirement import Clause
from domain.review import Checklist, Row
from domain.wording import say, wording
from workbook.kept import NOTHING, Kept
from workbook.names import Names, names
from workbook.standing import excluded, listed

_BLANKS = re.compile(r"\s+")
_LONGEST_TITLE = 80
_REMEMBERED = 10_000  # sections; each stands in several sheets
_OWN_NUMBER = re.compile(
    r"\s*(第[一二三四五六七八九十百零〇\d]+[章节節条條篇]|[A-Z]?\d+(?:[.\-–]\d+)*|[一二三四五六七八九十]+(?=、))[\s.、．:：)）]*"
)


@dataclass(frozen=True, slots=True)
class View:
    """A checklist with the names and sentences of one language.

    ``listed`` are the rows of the CSR list, ``excluded`` what was left out of it; ``kept``
    knows rows that were made before.
    """

    checklist: Checklist
    language: str
    names: Names
    documents: dict[str, Document]
    listed: tuple[Row, ...]
    excluded: tuple[Row, ...]
    kept: Kept = NOTHING

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of ``domain/wording/<language>/workbook.toml``."""
        return say(f"workbook.{key}", self.language, **values)

    def term(self, table: str, code: str) -> str:
        """Return the word for a code; a code without a word stands for itself."""
        return wording(self.language).get(f"workbook.{table}.{code}", code)

    def advice(self, code: str, part: str) -> str:
        """Return the message or advice of a problem code; the code where none is written."""
        return wording(self.language).get(f"problems.{code}.{part}", code if part == "message" else "")

    def document_of(self, row: Row) -> Document | None:
        """Return the document a row comes from, None when it is gone."""
        return self.documents.get(row.requirement.clause.document)

    def customer_of(self, row: Row) -> str:
        """Return the customer of a row."""
        document = self.document_of(row)
        return document.customer if document else ""

    def title_of(self, row: Row) -> str:
        """Return the title of a row's document."""
        document = self.document_of(row)
        return title(document) if document else row.requirement.clause.document

    def place(self, locator: Locator) -> str | int:
        """Return the page, or where a document has no pages the best place there is."""
        if locator.page is not None:
            return locator.page
        if locator.sheet is not None:
            return f"{locator.sheet}!{locator.cell}" if locator.cell else locator.sheet
        if locator.slide is not None:
            return self.say("lists.slide", number=locator.slide)
        if locator.paragraph is not None:
            return self.say("lists.paragraph", number=locator.paragraph)
        return ""


def see(checklist: Checklist, language: str, kept: Kept = NOTHING) -> View:
    """Return the checklist as it is seen in ``zh`` or ``en``."""
    return View(
        checklist=checklist,
        language=language,
        names=names(language),
        documents={document.id: document for document in (*checklist.past, *checklist.documents)},
        listed=listed(checklist),
        excluded=excluded(checklist),
        kept=kept,
    )


def title(document: Document) -> str:
    """Return what a document calls itself, else its file's name."""
    return document.facts.title or PurePosixPath(document.source.path).stem or document.source.path


def section_line(clause: Clause) -> str:
    """Return number and title of the section a clause stands in, on one line.

    A numbered clause under a numbered heading has its own number with the heading's words:
    ``1.1 Returns`` under ``1. Returns``.  Empty where the document has neither.  Titles
    longer than 80 characters, mostly sentences taken for titles, are cut visibly.
    """
    return _section_line(_heading(clause), clause.section or clause.number or "")


def section_pointer(clause: Clause) -> str:
    """Return the section that a matrix points to: the nearest heading that has a number.

    Clauses 1.1 and 1.2 under ``1. Returns`` have one pointer.
    """
    return _section_pointer(_heading(clause), clause.section or clause.number or "")


def _heading(clause: Clause) -> str:
    return clause.headings[-1] if clause.headings else ""


@lru_cache(_REMEMBERED)
def _section_line(heading: str, section: str) -> str:
    own = _OWN_NUMBER.match(heading)
    if own and section.startswith(own.group(1)) and section != own.group(1):
        return _one_line(f"{section} {heading[own.end() :]}")
    return _one_line(heading if _ends_path(section, heading) else f"{section} {heading}")


@lru_cache(_REMEMBERED)
def _section_pointer(heading: str, section: str) -> str:
    return _one_line(heading) if _OWN_NUMBER.match(heading) else _section_line(heading, section)


def _one_line(words: str) -> str:
    line = _BLANKS.sub(" ", words).strip()
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"


def _ends_path(section: str, heading: str) -> bool:
    """Tell whether the number adds nothing to the nearest heading that carries its own."""
    return bool(heading) and (not section or section in heading)
