"""The labelled clauses of data/gold: read, checked, turned into passages with their surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import msgspec

from domain.document import Block, BlockKind, Locator, Roles
from domain.knowledge import KNOWLEDGE, read_table, read_text
from domain.problem import ConfigurationError
from domain.requirement import Passage
from pipeline import roles
from pipeline.passages import in_order, passage_of

GOLD = KNOWLEDGE.parent / "gold"


class GoldClause(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled clause; see data/gold/README.md for the meaning of the labels."""

    document: str
    text: str
    kind: str
    verdict: str
    doc_type: str = "other"
    lang: str = ""
    section: str = ""
    context: str = ""
    aspect: str | None = None
    topic: str = "other"
    targets: list[str] = []
    obligated: str = "none"
    note: str = ""
    split: str = ""


def read_lines(path: Path) -> list[GoldClause]:
    """Read a file of labelled clauses, one JSON object a line.

    Raises ConfigurationError naming file and line.
    """
    decoder = msgspec.json.Decoder(GoldClause)
    clauses = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if line.strip():
            try:
                clauses.append(decoder.decode(line))
            except msgspec.MsgspecError as error:
                raise ConfigurationError(str(path), number, str(error)) from error
    return clauses


def read_gold(folder: Path = GOLD) -> list[GoldClause]:
    """Read all documents named in the folder's document tables, with their split."""
    clauses: list[GoldClause] = []
    for table in sorted(folder.glob("documents*.tsv")):
        for record in read_table(table, ("document", "file", "split")):
            split = record["split"]
            clauses += [
                msgspec.structs.replace(one, split=split) for one in read_lines(folder / record["file"])
            ]
    return clauses


def some(clauses: Iterable[GoldClause]) -> list[GoldClause]:
    """Return the clauses of every eighth document, enough for each rule to speak.

    To check rules on all of them takes minutes and tells no more.
    """
    documents = [list(group) for _, group in groupby(clauses, key=lambda one: one.document)]
    return [clause for document in documents[::8] for clause in document]


def passages(clauses: Iterable[GoldClause]) -> list[Passage]:
    """Turn labelled clauses into passages; each document's roles come from its own words."""
    found: list[Passage] = []
    for _, group in groupby(clauses, key=lambda clause: clause.document):
        document = list(group)
        sides = _roles(document)
        found += in_order(_passage(clause, sides) for clause in document)
    return found


def _passage(clause: GoldClause, sides: Roles) -> Passage:
    return passage_of(
        clause.text,
        section=clause.section,
        context=clause.context,
        doc_type=clause.doc_type,
        language=clause.lang,
        roles=sides,
    )


def _roles(document: Sequence[GoldClause]) -> Roles:
    return roles.find(tuple(Block(BlockKind.PARAGRAPH, one.text, Locator()) for one in document))
