"""Every problem code has its two sentences in every language and its heading in the docs."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from domain.wording import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
RAISERS = {"Problem", "DocumentError", "Refused", "ChildDied"}


def worded(language: str) -> dict[str, dict[str, str]]:
    path = ROOT / "domain" / "wording" / language / "problems.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def raised() -> set[str]:
    """Return the codes that the program gives as literals."""
    codes = set()
    for package in ("extractors", "pipeline", "workbook"):
        for path in (ROOT / package).rglob("*.py"):
            codes |= set(_codes(ast.parse(path.read_text(encoding="utf-8"))))
    return codes


def _codes(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = node.args[0]
        if name in RAISERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.append(first.value)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_is_given_is_worded(language: str) -> None:
    codes = raised()

    assert {"too-large", "vanished", "duplicate"} <= codes
    assert codes - set(worded(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_says_what_happened_and_what_to_do(language: str) -> None:
    parts = {code: set(sentences) for code, sentences in worded(language).items()}

    assert parts == {code: {"message", "advice"} for code in parts}
    sentences = [text for both in worded(language).values() for text in both.values()]
    assert [text for text in sentences if not text.endswith((".", "。", "）"))] == []


def test_the_languages_word_the_same_codes() -> None:
    assert list(worded("zh")) == list(worded("en"))


def test_every_code_has_a_heading_in_the_docs_in_the_same_order() -> None:
    text = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")

    assert re.findall(r"^## (\S+)$", text, re.MULTILINE) == list(worded("en"))
