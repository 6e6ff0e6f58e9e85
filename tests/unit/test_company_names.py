"""Names of companies are taken as they are written, without the words around them."""

from __future__ import annotations

import pytest

from pipeline.company_names import last_company


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("made between Corvane Telematics, Inc., a Michigan corporation ", "Corvane Telematics, Inc."),
        ("BETWEEN Halvick Vision Systems Ltd. ", "Halvick Vision Systems Ltd."),
        ("A.1 Vindhyachal Motors Ltd. ", "Vindhyachal Motors Ltd."),
        ("Norrkvarn Crushing & Screening AB, Skellefteå ", "Norrkvarn Crushing & Screening AB"),
        ("and Lattice Moulding sp. z o.o. ", "Lattice Moulding sp. z o.o."),
        ("本协议由澜江重型汽车集团有限公司", "澜江重型汽车集团有限公司"),
        ("协议方：衡锐机器人集团股份有限公司", "衡锐机器人集团股份有限公司"),
        ("请贵公司", None),
        ("the undersigned", None),
    ],
)
def test_the_last_company_is_named_as_written(text: str, name: str | None) -> None:
    assert last_company(text) == name
