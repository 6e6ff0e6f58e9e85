"""What a document says about itself: title, number, revision, date, customer, type, language, roles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Block, BlockKind, Facts
from pipeline import facts_contract, facts_title, roles
from pipeline.company_names import COMPANY
from pipeline.facts_dates import find_date
from pipeline.facts_labels import Labelled, near, read_labels, stated_revision
from pipeline.facts_type import language_of, type_of
from pipeline.titles import is_sentence

_COVER_BLOCKS = 15
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,6}(?:[-_/][A-Z0-9]{1,8}){1,4}(?![A-Za-z0-9])")
_STANDARD = re.compile(r"\A(?:IATF|ISO|GB|VDA|CQI|AIAG|IPC|ASTM|DIN|JIS|SAE|EN|QS|TS|RoHS)", re.IGNORECASE)
_MADE_ON = re.compile(
    r"(?i)\b(?:made|dated|entered into|concluded|signed)\b(?:\s+(?:and entered into|this|on|as of))*|于(?=\s*\d)"
)
_BY_CUSTOMER = frozenset(
    {
        "supplier_manual",
        "csr_document",
        "logistics_packaging",
        "environment",
        "audit_checklist",
        "portal_page",
    }
)


def find(
    blocks: tuple[Block, ...], title_hint: str | None, file_name: str, customer_folder: str | None
) -> Facts:
    """Return the facts of a document.

    Labels of the first pages and running heads speak first, then tables of revisions, then
    bare statements ("Revision B"), last the file's name.  ``customer_folder`` wins over all
    that the text says of the customer.
    """
    labelled = read_labels(blocks)
    number = labelled.get("number") or _code(blocks, file_name)
    title = facts_title.without_number(
        labelled.get("title") or facts_title.find(blocks, title_hint, file_name), number
    )
    kind = type_of(title, file_name, blocks)
    who = roles.find(blocks)
    return Facts(
        title=title,
        number=number,
        revision=labelled.get("revision") or _stated(blocks, title, file_name),
        date=labelled.date() or _cover_date(blocks) or _date_in_name(file_name),
        customer=customer_folder or _customer(blocks, labelled, kind, roles.opening_name(blocks, who)),
        type=kind,
        language=language_of(blocks),
        roles=who,
        issued=labelled.issued(),
        effective=labelled.effective(),
        contract=facts_contract.find(blocks),
    )


# -- number, revision, date --------------------------------------------------------------


def _code(blocks: Sequence[Block], file_name: str) -> str | None:
    """Return a document number without a label: alone on the cover, in the running heads, in the name."""
    for block in near(blocks):
        text = block.text.strip()
        found = _CODE.search(text) if len(text) <= 60 else None
        alone = found is not None and (block.kind is BlockKind.FURNITURE or found.group(0) == text)
        if found is not None and alone and _is_code(found.group(0)):
            return found.group(0)
    found = _CODE.search(facts_title.stem(file_name))
    return found.group(0) if found is not None and _is_code(found.group(0)) else None


def _is_code(text: str) -> bool:
    return any(char.isdigit() for char in text) and _STANDARD.match(text) is None and find_date(text) is None


def _stated(blocks: Sequence[Block], title: str | None, file_name: str) -> str | None:
    cover = [block.text for block in facts_title.first_blocks(blocks, _COVER_BLOCKS) if len(block.text) <= 60]
    heads = [b.text for b in near(blocks) if b.kind is BlockKind.FURNITURE and len(b.text) <= 160]
    name = re.sub(r"[_]+", " ", facts_title.stem(file_name))
    name = re.sub(r"(?i)\brev(?=[A-Z0-9]{1,3}\b)", "Rev ", name)
    return stated_revision([title or "", *cover, *heads, name]) or _in_name(name)


def _in_name(name: str) -> str | None:
    found = re.search(r"(?i)(?<![A-Za-z])(?:v|ver)\.?\s?(\d{1,3}(?:\.\d{1,3}){0,2})(?![\dA-Za-z])", name)
    if found is None:
        found = re.search(r"(?<![A-Za-z0-9])([A-Z]\d?|\d{1,2})版", name)
    return found.group(1) if found is not None else None


def _cover_date(blocks: Sequence[Block]) -> str | None:
    """Return a date that stands alone on the cover, or on which the opening says it was made."""
    for block in facts_title.first_blocks(blocks, _COVER_BLOCKS):
        text = block.text.strip()
        found = find_date(text) if len(text) <= 40 else None
        if found is not None and found.end - found.start >= 0.6 * len(text):
            return found.iso
        made = _MADE_ON.search(text)
        signed = find_date(text[made.end() : made.end() + 40]) if made is not None else None
        if signed is not None and signed.start <= 12:
            return signed.iso
    return None


def _date_in_name(file_name: str) -> str | None:
    found = find_date(re.sub(r"[_]", " ", facts_title.stem(file_name)))
    return found.iso if found is not None else None


# -- customer ----------------------------------------------------------------------------


def _customer(blocks: Sequence[Block], labelled: Labelled, kind: str, named: str | None) -> str | None:
    """Return the customer: by its role, by a label, or the company on a manual's cover."""
    if named is not None:
        return named
    label = labelled.get("customer")
    if label is not None and len(label) <= 60 and not is_sentence(label):
        return label
    if kind not in _BY_CUSTOMER:
        return None
    for block in facts_title.first_blocks(blocks, _COVER_BLOCKS):
        found = COMPANY.search(block.text) if len(block.text) <= facts_title.LONGEST_TITLE else None
        if found is not None:
            return found.group(0).strip(" ,，")
    return None
