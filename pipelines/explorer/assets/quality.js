// What was read and checked: coverage, verdicts, files not read, what changed.
"use strict";
(() => {
  const data = JUESUAN.data.quality[""];
  const accounts = overviewData().accounts;
  const AGREE = ["exact", "rounding", "rounding_zero", "undefined_base"];
  const DIFFER = ["violation", "truncated", "last_digit"];
  const OPEN = ["not_evaluable"];
  const sum = (counts, words) => words.reduce((total, word) => total + (counts[word] || 0), 0);
  const LOADED = ["read", "partly_read"];

  function coverage() {
    const official = Object.values(catalogue().forms)
      .filter((form) => form.is_official)
      .map((form) => form.form_code);
    const years = [...new Set(data.coverage.map((row) => row.year))].sort();
    const byAgency = new Map();
    for (const row of data.coverage) {
      const known = byAgency.get(row.agency_id) || { agency: row.agency, years: {} };
      known.years[row.year] = row;
      byAgency.set(row.agency_id, known);
    }
    const cell = (row) => {
      if (!row) return "";
      if (row.coverage === "missing") return el("span", { class: "missing" }, t("未见", "none"));
      const read = data.forms_read[row.account_id] || {};
      const got = official.filter((form) => form in read);
      const left = official.filter((form) => !(form in read));
      const words = left.length
        ? t(`缺：${left.map(formTitle).join("、")}`, `Without: ${left.map(formTitle).join(", ")}`)
        : t("九张表都有", "all forms");
      const text = `${got.length}/${official.length}`;
      return row.account_id
        ? el(
            "a",
            {
              href: `accounts.html#id=${row.account_id}`,
              class: left.length ? "part" : "full",
              title: words,
              "aria-label": `${row.agency} ${row.year}: ${text}. ${words}`,
            },
            text,
          )
        : el("span", { title: words }, text);
    };
    return section(
      "coverage",
      t("覆盖：部门、年度、表", "Coverage: agency, year, form"),
      t(
        "每格是九张决算表里有几张在报告中。“未见”指从该部门第一份报告到最新年度之间，没有收到当年的决算。",
        "Each cell: how many of the nine official forms the report holds. “none”: no final accounts of that year were received.",
      ),
      table(
        t("覆盖", "Coverage"),
        [
          {
            head: t("部门", "Agency"),
            wide: true,
            cell: (row) => row.agency,
            sort: (row) => row.agency,
          },
          ...years.map((year) => ({
            head: String(year),
            number: true,
            cell: (row) => cell(row.years[year]),
          })),
        ],
        [...byAgency.values()],
      ),
      el(
        "details",
        {},
        el("summary", {}, t("逐表看", "Form by form")),
        table(
          t("哪些表有数（印出的数的个数）", "Which forms have figures (how many)"),
          [
            {
              head: t("部门年度", "Agency and year"),
              wide: true,
              cell: (row) => el("a", { href: `accounts.html#id=${row.id}` }, accountName(row)),
            },
            ...official.map((form) => ({
              head: formTitle(form),
              number: true,
              cell: (row) => (data.forms_read[row.id] || {})[form] ?? "—",
            })),
          ],
          accounts,
        ),
      ),
    );
  }

  function verdicts() {
    const rows = data.verdicts.map((row) => ({
      ...row,
      agree: sum(row.counts, AGREE),
      differ: sum(row.counts, DIFFER),
      open: sum(row.counts, OPEN),
      none: row.counts.not_applicable || 0,
    }));
    const count = (key, head) => ({
      head,
      number: true,
      cell: (row) => row[key],
      sort: (row) => row[key],
    });
    return section(
      "verdicts",
      t("勾稽结论", "Verdicts"),
      t(
        "“一致”含尾差；“不能判定”是缺数或看不清；“不适用”是没有这张表。",
        "“Agree” includes rounding; “not evaluable”: a figure is missing or illegible; “not applicable”: the form is absent.",
      ),
      table(
        t("按勾稽关系", "By rule"),
        [
          {
            head: t("勾稽关系", "Rule"),
            wide: true,
            sort: (row) => row.identity_id,
            cell: (row) => [identityTitle(row.identity_id), " ", el("small", {}, row.identity_id)],
          },
          count("agree", t("一致", "Agree")),
          {
            head: t("不符", "Differ"),
            number: true,
            sort: (row) => row.differ,
            cell: (row) =>
              row.differ
                ? el(
                    "a",
                    {
                      href: `findings.html#search=${encodeURIComponent(identityTitle(row.identity_id))}`,
                    },
                    row.differ,
                  )
                : 0,
          },
          count("open", t("不能判定", "Not evaluable")),
          count("none", t("不适用", "Not applicable")),
        ],
        [...rows].sort((one, other) => other.differ - one.differ),
      ),
      table(
        t("按部门年度", "By agency and year"),
        [
          {
            head: t("部门年度", "Agency and year"),
            wide: true,
            sort: (row) => row.agency,
            cell: (row) => el("a", { href: `accounts.html#id=${row.id}` }, accountName(row)),
          },
          count("agree", t("一致", "Agree")),
          {
            head: t("不符", "Differ"),
            number: true,
            sort: (row) => row.differ,
            cell: (row) =>
              row.differ ? el("a", { href: `findings.html#account=${row.id}` }, row.differ) : 0,
          },
        ],
        [...accounts].sort((one, other) => other.differ - one.differ),
      ),
    );
  }

  function doubts() {
    const counts = { publication: 0, reading: 0, undecided: 0, reference: 0 };
    for (const one of JUESUAN.data.findings[""]) counts[one[11]] += 1;
    const notRead = data.outcomes.filter(
      (row) =>
        row.outcome === "unreadable" ||
        row.outcome === "partly_read" ||
        row.outcome === "not_yet_supported" ||
        row.outcome === "quarantined",
    ).length;
    const items = [
      [
        counts.publication,
        t("处更可能是公布单位的差错", "likelier the publisher's"),
        "findings.html#doubt=publication",
      ],
      [counts.reading, t("处可能是我们读错", "may be our reading"), "findings.html#doubt=reading"],
      [counts.undecided, t("处不能断定", "undecided"), "findings.html#doubt=undecided"],
      [
        counts.reference,
        t("处仅供参考，未必有误", "for reference, may be right"),
        "findings.html#doubt=reference",
      ],
      [data.unplaced.length, t("格有数而没有归入", "cells with figures not placed"), null],
      [notRead, t("个文件没有读全", "files not read in full"), null],
    ];
    return section(
      "doubts",
      t("是谁的疑点", "Whose doubt it is"),
      t(
        "没有归入的格和没有读全的文件是我们的疑点，都列在下面。",
        "Cells not placed and files not read in full are our own doubts; all are listed below.",
      ),
      el(
        "ul",
        { class: "cards" },
        items.map(([number, text, address]) =>
          el(
            "li",
            {},
            el("strong", {}, address ? el("a", { href: address }, number) : number),
            el("span", {}, text),
          ),
        ),
      ),
    );
  }

  function notRead() {
    const rows = data.outcomes.filter((row) => row.outcome !== "read");
    return section(
      "not-read",
      t("没有读全的文件：原因与办法", "Files not read in full: why, and what to do"),
      null,
      table(
        t("文件", "Files"),
        [
          {
            head: t("文件", "File"),
            wide: true,
            cell: (row) => row.source_file,
            sort: (row) => row.source_file,
          },
          {
            head: t("结果", "Outcome"),
            text: true,
            cell: (row) => Outcomes.name(row.outcome),
            sort: (row) => row.outcome,
          },
          { head: t("原因", "Why"), wide: true, cell: (row) => bothParts(row.reason) },
          {
            head: t("办法", "What to do"),
            wide: true,
            cell: (row) => bothParts(row.advice) || "—",
          },
        ],
        [...rows].sort(
          (one, other) => LOADED.includes(other.outcome) - LOADED.includes(one.outcome),
        ),
      ),
      table(
        t("有数而没有归入的格", "Cells with figures not placed"),
        [
          {
            head: t("文件", "File"),
            wide: true,
            cell: (row) => row.source_file,
            sort: (row) => row.source_file,
          },
          {
            head: t("位置", "Place"),
            cell: (row) =>
              [
                row.page && t(`第 ${row.page} 页`, `page ${row.page}`),
                row.sheet,
                row.table_row &&
                  t(
                    `第 ${row.table_row} 行 第 ${row.table_column} 列`,
                    `row ${row.table_row}, column ${row.table_column}`,
                  ),
              ]
                .filter(Boolean)
                .join(" ") || t("正文", "text"),
          },
          { head: t("原文", "Text"), wide: true, cell: (row) => row.text },
          { head: t("原因", "Why"), wide: true, cell: (row) => bothParts(row.reason) },
        ],
        data.unplaced,
      ),
    );
  }

  function changes() {
    const number = (key, head) => ({ head, number: true, cell: (row) => row[key] ?? "—" });
    const latest = data.changes.split(/^## /m)[1];
    return section(
      "changes",
      t("与上次发布相比", "Changes since the last release"),
      null,
      table(
        t("各次发布", "Releases"),
        [
          { head: t("发布", "Release"), cell: (row) => row.release_no },
          { head: t("时间 (UTC)", "Time (UTC)"), cell: (row) => row.published_at },
          number("reports", t("报告", "Reports")),
          number("figures", t("金额", "Amounts")),
          number("violations", t("不符", "Violations")),
          number("reports_added", t("新增报告", "Added")),
          number("reports_revised", t("修订", "Revised")),
          number("reports_withdrawn", t("撤下", "Withdrawn")),
          number("figures_changed", t("变动的数", "Figures changed")),
          number("verdicts_turned", t("变化的结论", "Verdicts turned")),
        ],
        data.runs,
      ),
      latest
        ? el(
            "details",
            { open: latest.length < 4000 },
            el("summary", {}, t("最近一次的变化", "The latest changes")),
            markdownLines(latest),
          )
        : null,
    );
  }

  function markdownLines(text) {
    const parts = [];
    for (const line of text
      .split("\n")
      .map((one) => one.trim())
      .filter(Boolean)) {
      if (line.startsWith("### ")) parts.push(el("h3", {}, line.slice(4)));
      else if (line.startsWith("- ")) {
        const last = parts[parts.length - 1];
        if (last && last.tagName === "UL") last.append(el("li", {}, line.slice(2)));
        else parts.push(el("ul", {}, el("li", {}, line.slice(2))));
      } else parts.push(el("p", {}, line));
    }
    return parts;
  }

  Frame.start({
    title: () => t("数据质量", "Quality"),
    render: () => [
      el("h1", {}, t("数据质量", "Quality of the data")),
      doubts(),
      coverage(),
      verdicts(),
      notRead(),
      changes(),
    ],
  });
})();
