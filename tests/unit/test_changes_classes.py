"""The class of a difference of words, by examples; what is in doubt is one of substance."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.knowledge import KNOWLEDGE
from domain.problem import ConfigurationError
from domain.revision import ChangeKind, ClauseFacts, Direction
from pipeline.changes import classify, classify_words
from pipeline.changes_knowledge import change_knowledge

SUBSTANCE = {ChangeKind.VALUE_CHANGED, ChangeKind.STRENGTHENED, ChangeKind.WEAKENED}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("供应商应 在24小时内，通知。", "供应商应在 24 小时内,通知"),
        ("The supplier shall re-\nqualify yearly.", "The supplier shall requalify yearly"),
        ("keep records for 10 years", "keep records for 1O years"),
        ("The supplier shall answer", "The supplier sha11 answer"),
        ("抽样 1,000 件", "抽样 1000 件"),
        ("Ｃｐｋ ≥ 1.67", "Cpk ≥ 1.67"),
    ],
)
def test_setting_and_scanning_are_no_change(old: str, new: str) -> None:
    assert classify_words(old, new).kind is ChangeKind.UNCHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("供应商应当立即通知顾客", "供方须马上告知客户"),
        (
            "The supplier shall notify the buyer prior to shipment",
            "The supplier must inform the buyer before shipment",
        ),
        ("供應商應提交報告", "供应商应提交报告"),
        ("二十四小时内回复", "24小时内回复"),
        ("within two (2) working days", "within 2 working days"),
    ],
)
def test_the_same_in_other_words_is_reworded(old: str, new: str) -> None:
    assert classify_words(old, new).kind is ChangeKind.REWORDED


@pytest.mark.parametrize(
    ("old", "new", "kind", "direction"),
    [
        ("应在 48 小时内通知", "应在 24 小时内通知", ChangeKind.VALUE_CHANGED, Direction.STRICTER),
        ("report monthly", "report weekly", ChangeKind.VALUE_CHANGED, Direction.STRICTER),
        ("Cpk ≥ 1.67", "Cpk ≥ 1.33", ChangeKind.VALUE_CHANGED, Direction.LOOSER),
        ("记录保存 10 年", "记录保存 15 年", ChangeKind.VALUE_CHANGED, Direction.STRICTER),
        ("see form QF 1201", "see form QF 1202", ChangeKind.VALUE_CHANGED, Direction.UNKNOWN),
        ("供应商应提交报告", "供应商宜提交报告", ChangeKind.WEAKENED, Direction.LOOSER),
        (
            "The supplier should reply",
            "The supplier shall reply",
            ChangeKind.STRENGTHENED,
            Direction.STRICTER,
        ),
        ("不得变更", "尽量不变更", ChangeKind.WEAKENED, Direction.LOOSER),
        ("书面通知顾客", "口头通知顾客", ChangeKind.WEAKENED, Direction.LOOSER),
        ("由供应商承担运费", "由顾客承担运费", ChangeKind.WEAKENED, Direction.LOOSER),
        ("提交报告", "提交报告，并附照片", ChangeKind.STRENGTHENED, Direction.STRICTER),
        ("应批准后发运", "应批准后发运，样件除外", ChangeKind.WEAKENED, Direction.LOOSER),
    ],
)
def test_a_change_of_substance_has_its_class_and_way(
    old: str, new: str, kind: ChangeKind, direction: Direction
) -> None:
    found = classify_words(old, new)

    assert (found.kind, found.direction) == (kind, direction)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("交付前检验", "交付后检验"),
        ("甲方通知乙方", "乙方通知甲方"),
        ("检验后包装", "包装后检验"),
        ("清洗和检验", "清洗或检验"),
        (
            "notify the buyer within 24 h and submit the report",
            "notify the buyer and submit the report within 24 h",
        ),
        ("inspect before packing", "pack before inspecting"),
        ("通知客户质量部", "通知客户采购部"),
        ("must not be changed", "may not be changed"),
        ("流量 5 l", "流量 51"),
        ("压力 10 MPa", "压力 10 mPa"),
        ("-40 °C", "40 °C"),
        ("10⁶ cycles", "106 cycles"),
        ("1.5 mm", "15 mm"),
        ("the parts are not able to rust", "the parts are notable to rust"),
    ],
)
def test_doubt_is_substance(old: str, new: str) -> None:
    assert classify_words(old, new).kind in SUBSTANCE


def test_a_lost_full_stop_behind_no_is_shown_to_a_person() -> None:
    assert classify_words("no parts are shipped", "No. parts are shipped").kind is ChangeKind.REWORDED


def test_an_item_changes_with_its_lead_in() -> None:
    old = ClauseFacts("a", "a) 提交报告", 0, "a)", lead_in="供应商应：")
    new = ClauseFacts("b", "a) 提交报告", 0, "a)", lead_in="供应商宜：")
    found = classify(old, new)

    assert (found.kind, found.reasons) == (ChangeKind.WEAKENED, ("lead_in", "modality"))


def test_a_word_in_two_groups_is_named(tmp_path: Path) -> None:
    text = (KNOWLEDGE / "changes.toml").read_text(encoding="utf-8")
    (tmp_path / "changes.toml").write_text(
        text.replace('["顾客", "客户"]', '["顾客", "供方"]'), encoding="utf-8"
    )

    with pytest.raises(ConfigurationError, match="'供方' stands in two groups"):
        change_knowledge(tmp_path)
