"""The benchmark that damages files: what it makes is damaged, and what it meets is told."""

from __future__ import annotations

import importlib.util
import random
import zipfile
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from made_documents import zip_bytes

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "fuzz_readers.py"


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_readers", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_same_seed_makes_the_same_damage(fuzz: ModuleType) -> None:
    text = b"1 The supplier shall keep 15 records. " * 20
    first, again = (fuzz.damaged(text, random.Random(7)) for _ in range(2))

    assert first == again != text


def test_a_package_is_packed_anew_around_its_damage(fuzz: ModuleType) -> None:
    package = zip_bytes({"mimetype": "a", "content.xml": "<a>1</a>" * 50})
    made = [fuzz.damaged(package, random.Random(seed)) for seed in range(10)]
    whole = [data for data in made if zipfile.is_zipfile(BytesIO(data))]
    kept = [
        data for data in whole if zipfile.ZipFile(BytesIO(data)).namelist() == ["mimetype", "content.xml"]
    ]

    assert len(kept) > 5
    assert package not in kept


def test_outcomes_are_codes_and_formats(fuzz: ModuleType) -> None:
    assert fuzz.read_bytes(b"1 The supplier shall keep records.\n", "a.txt") == "text read"
    assert fuzz.read_bytes(b"%PDF-1.7 no page") == "damaged"
