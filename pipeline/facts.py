"""What a document says about itself: title, number, revision, date, customer, type, language, roles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Block, BlockKind, Facts
from domain.text import fold, join_lines
from pipeline import facts_contract, roles
from pipeline.company_names import COMPANY
from pipeline.facts_dates import find_date
from pipeline.facts_knowledge import any_of, fact_words
from pipeline.facts_labels import Labelled, label_of, near, read_labels, stated_revision
from pipeline.facts_type import language_of, type_of
from pipeline.titles import body_size, is_sentence

_TITLE_BLOCKS = 30
_LONGEST_TITLE = 80
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
    title = _without_number(labelled.get("title") or _title(blocks, title_hint, file_name), number)
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


def _stem(file_name: str) -> str:
    last = re.split(r"[/\\]|!/", file_name)[-1]
    return re.sub(r"\.[A-Za-z0-9]{1,5}\Z", "", last).strip()


def _content(blocks: Sequence[Block], limit: int) -> list[Block]:
    first: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.FURNITURE and block.text.strip():
            first.append(block)
        if len(first) >= limit:
            break
    return first


# -- title -------------------------------------------------------------------------------


def _title(blocks: Sequence[Block], hint: str | None, file_name: str) -> str | None:
    """Choose the title: large and worded like one, else worded, else the hint, else the name."""
    first = _content(blocks, _TITLE_BLOCKS)
    first = [block for block in first if (block.locator.page or 1) <= 2]
    body = body_size(blocks)
    ranked = [
        (_title_rank(block, at, body), -at, block.text.strip())
        for at, block in enumerate(first)
        if _may_be_title(block)
    ]
    best = max(ranked, default=None)
    usable_hint = hint.strip() if hint and not _is_no_title(hint) else None
    if best is not None and best[0] >= 3:
        return _whole_title(first, -best[1])
    if usable_hint:
        return usable_hint
    if best is not None and best[0] >= 1:
        return best[2].strip("《》")
    return _stem(file_name) or None


def _without_number(title: str | None, number: str | None) -> str | None:
    """Cut a document number, and what follows it, off the end of a title."""
    if title is None or number is None or title.find(number) <= 0:
        return title
    return title[: title.find(number)].strip(" \u3000-—–_·|(（[") or title


def _is_no_title(text: str) -> bool:
    folded = fold(text)
    never = fact_words().never_titles
    return (
        not folded or folded in never or folded.startswith(("microsoft", "untitled", "无标题", "powerpoint"))
    )


def _may_be_title(block: Block) -> bool:
    text = block.text.strip()
    if not 2 <= len(text) <= _LONGEST_TITLE or _is_no_title(text) or block.kind is BlockKind.NOTE:
        return False
    if block.kind is BlockKind.TABLE_ROW and sum(bool(cell.strip()) for cell in block.cells) > 1:
        return False
    if re.search(r"(?<!\d)[:：]\s*\S|[。；]", text) or (find_date(text) is not None and len(text) < 24):
        return False
    return any(char.isalpha() for char in text) and not is_sentence(text) and label_of(text) is None


def _title_rank(block: Block, at: int, body: float) -> float:
    worded = bool(any_of(fact_words().title_words).search(fold(block.text)))
    larger = min(block.size / body - 1, 1.5) if body > 0 and block.size > body else 0.0
    heading = 1.0 if block.kind is BlockKind.HEADING and (block.level or 1) == 1 else 0.0
    numbered = (
        -2.0 if re.match(r"\s*(?:\d|第.{1,3}[章条條节]|[一二三四五六七八九十]+、)", block.text) else 0.0
    )
    early = max(0.0, 1.0 - at / 10)
    company = -1.5 if COMPANY.fullmatch(block.text.strip()) else 0.0
    return 2.5 * worded + 2 * larger + heading + numbered + early + company


def _whole_title(first: Sequence[Block], at: int) -> str:
    """Join the lines of a title set in one size: "Supplier Quality" / "Manual"."""
    text, size = first[at].text.strip(), first[at].size
    before = first[at - 1] if at else None
    if size <= 0 or before is None or before.size != size or not _may_be_title(before):
        return text.strip("《》")
    if COMPANY.search(before.text) is None and len(before.text) < 40:
        text = join_lines(before.text, text)
    return text.strip("《》")


# -- number, revision, date --------------------------------------------------------------


def _code(blocks: Sequence[Block], file_name: str) -> str | None:
    """Return a document number without a label: alone on the cover, in the running heads, in the name."""
    for block in near(blocks):
        text = block.text.strip()
        found = _CODE.search(text) if len(text) <= 60 else None
        alone = found is not None and (block.kind is BlockKind.FURNITURE or found.group(0) == text)
        if found is not None and alone and _is_code(found.group(0)):
            return found.group(0)
    found = _CODE.search(_stem(file_name))
    return found.group(0) if found is not None and _is_code(found.group(0)) else None


def _is_code(text: str) -> bool:
    return any(char.isdigit() for char in text) and _STANDARD.match(text) is None and find_date(text) is None


def _stated(blocks: Sequence[Block], title: str | None, file_name: str) -> str | None:
    cover = [block.text for block in _content(blocks, _COVER_BLOCKS) if len(block.text) <= 60]
    heads = [b.text for b in near(blocks) if b.kind is BlockKind.FURNITURE and len(b.text) <= 160]
    name = re.sub(r"[_]+", " ", _stem(file_name))
    name = re.sub(r"(?i)\brev(?=[A-Z0-9]{1,3}\b)", "Rev ", name)
    return stated_revision([title or "", *cover, *heads, name]) or _in_name(name)


def _in_name(name: str) -> str | None:
    found = re.search(r"(?i)(?<![A-Za-z])(?:v|ver)\.?\s?(\d{1,3}(?:\.\d{1,3}){0,2})(?![\dA-Za-z])", name)
    if found is None:
        found = re.search(r"(?<![A-Za-z0-9])([A-Z]\d?|\d{1,2})版", name)
    return found.group(1) if found is not None else None


def _cover_date(blocks: Sequence[Block]) -> str | None:
    """Return a date that stands alone on the cover, or on which the opening says it was made."""
    for block in _content(blocks, _COVER_BLOCKS):
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
    found = find_date(re.sub(r"[_]", " ", _stem(file_name)))
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
    for block in _content(blocks, _COVER_BLOCKS):
        found = COMPANY.search(block.text) if len(block.text) <= _LONGEST_TITLE else None
        if found is not None:
            return found.group(0).strip(" ,，")
    return None
