"""The documentation tells the truth: commands, options, rule keys, links, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pytest
import typer

from app.cli import _application
from app.console import Terminal
from classifiers.ruleset import SAYS, VALUE_KINDS, RuleFile, RuleText
from domain.knowledge import KNOWLEDGE

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "data").glob("*/README.md"),
        KNOWLEDGE / "rules" / "README.md",
    ]
)
TELLING = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "CONTRIBUTING.md",
    *(ROOT / "docs").glob("*.md"),
]
RULE_PAGE = (KNOWLEDGE / "rules" / "README.md").read_text(encoding="utf-8")
CALL = re.compile(r"(?<![\w./-])csr ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)?)([^\n`；。]*)")
LARGEST_PICTURE = 300_000


def commands() -> dict[str, set[str]]:
    """Return every command with its options, groups by ``group command``."""
    top = typer.main.get_command(_application(Terminal("en")))
    common = options(top)
    found: dict[str, set[str]] = {}
    for name, command in top.commands.items():  # type: ignore[attr-defined]  # it is a group
        inner = getattr(command, "commands", {})
        found |= {f"{name} {one}": options(each) | common for one, each in inner.items()}
        if not inner:
            found[name] = options(command) | common
    return found


def options(command: object) -> set[str]:
    parameters = command.params  # type: ignore[attr-defined]  # a command of typer
    return {option for one in parameters for option in one.opts if option.startswith("-")} | {"--help", "-h"}


COMMANDS = commands()


def calls(text: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the commands that a page types as code, with their options."""
    code = [*re.findall(r"```\w*\n(.*?)```", text, re.DOTALL), *re.findall(r"`([^`\n]+)`", text)]
    for piece in code:
        for words, rest in CALL.findall(
            piece.replace("\\", "/").replace("Scripts/csr", " csr").replace("bin/csr", " csr")
        ):
            first = words.split(" ")[0]
            known = words if words in COMMANDS else first
            yield known, set(re.findall(r"(?<![\w-])--[a-z-]+", rest))


def link_targets(text: str) -> Iterator[str]:
    """Yield where the links and pictures of a page lead, those to the web left out."""
    bare = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", bare):
        if not re.match(r"[a-z]+:", target):
            yield unquote(target)


def anchors(text: str) -> set[str]:
    """Return the anchors that a code host makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TELLING, ids=lambda page: page.name)
def test_every_command_and_option_that_is_told_exists(page: Path) -> None:
    wrong = [
        f"csr {name} {' '.join(sorted(given - COMMANDS.get(name, set())))}".strip()
        for name, given in calls(page.read_text(encoding="utf-8"))
        if name not in COMMANDS or given - COMMANDS[name]
    ]

    assert wrong == []


def test_every_command_has_a_heading_and_its_options_on_the_page_of_commands() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^## csr ([a-z ]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    everywhere = text[: text.index("## csr ")]
    missing = {
        f"{name} {option}"
        for name, given in COMMANDS.items()
        for option in given
        if f"`{option}" not in everywhere and not re.search(rf"{option}(?![\w-])", told.get(name, ""))
    }

    assert sorted(told) == sorted(COMMANDS)
    assert missing == set()


def test_a_told_command_that_does_not_exist_would_be_noticed() -> None:
    found = list(calls("`csr dance --slowly` and `.venv\\Scripts\\csr run --jobs 2`"))

    assert found == [("dance", {"--slowly"}), ("run", {"--jobs"})]


def test_every_key_of_a_rule_is_described() -> None:
    rule = {field.encode_name for field in msgspec.structs.fields(RuleText)}
    rows = set(re.findall(r"^\| `([a-z_]+)` \|", RULE_PAGE, re.MULTILINE))
    file = {field.encode_name for field in msgspec.structs.fields(RuleFile)}

    assert rule - rows == set()
    assert rows - rule - {"nothing", "flag"} == set()
    assert [name for name in file if not re.search(rf"`{name} =|\[\[{name}\]\]", RULE_PAGE)] == []


def test_all_that_a_rule_can_say_and_ask_for_is_described() -> None:
    bare = re.sub(r"```.*?```", "", RULE_PAGE, flags=re.DOTALL)
    named = set(re.findall(r"`([^`\n]+)`", bare))

    assert set(SAYS) - named == set()
    assert {f"#{kind}" for kind in VALUE_KINDS} - {word.strip('"') for word in named} == set()


def test_every_file_of_knowledge_is_listed() -> None:
    text = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in KNOWLEDGE.iterdir() if path.suffix in (".toml", ".tsv")}

    assert [name for name in sorted(files) if f"`{name}`" not in text] == []


def test_every_sample_is_listed() -> None:
    folder = ROOT / "data" / "samples"
    text = (folder / "README.md").read_text(encoding="utf-8")
    files = [
        path.relative_to(folder / part).as_posix()
        for part in ("inbox", "own", "revisions")
        for path in sorted((folder / part).rglob("*.*"))
    ]

    assert [name for name in files if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in link_targets(page.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        place = (page.parent / file).resolve() if file else page
        if not place.exists() or (anchor and anchor not in anchors(place.read_text(encoding="utf-8"))):
            broken.append(target)

    assert broken == []


def test_every_picture_is_shown_and_small() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in link_targets(page.read_text(encoding="utf-8"))
        if target.endswith(".png")
    }
    pictures = set((ROOT / "docs" / "images").glob("*.png"))

    assert pictures - shown == set()
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []
