// The first page: sums by year, region and agency, and the way to each agency and year.
"use strict";
(() => {
  const MOST_BARS = 12;
  const state = { by: "agency", year: "", region: "", search: "", ...Choices.read() };

  function choose(name, value) {
    state[name] = value;
    Choices.write(state);
    Frame.draw();
  }

  function fitting() {
    const words = state.search.trim().toLowerCase();
    return overviewData().accounts.filter(
      (one) =>
        (!state.year || String(one.year) === state.year) &&
        (!state.region || one.region === state.region) &&
        (!words || `${one.agency} ${one.region || ""}`.toLowerCase().includes(words)),
    );
  }

  const distinct = (key) =>
    [
      ...new Set(
        overviewData()
          .accounts.map((one) => one[key])
          .filter((one) => one != null),
      ),
    ].sort();

  function filters() {
    const all = [["", t("全部", "All")]];
    const search = searchField(t("找部门", "Find an agency"), state.search, (value) => {
      state.search = value;
      Choices.write(state);
      document.getElementById("results").replaceWith(results());
      Charts.drawAll();
    });
    return el(
      "div",
      { class: "filters", role: "search" },
      switcher(
        t("汇总方式", "Summed by"),
        state.by,
        [
          ["agency", t("按部门", "By agency")],
          ["region", t("按地区", "By region")],
          ["year", t("按年度", "By year")],
        ],
        (value) => choose("by", value),
      ),
      choice(
        t("年度", "Year"),
        state.year,
        [...all, ...distinct("year").map((one) => [one, one])],
        (value) => choose("year", value),
      ),
      choice(
        t("地区", "Region"),
        state.region,
        [...all, ...distinct("region").map((one) => [one, one])],
        (value) => choose("region", value),
      ),
      state.by === "agency" ? search : null,
    );
  }

  function cards() {
    const rows = fitting();
    const differ = rows.filter((one) => one.differ > 0).length;
    const run = overviewData().run;
    const items = [
      [String(rows.length), t("个部门年度", "agency-years")],
      [String(new Set(rows.map((one) => one.region).filter(Boolean)).size), t("个地区", "regions")],
      run
        ? [
            Money.grouped(String(run.figures), 0),
            t("个印出的金额（全部）", "printed amounts (all)"),
          ]
        : null,
      [String(differ), t("个有不符之处", "with findings")],
    ];
    return el(
      "ul",
      { class: "cards" },
      items
        .filter(Boolean)
        .map(([number, text]) => el("li", {}, el("strong", {}, number), el("span", {}, text))),
    );
  }

  const natureParts = () => [t("基本支出", "Basic"), t("项目支出", "Project")];

  function amountColumns() {
    const column = (key, head) => ({
      head,
      number: true,
      cell: (row) => money(row[key]),
      sort: (row) => row[key],
    });
    return [
      column("income", t("本年收入", "Income")),
      column("expenditure", t("本年支出", "Expenditure")),
      column("basic", t("基本支出", "Basic")),
      column("project", t("项目支出", "Project")),
      column("three_public_outturn", t("“三公”决算", "Three public, outturn")),
    ];
  }

  function byAgency() {
    const rows = fitting().sort((one, other) =>
      Money.compare(other.expenditure ?? "-1", one.expenditure ?? "-1"),
    );
    const drawn = rows.filter((one) => one.expenditure != null).slice(0, MOST_BARS);
    const columns = [
      {
        head: t("部门", "Agency"),
        wide: true,
        sort: (row) => row.agency,
        cell: (row) =>
          el(
            "a",
            { href: `accounts.html#id=${row.id}` },
            row.agency,
            row.is_named ? null : el("small", {}, t("（未写明部门）", " (agency not named)")),
          ),
      },
      {
        head: t("年度", "Year"),
        cell: (row) => row.year ?? "—",
        sort: (row) => String(row.year ?? ""),
      },
      { head: t("地区", "Region"), cell: (row) => row.region ?? "—", sort: (row) => row.region },
      ...amountColumns(),
      {
        head: t("决算／年初预算", "Outturn / budget"),
        number: true,
        cell: (row) => percent(row.execution_rate),
        sort: (row) => row.execution_rate,
      },
      {
        head: t("不符", "Findings"),
        number: true,
        sort: (row) => row.differ,
        cell: (row) =>
          row.differ ? el("a", { href: `findings.html#account=${row.id}` }, row.differ) : "0",
      },
    ];
    return [
      drawn.length
        ? Charts.bars(
            t(
              "支出最多的部门，图；数在下表",
              "Largest spenders, chart; figures in the table below",
            ),
            drawn.map((row) => ({
              name: `${row.agency} ${row.year ?? ""}`,
              values: [row.basic, row.project],
              id: row.id,
            })),
            natureParts(),
            {
              onclick: (row) => {
                location.href = `accounts.html#id=${row.id}`;
              },
            },
          )
        : null,
      table(
        t(
          `部门年度（单位：${unitName()}；明细相加）`,
          `Agencies and years (${unitName()}, sums of rows)`,
        ),
        columns,
        rows,
      ),
    ];
  }

  function grouped(name, rows, head, caption) {
    const columns = [
      {
        head,
        wide: true,
        cell: (row) => row[name] ?? t("地区不明", "Region unknown"),
        sort: (row) => String(row[name] ?? ""),
      },
      name === "region"
        ? { head: t("年度", "Year"), cell: (row) => row.year, sort: (row) => String(row.year) }
        : null,
      {
        head: t("部门数", "Agencies"),
        number: true,
        cell: (row) => row.accounts,
        sort: (row) => row.accounts,
      },
      ...amountColumns(),
    ].filter(Boolean);
    const label = (row) =>
      name === "year" ? String(row.year) : `${row.region ?? t("地区不明", "unknown")} ${row.year}`;
    return [
      Charts.bars(
        caption,
        rows
          .filter((row) => row.expenditure != null)
          .slice(0, MOST_BARS)
          .map((row) => ({ name: label(row), values: [row.basic, row.project] })),
        natureParts(),
      ),
      table(`${caption}（${unitName()}）`, columns, rows),
    ];
  }

  function results() {
    const sums = overviewData().years;
    let shown;
    if (state.by === "year") {
      const rows = sums.filter(
        (row) =>
          (row.region ?? "") === state.region && (!state.year || String(row.year) === state.year),
      );
      shown = grouped(
        "year",
        rows,
        t("年度", "Year"),
        state.region
          ? t(`${state.region}各年`, `${state.region} by year`)
          : t("各年合计", "By year"),
      );
    } else if (state.by === "region") {
      const rows = sums.filter(
        (row) =>
          row.region &&
          (!state.region || row.region === state.region) &&
          (!state.year || String(row.year) === state.year),
      );
      shown = grouped("region", rows, t("地区", "Region"), t("各地区合计", "By region"));
    } else shown = byAgency();
    return el("div", { id: "results", "aria-live": "off" }, shown);
  }

  Frame.start({
    title: () => t("总览", "Overview"),
    render: () => [
      el("h1", {}, t("部门决算总览", "Departmental final accounts")),
      el(
        "p",
        { class: "lead" },
        t(
          "选一个部门年度，逐类、款、项看钱用在哪里；再点那里的任何一个数，看它印在报告的哪一页。",
          "Choose an agency and year to see where the money went, class by class; there, click any figure to see the page it is printed on.",
        ),
      ),
      filters(),
      cards(),
      results(),
    ],
  });
})();
