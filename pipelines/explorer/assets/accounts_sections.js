// The further parts of an account's page, each shown only where the reports have it.
"use strict";
const AccountSections = (() => {
  const FUNDS = {
    general_budget: () => t("一般公共预算", "General public budget"),
    government_fund: () => t("政府性基金", "Government funds"),
    state_capital: () => t("国有资本经营预算", "State capital"),
    non_appropriation: () => t("非财政拨款", "Other than appropriation"),
    unspecified: () => t("未分资金", "Fund not told"),
    other: () => t("其他", "Other"),
  };
  const fundName = (fund) => (FUNDS[fund] ? FUNDS[fund]() : (fund ?? "—"));
  const BASES = {
    budget_initial: () => t("年初预算数", "Initial budget"),
    budget_revised: () => t("全年预算数", "Revised budget"),
    budget_unstated: () => t("预算数", "Budget"),
    outturn: () => t("决算数", "Outturn"),
  };

  // 三公: rows by label as printed, budget beside outturn
  function threePublic(account) {
    const figures = account.figures.filter(
      (one) => one.form_code === "three_public_expenses" && one.yuan !== null,
    );
    if (!figures.length) return null;
    const rows = new Map();
    for (const figure of figures) {
      const row = rows.get(figure.row_label) || { label: figure.row_label, role: figure.role };
      row[figure.basis] = figure;
      rows.set(figure.row_label, row);
    }
    const all = [...rows.values()];
    const drawn = all.filter((row) => row.role === "leaf");
    const bases = Object.keys(BASES).filter((basis) => figures.some((one) => one.basis === basis));
    const parts = bases.map((basis) => BASES[basis]());
    const names = { 小计: t("公务用车小计", "Official cars, subtotal") };
    return {
      id: "three-public",
      title: t("“三公”经费：预算与决算", "Three public expenses: budget and outturn"),
      content: [
        Charts.bars(
          t(
            "“三公”经费预算与决算，图；数在下表",
            "Budget and outturn, chart; figures in the table",
          ),
          drawn.map((row) => ({
            name: row.label,
            values: bases.map((basis) => row[basis]?.yuan ?? null),
          })),
          parts,
          { stacked: false },
        ),
        table(
          t(`“三公”经费（${unitName()}）`, `Three public expenses (${unitName()})`),
          [
            { head: t("项目", "Item"), wide: true, cell: (row) => names[row.label] || row.label },
            ...bases.map((basis, at) => ({
              head: parts[at],
              number: true,
              cell: (row) => figureButton(row[basis]),
            })),
          ],
          all,
          { rowClass: (row) => (row.role === "leaf" ? null : "total") },
        ),
      ],
    };
  }

  const rateBar = (rate) => {
    if (rate == null) return "—";
    const width = Math.max(0, Math.min(100, Money.pixels(rate)));
    return el(
      "span",
      { class: "rate" },
      el(
        "span",
        { class: "rate-bar", "aria-hidden": "true" },
        el("span", { style: `width:${width}%` }),
      ),
      el("span", {}, percent(rate)),
    );
  };

  function execution(account) {
    const rows = account.execution;
    if (!rows.length) return null;
    const column = (key, head) =>
      rows.some((row) => row[key] !== null)
        ? { head, number: true, cell: (row) => money(row[key]), sort: (row) => row[key] }
        : null;
    return {
      id: "execution",
      title: t("预算执行", "Budget execution"),
      note: t(
        "预算与完成率来自文字说明；完成率为报告所印。",
        "Budgets and rates are told in the text of the report; rates are as printed.",
      ),
      content: table(
        t(`预算执行（${unitName()}）`, `Budget execution (${unitName()})`),
        [
          {
            head: t("项目", "Item"),
            wide: true,
            cell: (row) => [row.code ? `${row.code} ` : "", row.name],
            sort: (row) => row.code,
          },
          column("budget_initial", t("年初预算", "Initial budget")),
          column("budget_revised", t("全年预算", "Revised budget")),
          column("budget_unstated", t("预算", "Budget")),
          column("outturn", t("决算", "Outturn")),
          {
            head: t("完成率（所印）", "Rate as printed"),
            number: true,
            cell: (row) => rateBar(row.printed_rate),
            sort: (row) => row.printed_rate,
          },
        ].filter(Boolean),
        rows,
      ),
    };
  }

  function balances(account) {
    const printed = account.figures.filter(
      (one) => ["opening", "closing"].includes(one.basis) && one.yuan !== null,
    );
    if (!account.balances.length && !printed.length) return null;
    return {
      id: "balances",
      title: t("结转和结余", "Balances carried over"),
      content: [
        account.balances.length
          ? table(
              t(`按资金（${unitName()}）`, `By fund (${unitName()})`),
              [
                {
                  head: t("资金", "Fund"),
                  wide: true,
                  cell: (row) => [
                    fundName(row.fund_scope),
                    row.is_derived
                      ? el("small", {}, t(" 由所印数相减", " difference of printed figures"))
                      : null,
                  ],
                },
                {
                  head: t("年初", "Opening"),
                  number: true,
                  cell: (row) => money(row.opening),
                  sort: (row) => row.opening,
                },
                {
                  head: t("年末", "Closing"),
                  number: true,
                  cell: (row) => money(row.closing),
                  sort: (row) => row.closing,
                },
              ],
              account.balances,
            )
          : null,
        table(
          t(`表中所印（${unitName()}）`, `As printed in the forms (${unitName()})`),
          [
            {
              head: t("表与行", "Form and row"),
              wide: true,
              cell: (row) =>
                `${formTitle(row.form_code)}：${row.row_label} ${row.measure_label ?? ""}`,
            },
            {
              head: t("年初或年末", "When"),
              cell: (row) =>
                row.basis === "opening" ? t("年初", "opening") : t("年末", "closing"),
            },
            {
              head: t("金额", "Amount"),
              number: true,
              cell: figureButton,
              sort: (row) => row.yuan,
            },
          ],
          printed,
        ),
      ],
    };
  }

  function scoreCell(account, place, text, printed) {
    if (place !== null && place !== undefined) return figureButton(account.figures[place]);
    return printed ?? text ?? "—";
  }

  function evaluation(account, one) {
    const name =
      one.scope === "whole"
        ? t("部门整体支出", "The whole department")
        : one.project_name || t("未写明项目", "Project not named");
    const total = one.total
      ? t(`自评 ${one.total} 分`, `scored ${one.total}`)
      : t("没有印总分", "no total printed");
    const share = (row) =>
      row.score !== null && row.weight !== null && !Money.isZero(row.weight)
        ? (Money.pixels(row.score) / Money.pixels(row.weight)) * 100
        : null;
    const columns = [
      {
        head: t("指标", "Indicator"),
        wide: true,
        cell: (row) => [
          el("small", {}, [row.level1, row.level2].filter(Boolean).join(" / ")),
          el("br"),
          row.level3,
        ],
      },
      { head: t("目标", "Target"), cell: (row) => row.target ?? "—" },
      { head: t("完成", "Achieved"), cell: (row) => row.actual ?? "—" },
      {
        head: t("分值", "Weight"),
        number: true,
        cell: (row) => scoreCell(account, row.weight_figure, row.weight),
      },
      {
        head: t("得分", "Score"),
        number: true,
        cell: (row) => scoreCell(account, row.score_figure, row.score, row.score_text),
      },
      {
        head: t("得分占分值", "Score of weight"),
        cell: (row) =>
          share(row) === null
            ? "—"
            : el(
                "span",
                { class: "rate-bar", role: "img", "aria-label": `${row.score} / ${row.weight}` },
                el("span", { style: `width:${Math.max(0, Math.min(100, share(row)))}%` }),
              ),
      },
    ];
    return el(
      "details",
      { class: "evaluation" },
      el("summary", {}, name, " ", el("span", { class: "tag" }, total)),
      table(t("指标、分值与得分", "Indicators, weights and scores"), columns, one.indicators, {
        empty: t("没有读到指标", "No indicators read"),
      }),
    );
  }

  function performance(account) {
    if (!account.evaluations.length) return null;
    return {
      id: "performance",
      title: t("绩效自评：得分与分值", "Self-evaluations: scores against weights"),
      content: account.evaluations.map((one) => evaluation(account, one)),
    };
  }

  function findings(account) {
    return {
      id: "findings",
      title: t("不符之处", "Findings"),
      note: account.findings.length
        ? null
        : t("核对过的勾稽关系没有发现不符。", "The identities that were checked agree."),
      content: account.findings.map((one) => FindingDetails.block(account, one)),
    };
  }

  function reports(account) {
    return {
      id: "reports",
      title: t("报告与读取情况", "Reports and how they were read"),
      content: [
        ...account.reports.map((report) =>
          el(
            "div",
            { class: "report" },
            el("h3", {}, report.source_file),
            webLink(report.url, t("公开网址", "Published at")),
            el(
              "ul",
              {},
              report.outcomes.map((one) =>
                el(
                  "li",
                  {},
                  Outcomes.name(one.outcome),
                  "：",
                  bothParts(one.reason),
                  one.advice ? `　${bothParts(one.advice)}` : "",
                ),
              ),
            ),
          ),
        ),
        account.unplaced.length
          ? table(
              t("没有归入的格", "Cells not placed"),
              [
                { head: t("原文", "Text"), wide: true, cell: (row) => row.text },
                { head: t("原因", "Why"), wide: true, cell: (row) => bothParts(row.reason) },
              ],
              account.unplaced,
            )
          : null,
      ],
    };
  }

  return {
    all: (account) =>
      [threePublic, execution, balances, performance, findings, reports]
        .map((one) => one(account))
        .filter(Boolean),
  };
})();
