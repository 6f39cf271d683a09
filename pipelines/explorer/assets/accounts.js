// The page of one agency in one year.
"use strict";
(() => {
  let state = { id: "", form: "", code: "", ...Choices.read() };
  let account = null;
  let problem = null;

  function choose(name, value) {
    if (name === "form") state.code = "";
    state[name] = value;
    Choices.write(state);
    Frame.draw();
    const target = document.querySelector(
      "#spending .way [aria-current], #spending .switcher [aria-pressed=true]",
    );
    if (target) {
      target.setAttribute("tabindex", target.matches("button") ? "0" : "-1");
      target.focus({ preventScroll: true });
    }
  }

  // the total that the report prints, where it prints just one; else the sum of its rows
  function total(form, fits, sum) {
    const printed = account.figures.filter(
      (one) => one.form_code === form && one.yuan !== null && fits(one),
    );
    return printed.length === 1 ? figureButton(printed[0]) : money(sum);
  }

  const isTotal = (one) => one.role === "total" && one.measure === "total";

  function summary() {
    const row = overviewData().accounts.find((one) => one.id === state.id) || {};
    const items = [
      [total("income", isTotal, row.income), t("本年收入", "Income")],
      [total("expenditure", isTotal, row.expenditure), t("本年支出", "Expenditure")],
      [percent(row.project_share), t("项目支出占比", "Share of projects")],
      [percent(row.execution_rate), t("决算／年初预算", "Outturn / initial budget")],
      [
        total("income_expenditure_summary", (one) => one.basis === "closing", row.closing),
        t("年末结转结余", "Closing balance"),
      ],
      [String(account.findings.length), t("不符之处", "Findings")],
    ];
    return el(
      "ul",
      { class: "cards" },
      items.map(([number, text]) => el("li", {}, el("strong", {}, number), el("span", {}, text))),
    );
  }

  function years() {
    const same = overviewData().accounts.filter(
      (one) => one.agency === account.agency && one.is_named,
    );
    if (same.length < 2) return null;
    return el(
      "nav",
      { class: "years", "aria-label": t("其他年度", "Other years") },
      same.map((one) =>
        el(
          "a",
          {
            href: `accounts.html#id=${one.id}`,
            "aria-current": one.id === state.id ? "page" : null,
          },
          one.year ?? "—",
        ),
      ),
    );
  }

  function render() {
    if (problem) {
      return [
        el("h1", {}, t("没有这份数据", "No such data")),
        el(
          "p",
          {},
          problem,
          " ",
          el("a", { href: "index.html" }, t("回到总览", "Back to the overview")),
        ),
      ];
    }
    if (!account) return el("p", { role: "status" }, t("正在打开…", "Opening…"));
    const place = [
      account.region,
      account.supervising_agency &&
        t(`主管部门：${account.supervising_agency}`, `Supervised by ${account.supervising_agency}`),
    ];
    const parts = AccountSections.all(account);
    return [
      el("h1", {}, accountName(account)),
      el(
        "p",
        { class: "lead" },
        place.filter(Boolean).join(t("；", "; ")),
        t(`　单位：${unitName()}`, ` In ${unitName()}.`),
        " ",
        el(
          "a",
          { href: `compare.html#ids=${account.id}` },
          t("与别的部门并列", "Compare with others"),
        ),
      ),
      years(),
      summary(),
      el(
        "nav",
        { class: "contents", "aria-label": t("本页内容", "On this page") },
        [
          ["spending", t("收入与支出", "Income and expenditure")],
          ...parts.map((one) => [one.id, one.title]),
        ].map(([id, text]) =>
          el(
            "button",
            {
              type: "button",
              class: "link",
              onclick: () => document.getElementById(id).scrollIntoView(),
            },
            text,
          ),
        ),
      ),
      section(
        "spending",
        t("收入与支出：类、款、项", "Income and expenditure by class, division and item"),
        t(
          "点科目名看下一级，点数看原文。",
          "Click a name for the level below, a figure for its page.",
        ),
        Drilling.view(account, state, choose),
      ),
      parts.map((one) => section(one.id, one.title, one.note, one.content)),
    ];
  }

  function load() {
    account = null;
    problem = null;
    JUESUAN.account(state.id).then(
      (found) => {
        account = found;
        Frame.draw();
      },
      () => {
        problem = t(
          `找不到编号为 ${state.id || "（空）"} 的部门年度。`,
          `No agency and year has the number ${state.id || "(none)"}.`,
        );
        Frame.draw();
      },
    );
  }

  window.addEventListener("hashchange", () => {
    const wanted = Choices.read();
    const isOther = wanted.id !== state.id;
    state = { form: "", code: "", ...wanted };
    if (isOther) {
      load();
      window.scrollTo(0, 0);
    }
    Frame.draw();
  });
  load();
  Frame.start({ title: () => (account ? accountName(account) : ""), render });
})();
