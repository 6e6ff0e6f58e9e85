"""Only the files of customers of whom something changed are written anew."""

from __future__ import annotations

from workspace import Workspace

TEXT = "供方应在{n}小时内提交8D报告。\n供方应按PPAP等级{n}提交批准文件。\n"


def stamps(place: Workspace) -> dict[str, int]:
    files = (place.out / "customers").rglob("*.*")
    return {path.relative_to(place.out).as_posix(): path.stat().st_mtime_ns for path in files}


def written(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {path.split("/")[1] for path, stamp in after.items() if before.get(path) != stamp}


def test_a_customer_without_a_change_keeps_its_files(place: Workspace) -> None:
    for name in ("甲", "乙", "丙"):
        place.put(f"{name}/手册.txt", TEXT.format(n=1))
    place.run()
    place.put("甲/手册.txt", TEXT.format(n=2))
    place.run()  # what was new to all is new no more
    first = stamps(place)
    place.put("乙/手册.txt", TEXT.format(n=3))
    place.run()
    second = stamps(place)
    place.enter("等级1", 评审意见="同意")
    place.run()

    assert written(first, second) == {"甲", "乙"}  # what changed last time is changed no more
    assert written(second, stamps(place)) == {"丙"}


def test_a_customers_file_that_is_gone_or_touched_is_written_again(place: Workspace) -> None:
    for name in ("甲", "乙", "丙"):
        place.put(f"{name}/手册.txt", TEXT.format(n=1))
    place.run()
    (place.out / "customers/甲/CSR-record.docx").unlink()
    (place.out / "customers/乙/CSR-list.xlsx").write_bytes(b"touched")
    before = stamps(place)
    place.enter("等级1", 评审意见="同意")
    place.run()

    assert written(before, stamps(place)) >= {"甲", "乙"}
    assert (place.out / "customers/甲/CSR-record.docx").is_file()
