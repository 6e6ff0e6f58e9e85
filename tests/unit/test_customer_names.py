"""The customer's own name is the customer's, as its document writes it."""

import pytest

from domain.document import Facts, Locator, Roles
from domain.requirement import Clause
from pipeline.customer_names import with_customer


def _clause(text: str) -> Clause:
    return Clause("k", "D", text, Locator())


@pytest.mark.parametrize(
    ("customer", "opening", "names"),
    [
        ("Kestermark Driveline", "Kestermark Driveline Systems (KDS) issues this manual.", ("kestermark driveline", "kestermark", "kds")),
        ("岚骞汽车", "岚骞汽车股份有限公司供应商质量手册", ("岚骞",)),
        ("OTS", "OTS issues this manual.", ()),
        ("", "This manual applies.", ()),
    ],
)  # fmt: skip
def test_names_come_from_the_folder_and_the_opening(
    customer: str, opening: str, names: tuple[str, ...]
) -> None:
    found = with_customer(Facts(customer=customer or None), [_clause(opening)])

    assert found.customer == names


def test_a_name_the_document_gives_the_supplier_stays_the_suppliers() -> None:
    facts = Facts(customer="岚骞汽车", roles=Roles(supplier=("岚骞",)))

    assert with_customer(facts, []).customer == ()
