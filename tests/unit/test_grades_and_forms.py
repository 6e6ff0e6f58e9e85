"""Grades, ratios, magnifications, formats and spans of the clock; and what only looks like them."""

from __future__ import annotations

import pytest

from classifiers import targets


def found(text: str) -> list[tuple[str, float | None]]:
    return [(value.target.text, value.target.value) for value in targets.find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sampling follows general inspection level II.", ("inspection level II", None)),
        ("外观按GB/T 2828.1一般检验水平Ⅱ抽样。", ("一般检验水平Ⅱ", None)),
        ("Packed parts are at most MSL 3 at delivery.", ("MSL 3", None)),
        ("The cover material is UL 94 V-0.", ("UL 94 V-0", None)),
        ("The label reads with grade C or better.", ("grade C or better", None)),
        ("二维码等级不低于B级。", ("不低于B级", None)),
        ("The root is looked at with magnification 500:1.", ("500:1", 500.0)),
        ("Gauge resolution against tolerance is 10 : 1 here.", ("10 : 1", 10.0)),
        ("Burrs are judged at 20x by the inspector.", ("20x", 20.0)),
        ("Only pallets 1200 × 800 are taken.", ("1200 × 800", 1200.0)),
        ("Sectioning is 1 per 200 castings.", ("1 per 200 castings", 1.0)),
        ("The dock takes goods 06:30-14:15.", ("06:30-14:15", None)),
        ("Figures are mailed at 5 p.m. of the day.", ("5 p.m.", None)),
        ("The year's aim is zero stoppages.", ("zero stoppages", 0.0)),
        ("We want the zero-defect goal.", ("zero-defect", 0.0)),
        ("按零收一退执行。", ("零收一退", 0.0)),
        ("Bulged cells: <200", ("<200", 200.0)),
        ("The survey uses at least six thermocouples.", ("at least six thermocouples", 6.0)),
        ("The valve lives 1.2 million strokes.", ("1.2 million strokes", 1.2e6)),
        ("Base pressure is below 1E-4 Torr.", ("below 1E-4 Torr", 1e-4)),
        ("A certificate goes with each consignment.", ("each consignment", None)),
        ("Depth at 550 HV: 0.8 – 1.1 mm", ("0.8 – 1.1 mm", 0.8)),
        ("Reports are due by 11:00.", ("by 11:00", None)),
    ],
)
def test_form_is_found_as_it_is_written(text: str, wanted: tuple[str, float | None]) -> None:
    values = found(text)

    assert wanted[0] in [words for words, _ in values], f"in {text!r} only {values} was found"
    assert wanted in values


@pytest.mark.parametrize(
    "text",
    [
        "See table 3: 5 shows the shape.",
        "Call 13x-xxxx-5512 for the key.",
        "If the balance is zero and nothing is owed, the account is closed.",
        "Zero-kilometre returns are described in chapter two.",
        "A zero gap is shown by the sketch.",
        "This level is shown on the first page.",
    ],
)
def test_what_only_looks_like_a_demand_is_none(text: str) -> None:
    assert not found(text)
