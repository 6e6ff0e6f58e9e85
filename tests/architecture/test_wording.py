"""The languages say the same things, and the program asks for nothing they do not have."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from domain.wording import LANGUAGES, wording

ROOT = Path(__file__).resolve().parents[2]
# Shown as they are, never filled: examples in them have braces of their own.
UNFILLED = ("cli.help.",)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_language_has_the_same_keys() -> None:
    keys = {language: set(wording(language)) for language in LANGUAGES}

    assert keys["zh"] ^ keys["en"] == set()


def test_every_sentence_has_the_same_placeholders_in_every_language() -> None:
    different = [
        key
        for key, sentence in wording("zh").items()
        if not key.startswith(UNFILLED) and placeholders(sentence) != placeholders(wording("en")[key])
    ]

    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: str) -> None:
    assert [key for key, sentence in wording(language).items() if not sentence.strip()] == []


def asked() -> set[str]:
    """Return the keys of cli.toml that the program names as literals."""
    keys = set()
    for path in [*(ROOT / "app").glob("*.py"), *(ROOT / "pipeline").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                keys |= {f"cli.{first.value}"} if name == "words" and path.parent.name == "app" else set()
                keys |= {first.value} if name == "say" else set()
                keys |= {f"cli.error.{first.value}"} if name == "UsageError" else set()
    return keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_of_document_has_a_name(language: str) -> None:
    from pipeline.facts_knowledge import TYPE_IDS

    named = {key.removeprefix("cli.doctype.") for key in wording(language) if key.startswith("cli.doctype.")}
    assert named == TYPE_IDS


def test_every_sentence_that_is_asked_for_is_there() -> None:
    keys = asked()

    assert {"cli.error.no_workspace", "cli.summary.result", "cli.unassigned"} <= keys
    assert keys - set(wording("en")) == set()
