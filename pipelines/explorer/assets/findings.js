// All findings in a list with filters; one is opened with the data of its account.
"use strict";
(() => {
  const KEYS = [
    "account",
    "no",
    "identity",
    "instance",
    "found",
    "expected",
    "difference",
    "unit",
    "verdict",
    "severity",
    "status",
    "doubt",
  ];
  const state = {
    severity: "",
    verdict: "",
    family: "",
    doubt: "",
    status: "",
    search: "",
    account: "",
    ...Choices.read(),
  };
  const accounts = new Map(overviewData().accounts.map((one) => [one.id, one]));
  const all = JUESUAN.data.findings[""].map((values) =>
    Object.fromEntries(KEYS.map((key, at) => [key, values[at]])),
  );
  const RANKS = Object.keys(FindingDetails.SEVERITIES);
  const nameOf = (one) => accountName(accounts.get(one.account));
  all.sort(
    (one, other) =>
      RANKS.indexOf(one.severity) - RANKS.indexOf(other.severity) ||
      nameOf(one).localeCompare(nameOf(other), "zh"),
  );
  const FAMILIES = {
    intra_table: ["表内", "within a form"],
    cross_table: ["表间", "between forms"],
    cross_year: ["年度间", "between years"],
    narrative: ["文字与表", "text and forms"],
    performance: ["绩效自评", "self-evaluation"],
  };
  const familyOf = (one) => (catalogue().identities[one.identity] || {}).family;

  function fitting() {
    const words = state.search.trim().toLowerCase();
    return all.filter(
      (one) =>
        (!state.severity || one.severity === state.severity) &&
        (!state.verdict || one.verdict === state.verdict) &&
        (!state.family || familyOf(one) === state.family) &&
        (!state.doubt || one.doubt === state.doubt) &&
        (!state.status || one.status === state.status) &&
        (!state.account || one.account === state.account) &&
        (!words ||
          `${accountName(accounts.get(one.account))} ${identityTitle(one.identity)} ${one.instance}`
            .toLowerCase()
            .includes(words)),
    );
  }

  function refresh() {
    Choices.write(state);
    document.getElementById("results").replaceWith(results());
  }

  function filters() {
    const options = (list) => [
      ["", t("全部", "All")],
      ...Object.entries(list).map(([key, names]) => [key, t(...names)]),
    ];
    const one = (name, label, list) =>
      choice(label, state[name], options(list), (value) => {
        state[name] = value;
        refresh();
      });
    return el(
      "div",
      { class: "filters", role: "search" },
      one("verdict", t("结论", "Verdict"), FindingDetails.VERDICTS),
      one("severity", t("轻重", "Severity"), FindingDetails.SEVERITIES),
      one("family", t("哪类关系", "Kind of rule"), FAMILIES),
      one("doubt", t("更可能是谁的错", "Whose mistake"), FindingDetails.DOUBTS),
      one("status", t("处理", "Status"), {
        open: ["未处理", "open"],
        accepted: ["已接受", "accepted"],
      }),
      searchField(t("找部门或规则", "Find agency or rule"), state.search, (value) => {
        state.search = value;
        refresh();
      }),
      state.account
        ? el(
            "button",
            {
              type: "button",
              class: "link",
              onclick: () => {
                state.account = "";
                Choices.write(state);
                Frame.draw();
              },
            },
            t(
              `只看 ${accountName(accounts.get(state.account) || {})} ✕`,
              `Only ${accountName(accounts.get(state.account) || {})} ✕`,
            ),
          )
        : null,
    );
  }

  function opener(one) {
    const button = el(
      "button",
      {
        type: "button",
        class: "link",
        "aria-expanded": "false",
        "aria-label": t(
          `看详情：${identityTitle(one.identity)} ${one.instance}`,
          `Details: ${identityTitle(one.identity)} ${one.instance}`,
        ),
        onclick: () => toggle(button, one),
      },
      t("看详情", "Details"),
    );
    return button;
  }

  function toggle(button, one) {
    const row = button.closest("tr");
    const next = row.nextElementSibling;
    if (next && next.classList.contains("detail-row")) {
      next.remove();
      button.setAttribute("aria-expanded", "false");
      return;
    }
    JUESUAN.account(one.account).then((account) => {
      const finding = account.findings.find((found) => found.finding_no === one.no);
      const block = FindingDetails.block(account, finding);
      block.open = true;
      row.after(
        el("tr", { class: "detail-row" }, el("td", { colspan: row.children.length }, block)),
      );
      button.setAttribute("aria-expanded", "true");
    });
  }

  function results() {
    const rows = fitting();
    const columns = [
      {
        head: t("勾稽关系", "Rule"),
        wide: true,
        sort: (row) => identityTitle(row.identity),
        cell: (row) => [
          el(
            "span",
            { class: `tag ${row.severity}` },
            FindingDetails.word(FindingDetails.SEVERITIES, row.severity),
          ),
          " ",
          identityTitle(row.identity),
          row.instance ? el("small", { class: "instance" }, ` ${row.instance}`) : null,
        ],
      },
      {
        head: t("部门年度", "Agency and year"),
        wide: true,
        sort: (row) => accountName(accounts.get(row.account)),
        cell: (row) =>
          el(
            "a",
            { href: `accounts.html#id=${row.account}` },
            accountName(accounts.get(row.account)),
          ),
      },
      { head: t("所印", "Printed"), text: true, cell: (row) => row.found },
      { head: t("应为", "Expected"), text: true, cell: (row) => row.expected },
      {
        head: t("相差", "Difference"),
        number: true,
        sort: (row) => row.difference,
        cell: (row) =>
          row.difference === null
            ? "—"
            : `${Money.grouped(row.difference, 0)} ${FindingDetails.word(FindingDetails.UNITS, row.unit)}`,
      },
      {
        head: t("更可能是谁的错", "Whose mistake"),
        text: true,
        cell: (row) => FindingDetails.word(FindingDetails.DOUBTS, row.doubt),
        sort: (row) => row.doubt,
      },
      { head: t("详情", "Details"), cell: opener },
    ];
    return el(
      "div",
      { id: "results" },
      el("p", { role: "status", class: "note" }, t(`${rows.length} 处`, `${rows.length} findings`)),
      table(t("不符之处", "Findings"), columns, rows, {
        empty: t("没有符合条件的", "Nothing fits"),
      }),
    );
  }

  Frame.start({
    title: () => t("不符之处", "Findings"),
    render: () => [
      el("h1", {}, t("不符之处", "Findings")),
      el(
        "p",
        { class: "lead" },
        t(
          "报告里对不上的数：每一处都写明所印、应为、相差多少、在哪一格，以及更可能是公布有误还是我们读错。",
          "Figures that do not agree: what is printed, what it should be, where, and whose mistake it likelier is.",
        ),
      ),
      filters(),
      results(),
    ],
  });
})();
