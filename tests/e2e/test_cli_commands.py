"""The csr command as a person or a script meets it."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
CHINESE = "供方应在24小时内提交8D报告。\n供方应按PPAP等级3提交批准文件。\n"


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def csr(
    *arguments: str | Path, cwd: Path | None = None, given: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        cwd=cwd,
        input=given,
        capture_output=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=120,
        check=False,
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "我的 公司"
    csr("init", folder)
    place = folder / "inbox" / "某 汽车" / "质量 手册.txt"
    place.parent.mkdir()
    place.write_text(CHINESE, encoding="utf-8")
    return folder


COMMANDS = [
    [],
    ["init"],
    ["run"],
    ["classify"],
    ["explain"],
    ["rules"],
    ["rules", "check"],
    ["rules", "try"],
    ["doctor"],
    ["status"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    english = csr(*command, "--help", "--lang", "en")
    chinese = csr(*command, "--help", "--lang", "zh")

    if command != ["rules"]:
        assert "Example: " in english.stdout
        assert "示例：" in chinese.stdout
    assert english.stdout.startswith("Usage: csr")
    assert chinese.stdout.startswith("用法： csr")
    assert (english.returncode, chinese.returncode) == (0, 0)


HEAVY = ("spacy", "jieba", "pandas", "openpyxl", "lxml", "pypdfium2", "docx", "numpy", "rich", "msgspec")


def test_help_imports_nothing_heavy() -> None:
    program = f"""
import sys
from app.cli import run
run(["run", "--help"])
sys.stderr.write(",".join(name for name in {HEAVY!r} if name in sys.modules))
"""
    outcome = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", env=environment(), check=True
    )

    assert outcome.stderr == ""


WRONG_USE = [
    (["run"], "No inbox here. Make a workspace with: csr init my-company"),
    (["run", "nowhere"], "{here}/nowhere: no such folder."),
    (["run", "--speed", "9"], "csr run: No such option: --speed (see csr run --help)"),
    (["explain", " "], "The text is empty."),
    (["classify", "nothing.jsonl"], "nothing.jsonl: no such file."),
    (["status"], "No inbox here. Make a workspace with: csr init my-company"),
    (["status", "nowhere"], "nowhere: no results there. Run csr run first."),
    (["run", ".", "--out", "."], "The output folder must not be the inbox itself: {here}"),
    (["run", ".", "--company", "no.toml"], "no.toml: no such settings file."),
]


@pytest.mark.parametrize(("command", "message"), WRONG_USE, ids=lambda value: str(value)[:30])
def test_wrong_use_is_one_line_and_status_2(tmp_path: Path, command: list[str], message: str) -> None:
    outcome = csr(*command, "--lang", "en", cwd=tmp_path)

    expected = message.replace("{here}", str(tmp_path.resolve())) + "\n"
    assert (outcome.stderr, outcome.stdout, outcome.returncode) == (expected, "", 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "文字是空的。"),
        ({"LANG": "en_US.UTF-8"}, "The text is empty."),
        ({"LANG": "C.UTF-8"}, "文字是空的。"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "文字是空的。"),
    ],
)
def test_the_locale_chooses_the_language_and_chinese_where_it_says_nothing(
    variables: dict[str, str], message: str
) -> None:
    assert csr("explain", "", **variables).stderr == message + "\n"


def test_another_language_is_refused() -> None:
    outcome = csr("doctor", "--lang", "fr")

    assert (outcome.stderr, outcome.returncode) == ("--lang fr：只能是 zh 或 en\n", 2)


def test_init_makes_a_workspace_and_never_touches_one(tmp_path: Path) -> None:
    folder = tmp_path / "我的 公司"
    first = csr("init", folder)
    (folder / "company.toml").write_text("# mine", encoding="utf-8")
    second = csr("init", folder)

    assert (first.returncode, second.returncode) == (0, 2)
    assert sorted(path.name for path in folder.iterdir()) == [
        "company.toml",
        "inbox",
        "outputs",
        "own",
        "rules",
    ]
    assert (folder / "company.toml").read_text(encoding="utf-8") == "# mine"


def test_a_workspace_is_run_from_any_of_its_folders(workspace: Path) -> None:
    outcome = csr("run", cwd=workspace / "inbox" / "某 汽车")

    assert (outcome.stderr, outcome.returncode) == ("", 0)
    data = json.loads((workspace / "outputs" / "checklist.json").read_text(encoding="utf-8"))
    assert [one["path"] for one in data["documents"]] == ["某 汽车/质量 手册.txt"]
    assert [one["verdict"] for one in data["requirements"]] == ["csr", "csr"]


def test_the_summary_is_lines_with_tabs_where_nobody_looks_on(workspace: Path) -> None:
    outcome = csr("run", "--lang", "en", cwd=workspace)

    first, second = outcome.stdout.splitlines()[:2]
    assert first.split("\t") == [
        "Customer",
        "Document",
        "Type",
        "Pages",
        "CSR",
        "Product",
        "Commercial",
        "To review",
        "Status",
    ]
    assert second.split("\t")[:2] == ["某 汽车", "质量 手册.txt"]
    assert outcome.stdout.splitlines()[-1] == f"Checklist: {workspace.resolve()}/outputs/CSR-checklist.xlsx"


def test_a_bad_file_is_a_line_on_standard_error_and_status_1(workspace: Path) -> None:
    (workspace / "inbox" / "某 汽车" / "空.txt").touch()
    outcome = csr("run", "--quiet", "--lang", "en", cwd=workspace)

    expected = (
        "某 汽车/空.txt: The file is empty. Fetch it again; a download or a copy was probably broken off.\n"
    )
    assert (outcome.stdout, outcome.stderr, outcome.returncode) == ("", expected, 1)
    assert (workspace / "outputs" / "CSR-checklist.xlsx").is_file()


BROKEN = [
    (
        "company.toml",
        "[limits]\n\nsecond = 5\n",
        "company.toml:3: unknown name second in [limits]; known: seconds",
    ),
    ("company.toml", "[run\n", "company.toml:1: Expected ']' at the end of a table declaration"),
]


@pytest.mark.parametrize(("file", "text", "message"), BROKEN)
def test_a_broken_setting_is_one_line_and_nothing_is_written(
    workspace: Path, file: str, text: str, message: str
) -> None:
    (workspace / file).write_text(text, encoding="utf-8")
    outcome = csr("run", "--lang", "en", cwd=workspace)

    assert outcome.stderr == f"{workspace.resolve()}/{message}\n"
    assert outcome.returncode == 2
    assert list((workspace / "outputs").iterdir()) == []


def test_a_broken_rule_file_of_the_company_is_one_line_and_nothing_is_written(workspace: Path) -> None:
    (workspace / "rules" / "own.toml").write_text("[[rule]\n", encoding="utf-8")
    outcome = csr("run", "--lang", "en", cwd=workspace)

    assert outcome.stderr.startswith(f"{workspace.resolve()}/rules/own.toml:1: ")
    assert (len(outcome.stderr.splitlines()), outcome.returncode) == (1, 2)
    assert list((workspace / "outputs").iterdir()) == []


@pytest.mark.skipif(importlib.util.find_spec("distributed") is not None, reason="Dask is installed")
def test_a_scheduler_without_dask_says_how_to_install_it(workspace: Path) -> None:
    outcome = csr("run", "--scheduler", "tcp://127.0.0.1:8786", "--lang", "en", cwd=workspace)

    expected = (
        "This needs an optional part that is not installed. "
        'Install it with: pip install "csr-checklist[dask]"\n'
    )
    assert (outcome.stderr, outcome.returncode) == (expected, 2)
    assert list((workspace / "outputs").iterdir()) == []


def test_status_counts_what_is_open(workspace: Path) -> None:
    csr("run", cwd=workspace)
    outcome = csr("status", "--lang", "en", cwd=workspace)
    data = json.loads((workspace / "outputs/checklist.json").read_text(encoding="utf-8"))
    document = data["documents"][0]["id"]

    assert outcome.stdout.splitlines()[:3] == [
        "Customer\tDocument\tID\tRevision\tDate\tStatus\tOpen\tDecided\tTotal",
        f"某 汽车\t某 汽车/质量 手册.txt\t{document}\t\t\tread\t2\t0\t2",
        "Total\t\t\t\t\t\t2\t0\t2",
    ]
    assert outcome.returncode == 0


def test_history_and_link_know_what_a_run_has_seen(workspace: Path) -> None:
    csr("run", cwd=workspace)
    data = json.loads((workspace / "outputs/checklist.json").read_text(encoding="utf-8"))
    requirement, document = data["requirements"][0], data["documents"][0]["id"]
    history = csr("history", requirement["id"], "--lang", "en", cwd=workspace)
    link = csr("link", "某 汽车/质量 手册.txt", document, "--lang", "en", cwd=workspace)
    unknown = csr("history", "R-none", "--lang", "en", cwd=workspace)

    assert history.stdout.splitlines()[:2] == [
        f"Original words: {requirement['text']}", f"Document: 某 汽车/质量 手册.txt ({document})",
    ]  # fmt: skip
    assert [line[16:] for line in history.stdout.splitlines()[2:]] == ["  new"]
    assert (
        link.stdout.strip()
        == f"Noted: 某 汽车/质量 手册.txt is a revision of {document}, from the next run on."
    )
    assert (unknown.returncode, unknown.stderr.strip()) == (2, "There is no requirement R-none.")


def test_a_new_revision_is_counted_and_its_history_told_in_words(workspace: Path) -> None:
    manual = (
        f"质量手册\n文件编号：SQM-7\n版本：1\n{CHINESE}供方应保存记录15年。\n供方应每年培训一次检验员。\n"
    )
    (workspace / "inbox/某 汽车/质量 手册.txt").write_text(manual, encoding="utf-8")
    csr("run", "--lang", "zh", cwd=workspace)
    book = openpyxl.load_workbook(workspace / "outputs/CSR-checklist.xlsx")
    sheet = book["顾客特殊要求清单"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    line = next(at for at in range(2, 9) if "8D" in str(sheet.cell(at, heads["原文"]).value))
    for heading, value in (("评审判定", "确认CSR"), ("责任人", "李工"), ("评审人", "王工")):
        sheet.cell(line, heads[heading]).value = value
    book.save(workspace / "outputs/CSR-checklist.xlsx")
    newer = (
        manual.replace("版本：1", "版本：2")
        .replace("24小时", "8小时")
        .replace("供方应每年培训一次检验员。\n", "")
    )
    (workspace / "inbox/某 汽车/质量 手册 2.txt").write_text(newer, encoding="utf-8")
    outcome = csr("run", "--lang", "en", cwd=workspace)
    history = csr("history", str(sheet.cell(line, heads["编号"]).value), "--lang", "en", cwd=workspace)

    assert "CSR: 3 · product requirements: 0 · commercial terms: 0" in outcome.stdout
    assert "Against the last run: new 0, changed 1, moved 0, gone 1; decisions kept: 1." in outcome.stdout
    assert "After new revisions: 1 to decide again, 0 to confirm" in outcome.stdout
    assert [one[16:] for one in history.stdout.splitlines()[2:]] == [
        "  new",
        "  changed; before: 供方应在24小时内提交8D报告。; decision reopened",
        "  Decision: CSR; Owner: 李工 (王工)",
    ]


def test_classify_answers_line_by_line_and_names_bad_lines() -> None:
    given = '{"text": "供方应按PPAP等级3提交批准文件。"}\n\nno json\n{"text": 5}\n'
    outcome = csr("classify", "--lang", "en", given=given)

    good, *bad = [json.loads(line) for line in outcome.stdout.splitlines()]
    assert (good["kind"], good["verdict"], good["aspect"]) == ("requirement", "csr", "engineering")
    assert {"confidence", "topic", "iatf_clauses", "process", "targets", "modality", "obligated"} < set(good)
    assert [set(reason) for reason in good["reasons"]] == [{"rule", "evidence", "weight"}] * len(
        good["reasons"]
    )
    assert bad == [
        {"error": "no JSON object: Expecting value: line 1 column 1 (char 0)", "line": 3},
        {"error": "the field text is missing or no text", "line": 4},
    ]
    assert outcome.returncode == 1


def test_explain_says_the_verdict_and_the_words(tmp_path: Path) -> None:
    outcome = csr("explain", "供方应按PPAP等级3提交批准文件。", "--lang", "en", cwd=tmp_path)

    lines = outcome.stdout.splitlines()
    assert lines[0].startswith(
        "Requirement · customer-specific requirement (CSR) · engineering · confidence "
    )
    assert any(line.startswith("For\t") and "\tPPAP\t" in line for line in lines)
    assert any(line.startswith("IATF 16949: 8.3.4.4 ") for line in lines)


def test_nothing_in_a_file_name_can_steer_the_terminal(workspace: Path) -> None:
    if os.name != "posix":
        pytest.skip("such names cannot be made here")
    (workspace / "inbox" / "某 汽车" / "a\x1b[2J\u202e.txt").touch()
    outcome = csr("run", cwd=workspace)

    assert not set(outcome.stdout + outcome.stderr) & {"\x1b", "\u202e"}


@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_in_order_with_status_130_and_no_process_left(
    workspace: Path, number: signal.Signals
) -> None:
    for count in range(300):
        place = workspace / "inbox" / "某 汽车" / f"{count}.txt"
        place.write_text(f"{count}\n" + CHINESE * 30, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "run", "--lang", "en"],
        cwd=workspace,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    children = _children(process)
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)

    _, alive = psutil.wait_procs(children, timeout=5)
    assert (errors, process.returncode, alive) == ("Interrupted. Nothing is left half-written.\n", 130, [])
    assert [path.name for path in (workspace / "outputs").iterdir()] == [".csr"]


def _children(process: subprocess.Popen[str]) -> list[psutil.Process]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        children = psutil.Process(process.pid).children()
        if children:
            return children
        time.sleep(0.02)
    raise AssertionError("no reading process was started")
