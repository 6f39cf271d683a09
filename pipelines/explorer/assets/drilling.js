// Rows of one form by code, from 类 to 款 to 项: a chart and a table of one level, with the way down.
"use strict";
const DRILL_FORMS = [
  "expenditure",
  "income",
  "general_budget_expenditure",
  "government_fund",
  "general_budget_basic_expenditure",
];
const DRILL_SKIPPED = new Set(["opening", "closing", "income"]);

const Drilling = (() => {
  const lengthsOf = (form) => (form === "general_budget_basic_expenditure" ? [3, 5] : [3, 5, 7]);

  // {code: {code, name, cells: {measure: {figure} or {yuan}}}} of a form, and its total row
  function rowsOf(account, form) {
    const rows = new Map();
    const row = (code, name) => {
      if (!rows.has(code)) rows.set(code, { code, name, cells: {} });
      return rows.get(code);
    };
    for (const figure of account.figures) {
      if (
        figure.form_code !== form ||
        (form === "government_fund" && DRILL_SKIPPED.has(figure.measure))
      )
        continue;
      if (figure.row_code)
        row(figure.row_code, figure.row_label).cells[figure.measure] = { figure };
      else if (figure.role === "total")
        row("", figure.row_label).cells[figure.measure] ??= { figure };
    }
    for (const sum of account.summed) {
      if (sum.form_code !== form) continue;
      const made = row(sum.row_code, nameOf(account, sum.row_code));
      made.isSummed = true;
      made.cells[sum.measure] = { yuan: sum.yuan, summed: sum.summed };
    }
    return rows;
  }

  const nameOf = (account, code) =>
    account.english[code] || t("（原表没有这一行）", "(no such row printed)");
  const title = (account, row) => {
    const english = account.english[row.code];
    return Settings.language === "en" && english ? `${english} ${row.name}` : row.name;
  };
  const amount = (cell) =>
    !cell
      ? null
      : cell.figure
        ? cell.figure.state === "number"
          ? cell.figure.yuan
          : null
        : cell.yuan;

  function measuresOf(account, form) {
    const found = new Map();
    for (const figure of account.figures) {
      if (
        figure.form_code !== form ||
        (form === "government_fund" && DRILL_SKIPPED.has(figure.measure))
      )
        continue;
      const known = found.get(figure.measure) || { name: figure.measure_label, used: false };
      known.used = known.used || (figure.yuan !== null && !Money.isZero(figure.yuan));
      found.set(figure.measure, known);
    }
    return [...found].map(([measure, known]) => ({ measure, ...known }));
  }

  function childrenOf(rows, form, at) {
    const lengths = lengthsOf(form);
    const inside = [...rows.values()].filter(
      (row) => row.code && row.code !== at && row.code.startsWith(at),
    );
    const length = lengths.find(
      (one) => one > at.length && inside.some((row) => row.code.length === one),
    );
    return inside
      .filter((row) => row.code.length === length)
      .sort((one, other) => (one.code < other.code ? -1 : 1));
  }

  const MEASURES_EN = {
    total: "Total",
    basic: "Basic",
    project: "Project",
    amount: "Amount",
    appropriation: "Appropriation",
    superior_subsidy: "From superior",
    undertaking: "Undertakings",
    operating: "Operations",
    affiliate_remittance: "From affiliates",
    other: "Other",
    remitted_to_superior: "To superior",
    affiliate_subsidy: "To affiliates",
  };
  const measureName = (one) => t(one.name, MEASURES_EN[one.measure] || one.name);

  function way(state, rows, account, form, choose) {
    const steps = lengthsOf(form)
      .filter((length) => length <= state.length)
      .map((length) => state.slice(0, length));
    const step = (code, text) =>
      code === state
        ? el("li", {}, el("span", { "aria-current": "location" }, text))
        : el(
            "li",
            {},
            el("button", { type: "button", class: "link", onclick: () => choose(code) }, text),
          );
    return el(
      "nav",
      { "aria-label": t("所在层级", "Level") },
      el(
        "ol",
        { class: "way" },
        step("", t("全部", "All")),
        steps.map((code) =>
          step(code, `${code} ${rows.get(code) ? title(account, rows.get(code)) : ""}`),
        ),
      ),
    );
  }

  function cellShown(cell) {
    if (!cell) return "—";
    if (cell.figure) return figureButton(cell.figure);
    return el(
      "span",
      {
        class: "summed",
        title: t(
          `原表没有这一行，由下级 ${cell.summed} 行相加`,
          `Not printed; the sum of ${cell.summed} rows below it`,
        ),
      },
      money(cell.yuan),
      " ",
      el("small", {}, t("合计所得", "summed")),
    );
  }

  // `state`: {form, code}; `choose(name, value)` keeps a choice and draws anew
  function view(account, state, choose) {
    const forms = DRILL_FORMS.filter((form) =>
      account.figures.some(
        (one) => one.form_code === form && one.row_code && one.state === "number",
      ),
    );
    if (!forms.length)
      return el(
        "p",
        { class: "note" },
        t("这份报告没有按科目列的表。", "The report has no form by code."),
      );
    const form = forms.includes(state.form) ? state.form : forms[0];
    const rows = rowsOf(account, form);
    const code = rows.has(state.code) ? state.code : "";
    const measures = measuresOf(account, form).filter((one) => one.used);
    const parts = measures.filter((one) => one.measure !== "total");
    const children = childrenOf(rows, form, code);
    const shown = children.length ? children : [rows.get(code)].filter(Boolean);
    const hasBelow = (row) => childrenOf(rows, form, row.code).length > 0 && row.code !== code;
    const columns = [
      {
        head: t("科目", "Code and name"),
        wide: true,
        sort: (row) => row.code,
        cell: (row) =>
          hasBelow(row)
            ? el(
                "button",
                {
                  type: "button",
                  class: "link drill",
                  "aria-label": t(
                    `${row.code} ${row.name}，展开下一级`,
                    `${row.code} ${row.name}, open the level below`,
                  ),
                  onclick: () => choose("code", row.code),
                },
                `${row.code} ${title(account, row)}`,
                el("span", { "aria-hidden": "true" }, " ›"),
              )
            : `${row.code} ${title(account, row)}`,
      },
      ...measures.map((one) => ({
        head: measureName(one),
        number: true,
        cell: (row) => cellShown(row.cells[one.measure]),
        sort: (row) => amount(row.cells[one.measure]),
      })),
    ];
    const above = rows.get(code);
    const drawnParts = parts.length ? parts : measures;
    const caption = `${formTitle(form)}（${unitName()}）`;
    return [
      el(
        "div",
        { class: "filters" },
        switcher(
          t("哪一张表", "Which form"),
          form,
          forms.map((one) => [one, formTitle(one)]),
          (value) => choose("form", value),
        ),
      ),
      way(code, rows, account, form, (value) => choose("code", value)),
      children.length
        ? Charts.bars(
            caption,
            shown.map((row) => ({
              name: title(account, row),
              code: row.code,
              values: drawnParts.map((one) => amount(row.cells[one.measure])),
              below: hasBelow(row),
            })),
            drawnParts.map(measureName),
            { onclick: (row) => row.below && choose("code", row.code) },
          )
        : null,
      table(caption, columns, shown, {
        foot:
          children.length && above
            ? [
                {
                  ...above,
                  code: above.code,
                  name: code
                    ? t(`${above.name}（本级所印）`, `${above.name} (as printed)`)
                    : above.name,
                },
              ]
            : [],
        rowClass: (row) => (children.length && row.code === code ? "total" : null),
      }),
    ];
  }

  return { view };
})();
