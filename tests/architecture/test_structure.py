"""The shape of the code: sizes, one broad net, SQL in one place, no network, a light start."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "classifiers", "domain", "extractors", "pipeline", "workbook")
MODULE_LINES, FUNCTION_LINES = 300, 40

# What is longer than the guide, each with its reason.
LONGER = {
    "app/commands_text.py: register": "typer wants every command as a function inside; each is short",
    "classifiers/target_words.py: vocabulary": "one table of the kinds of value, read top to bottom",
    "pipeline/numbering_styles.py: read": "one style after another as the file has them; two lines too long",
    "pipeline/run.py: run": "the table of contents of the whole job",
}

BROAD = {"", "Exception", "BaseException"}
# A broad ``except`` outside of run.py must raise again, at least where it was not meant.
NETWORK = {
    "aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socketserver",
    "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "websockets", "xmlrpc",
}  # fmt: skip
# Named exceptions to "no network".
ALLOWED = {
    "pipeline/documents.py: distributed": "the Dask scheduler that the user names with --scheduler",
    "pipeline/locking.py: socket": "gethostname, to say which machine holds the lock; no connection",
}


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Yield path, text and tree of every module of the program."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield path.relative_to(ROOT).as_posix(), text, ast.parse(text)


def longer() -> set[str]:
    """Name what is longer than the guide."""
    found = set()
    for name, text, tree in modules():
        if len(text.splitlines()) > MODULE_LINES:
            found.add(name)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                found |= {f"{name}: {node.name}"} if lines > FUNCTION_LINES else set()
    return found


def imported(tree: ast.Module) -> set[str]:
    """Return the top names of everything a module imports, anywhere in it."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def caught(handler: ast.ExceptHandler) -> set[str]:
    """Return the names of what a handler catches, the empty name for a bare ``except``."""
    if handler.type is None:
        return {""}
    parts = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(part) for part in parts}


def raises_again(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))


def test_modules_and_functions_keep_to_the_guide_or_stand_in_the_list() -> None:
    assert longer() - LONGER.keys() == set()


def test_the_list_of_long_ones_names_no_short_one() -> None:
    assert LONGER.keys() - longer() == set()


def test_only_the_run_swallows_what_nobody_foresaw() -> None:
    nets = {
        name
        for name, _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and caught(node) & BROAD and not raises_again(node)
    }

    assert nets == {"pipeline/run.py"}


def test_only_the_store_speaks_sql() -> None:
    speaking = {name for name, _, tree in modules() if "sqlite3" in imported(tree)}

    assert "pipeline/store.py" in speaking
    allowed = {"store", "store_history", "migrations", "cache"}
    assert speaking <= {f"pipeline/{name}.py" for name in allowed}


def test_nothing_can_reach_the_network_but_what_is_named() -> None:
    watched = NETWORK | {"distributed", "socket"}
    found = {f"{name}: {one}" for name, _, tree in modules() for one in imported(tree) & watched}

    assert found == set(ALLOWED)


def test_nothing_writes_with_pickle_or_marshal() -> None:
    users = {name for name, _, tree in modules() if imported(tree) & {"marshal", "pickle", "shelve", "dill"}}

    assert users == set()


def test_starting_the_command_loads_no_heavy_library() -> None:
    heavy = (
        "docx", "jieba", "lxml", "numpy", "openpyxl", "pandas", "pdfplumber", "psutil", "pypdfium2",
        "python_calamine", "spacy",
    )  # fmt: skip
    code = f"import sys, app.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )

    assert done.stdout.strip() == "[]"
