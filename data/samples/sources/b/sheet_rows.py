"""The rows of the XLSX samples as data."""

# clause, zh question, en question, weight (1 to 3; K = knock-out)
SYSTEM = [
    ("一、体系与文件 System and documents", None),
    (
        "4.3.2",
        "是否识别了骋峦的顾客特定要求，并有与自身程序的对照表？",
        "Are the customer-specific requirements of Chengluan identified and compared with own procedures?",
        3,
    ),
    (
        "7.5.3",
        "图纸和标准收到后是否在 5 个工作日内完成评审，旧版是否收回？",
        "Are new drawings reviewed within 5 working days and old issues withdrawn?",
        2,
    ),
    (
        "7.5.3.2.1",
        "PPAP 资料、检验记录是否保存到产品停产后 15 年？",
        "Are PPAP files and inspection records kept until 15 years after end of production?",
        3,
    ),
    (
        "5.1.1.1",
        "是否签署廉洁协议，并建立举报渠道？",
        "Is the integrity agreement signed and a whistle-blowing channel set up?",
        1,
    ),
    ("二、人员 Personnel", None),
    (
        "7.2",
        "关键岗位（焊接、检验、叉车）人员是否持证上岗，证书是否在有效期内？",
        "Do key operators hold valid certificates?",
        2,
    ),
    (
        "7.2.3",
        "内审员是否每年至少参加两次体系或过程审核？",
        "Does each internal auditor take part in at least two audits a year?",
        1,
    ),
    ("三、开发与变更 Development and changes", None),
    (
        "8.3.3.3",
        "带 ▽、★ 标记的特性是否在 PFMEA、控制计划、作业指导书中一致标识？",
        "Are ▽ and ★ characteristics marked alike in PFMEA, control plan and work instruction?",
        3,
    ),
    ("8.3.4.4", "量产前是否取得 PPAP 批准（等级 3）？", "PPAP level 3 approved before SOP?", "K"),
    (
        "8.5.6.1",
        "4M 变更是否提前 90 天申请，获批前是否严禁发货？",
        "4M changes applied for 90 days ahead; no shipment before approval?",
        "K",
    ),
    ("四、制造过程 Manufacturing process", None),
    (
        "8.5.1.1",
        "现场操作是否与控制计划一致？抽查 3 个工序。",
        "Does practice match the control plan? Check three stations.",
        3,
    ),
    (
        "9.1.1.1",
        "特殊特性 Cpk 是否 ≥1.67 并每月统计？不足时是否 100% 检验？",
        "Cpk ≥ 1.67 for special characteristics, calculated monthly?",
        3,
    ),
    ("10.2.4", "防错装置是否每班验证并有记录？", "Error-proofing verified each shift and recorded?", 2),
    (
        "8.5.2.1",
        "能否在 2 小时内由成品追溯到原材料批次？（现场演练）",
        "Trace from finished part to raw-material lot within 2 h (live exercise)?",
        3,
    ),
    (
        "7.1.5.1.1",
        "特殊特性量具的 GRR 是否不大于 10%？",
        "GRR of gauges for special characteristics not above 10 %?",
        2,
    ),
    ("五、检验与不合格品 Inspection and nonconforming product", None),
    (
        "8.6.2",
        "是否每年进行一次全尺寸检验和功能试验，报告是否提交顾客？",
        "Layout inspection and functional test once a year, report submitted?",
        2,
    ),
    (
        "8.7.1",
        "不合格品是否红箱隔离、上锁，并在 24 小时内评审？",
        "Nonconforming parts locked in red boxes and reviewed within 24 h?",
        3,
    ),
    (
        "8.7.1.4",
        "返工是否有作业指导书，返工件是否重新检验？",
        "Rework instruction available, reworked parts re-inspected?",
        2,
    ),
    ("六、投诉与改进 Complaints", None),
    (
        "10.2.3",
        "投诉：是否 2 小时响应、48 小时提交 D3、7 个工作日提交 D5？",
        "Complaints: answer in 2 h, D3 in 48 h, D5 in 7 working days?",
        3,
    ),
    (
        "10.2.5",
        "售后退回件是否在 10 个工作日内完成分析？",
        "Field returns analysed within 10 working days?",
        2,
    ),
    ("七、供方与物流 Sub-suppliers and logistics", None),
    (
        "8.4.2.4",
        "是否对二级供方每年审核，并监控其 PPM 和交付？",
        "Sub-suppliers audited yearly, PPM and delivery monitored?",
        2,
    ),
    ("8.5.4", "是否先进先出，温湿度敏感物料是否受控？", "FIFO? Sensitive material controlled?", 2),
    ("6.1.2.3", "是否有应急计划，且每年演练一次？", "Contingency plan tested once a year?", 2),
]
GREEN = [
    ("E1", "是否建立禁限用物质清单，并每年更新？", "List of banned substances updated yearly?", 2),
    ("E2", "IMDS/CAMDS 是否在 OTS 样件前完成？", "IMDS/CAMDS finished before OTS samples?", 3),
    (
        "E3",
        "危险废物是否交由有资质单位处理，联单是否保存 5 年？",
        "Hazardous waste handed to licensed firms, slips kept 5 years?",
        2,
    ),
    (
        "E4",
        "是否发布 CSR（企业社会责任）报告？",
        "Is a corporate social responsibility (CSR) report published?",
        1,
    ),
    ("E5", "是否使用童工或强迫劳动？", "Any child labour or forced labour?", "K"),
]

# number, record, department, period, form
RECORDS = [
    ("QR-01", "PPAP 文件 PPAP files", "质量部", "产品停产后 3 年", "电子"),
    ("QR-02", "进货、过程、出货检验记录 Inspection records", "质量部", "3 年", "纸质"),
    ("QR-03", "可追溯性记录 Traceability records", "生产部", "5 年", "电子"),
    ("QR-04", "8D 报告 8D reports", "质量部", "3 年", "电子"),
    ("QR-05", "内审、管理评审记录 Audit and review records", "管理者代表", "3 年", "电子"),
    ("QR-06", "培训记录 Training records", "人力资源部", "员工离职后 2 年", "纸质"),
    ("QR-07", "量具校准、MSA 记录 Calibration and MSA", "质量部", "5 年", "电子"),
    ("QR-08", "有害物质检测报告、IMDS", "质量部", "10 年", "电子"),
    ("QR-09", "安全件（▽、S、D）检验记录 Records of safety parts", "质量部", "15 年", "电子"),
]
