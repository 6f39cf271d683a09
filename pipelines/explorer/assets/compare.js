// Agencies and years side by side.
"use strict";
(() => {
  const MOST = 8;
  const MOST_OFFERED = 40;
  const chosen = Choices.read();
  const state = {
    ids: (chosen.ids || "").split(",").filter(Boolean),
    metric: chosen.metric || "expenditure",
    search: "",
  };
  const all = overviewData().accounts;
  if (!chosen.ids)
    state.ids = [...all]
      .filter((one) => one.expenditure != null)
      .sort((one, other) => Money.compare(other.expenditure, one.expenditure))
      .slice(0, 3)
      .map((one) => one.id);
  const METRICS = [
    ["income", "本年收入", "Income"],
    ["appropriation", "财政拨款收入", "Appropriation"],
    ["expenditure", "本年支出", "Expenditure"],
    ["basic", "基本支出", "Basic expenditure"],
    ["project", "项目支出", "Project expenditure"],
    ["personnel", "人员经费", "Personnel"],
    ["public_cost", "公用经费", "Running costs"],
    ["three_public_budget", "“三公”预算", "Three public, budget"],
    ["three_public_outturn", "“三公”决算", "Three public, outturn"],
    ["opening", "年初结转结余", "Opening balance"],
    ["closing", "年末结转结余", "Closing balance"],
  ];
  const RATES = [
    ["project_share", "项目支出占比", "Share of projects"],
    ["execution_rate", "决算／年初预算", "Outturn / initial budget"],
    ["three_public_rate", "“三公”决算／预算", "Three public, outturn / budget"],
  ];

  function keep() {
    Choices.write({ ids: state.ids.join(","), metric: state.metric });
  }

  function pick(id, isOn) {
    state.ids = isOn ? [...state.ids, id].slice(-MOST) : state.ids.filter((one) => one !== id);
    keep();
    document.getElementById("offered").replaceWith(offered());
    redraw();
  }

  function redraw() {
    Charts.forget();
    document.getElementById("results").replaceWith(results());
    Charts.drawAll();
  }

  function offered() {
    const words = state.search.trim().toLowerCase();
    const fits = all.filter(
      (one) =>
        state.ids.includes(one.id) || !words || accountName(one).toLowerCase().includes(words),
    );
    const first = [...fits]
      .sort((one, other) => state.ids.includes(other.id) - state.ids.includes(one.id))
      .slice(0, MOST_OFFERED);
    return el(
      "ul",
      { id: "offered", class: "offered" },
      first.map((one) =>
        el(
          "li",
          {},
          el(
            "label",
            {},
            el("input", {
              type: "checkbox",
              checked: state.ids.includes(one.id),
              onchange: (event) => {
                pick(one.id, event.target.checked);
                const again = document.getElementById(`pick-${one.id}`);
                if (again) again.focus();
              },
              id: `pick-${one.id}`,
            }),
            " ",
            accountName(one),
          ),
        ),
      ),
      fits.length > first.length
        ? el(
            "li",
            { class: "note" },
            t(
              `另有 ${fits.length - first.length} 个，请用名称查找`,
              `${fits.length - first.length} more: search by name`,
            ),
          )
        : null,
    );
  }

  function results() {
    const rows = state.ids.map((id) => all.find((one) => one.id === id)).filter(Boolean);
    if (!rows.length)
      return el(
        "p",
        { id: "results", class: "note" },
        t("请在上面选部门。", "Choose agencies above."),
      );
    const metric = METRICS.find((one) => one[0] === state.metric) || METRICS[2];
    const columns = [
      { head: t("项目", "Item"), wide: true, cell: (line) => t(line[1], line[2]) },
      ...rows.map((row) => ({
        head: el("a", { href: `accounts.html#id=${row.id}` }, accountName(row)),
        number: true,
        cell: (line) => (line.isRate ? percent(row[line[0]]) : money(row[line[0]])),
      })),
    ];
    const lines = [...METRICS, ...RATES.map((one) => Object.assign([...one], { isRate: true }))];
    return el(
      "div",
      { id: "results" },
      choice(
        t("图中画", "In the chart"),
        metric[0],
        METRICS.map(([key, zh, en]) => [key, t(zh, en)]),
        (value) => {
          state.metric = value;
          keep();
          redraw();
        },
      ),
      Charts.bars(
        t(metric[1], metric[2]),
        rows.map((row) => ({ name: accountName(row), values: [row[metric[0]]] })),
        [t(metric[1], metric[2])],
      ),
      table(t(`并列（${unitName()}）`, `Side by side (${unitName()})`), columns, lines),
    );
  }

  Frame.start({
    title: () => t("并列比较", "Compare"),
    render: () => [
      el("h1", {}, t("部门并列", "Agencies side by side")),
      el(
        "p",
        { class: "lead" },
        t(`最多选 ${MOST} 个部门年度。`, `Up to ${MOST} agencies and years.`),
      ),
      el(
        "fieldset",
        { class: "pick" },
        el("legend", {}, t("选部门年度", "Choose")),
        searchField(t("找部门", "Find an agency"), state.search, (value) => {
          state.search = value;
          document.getElementById("offered").replaceWith(offered());
        }),
        offered(),
      ),
      results(),
    ],
  });
})();
