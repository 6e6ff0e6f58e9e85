"""What a customer's document calls the customer: its name, its first word, its letters.

``KDS shall issue the forecast weekly`` binds the customer of the Kestermark Driveline manual; the
opening says so once, ``Kestermark Driveline Systems (KDS)``, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Facts, Roles
from domain.requirement import Clause
from domain.text import fold, has_han

_OPENING = 6_000
_LEGAL = re.compile(
    r"(?:股份)?有限(?:责任)?公司|集团|公司|汽车|客车|车灯|动力|科技|电子|精电|新能源|Co\.?,? ?Ltd\.?|GmbH|Inc\.?|Ltd\.?|AG|Group",
    re.IGNORECASE,
)
_SHORTEST_LATIN, _SHORTEST_HAN = 4, 2
_LETTERS = r"[^()（）。.]{0,60}[(（]\s*[\"“”'‘’]?(?P<short>[A-Z][A-Z&]{1,6})[\"“”'‘’]?\s*[)）]"


def with_customer(facts: Facts, clauses: Sequence[Clause]) -> Roles:
    """Return the document's roles with the customer's names added, folded.

    A name that the document gives the supplier is left alone.
    """
    roles = facts.roles
    names = [name for name in _names(facts.customer or "", clauses) if name not in roles.supplier]
    return Roles(roles.supplier, tuple(dict.fromkeys([*roles.customer, *names])))


def _names(customer: str, clauses: Sequence[Clause]) -> list[str]:
    core = _LEGAL.sub("", customer).strip(" ,，-·")
    if has_han(core):
        names = [core] if len(core) >= _SHORTEST_HAN else []
    else:
        first = core.split()[0] if core.split() else ""
        names = [core, first] if len(first) >= _SHORTEST_LATIN else []
    if not names:
        return []
    opening = " ".join(clause.text for clause in clauses[:120])[:_OPENING]
    found = re.search(re.escape(names[-1]) + _LETTERS, opening)
    return [fold(name) for name in names] + ([fold(found["short"])] if found else [])
