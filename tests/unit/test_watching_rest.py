"""When a watched folder calls for a run."""

from pathlib import Path

from pipeline.watching import Rest, has_gone, look

A, B = {"a": (1, 1)}, {"a": (2, 2)}


def test_a_run_waits_until_nothing_changes_any_more() -> None:
    rest = Rest(settle=3)

    looks = [rest.is_due(A, 0), rest.is_due(B, 2), rest.is_due(B, 4), rest.is_due(B, 5)]

    assert looks == [False, False, False, True]


def test_after_a_run_only_a_change_calls_for_another() -> None:
    rest = Rest(settle=0)
    assert rest.is_due(A, 0)
    rest.ran(A)

    assert [rest.is_due(A, 9), rest.is_due(B, 10)] == [False, True]


def test_what_changed_during_a_run_calls_for_another() -> None:
    rest = Rest(settle=1)
    rest.is_due(A, 0)
    rest.ran(A)

    assert [rest.is_due(B, 5), rest.is_due(B, 6)] == [False, True]


def test_an_empty_folder_is_run_over_once() -> None:
    rest = Rest(settle=0)
    assert rest.is_due({}, 0)
    rest.ran({})

    assert not rest.is_due({}, 1)


def test_leftovers_are_passed_over_and_folders_are_walked(tmp_path: Path) -> None:
    for name in ("甲/手册.pdf", "甲/~$手册.docx", "甲/x.crdownload", ".git/config", "settings.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    found = look([tmp_path / "甲", tmp_path / "settings.toml", tmp_path / "missing"])

    assert [Path(one).name for one in found] == ["手册.pdf", "settings.toml"]


def test_an_inbox_that_is_empty_all_at_once_is_a_drive_that_is_away(tmp_path: Path) -> None:
    before = {str(tmp_path / "inbox" / "a.pdf"): (1, 1), str(tmp_path / "company.toml"): (1, 1)}
    moved = {str(tmp_path / "inbox" / "b.pdf"): (1, 1)}

    assert has_gone(before, {str(tmp_path / "company.toml"): (1, 1)}, tmp_path / "inbox")
    assert not has_gone(before, moved, tmp_path / "inbox")
    assert not has_gone(None, {}, tmp_path / "inbox")
