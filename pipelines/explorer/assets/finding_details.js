// One finding in full: what the rule says, the terms with their values and places, the diagnosis.
"use strict";
const Outcomes = {
  NAMES: {
    read: ["已读", "read"],
    partly_read: ["部分读出", "partly read"],
    not_yet_supported: ["尚不支持", "not yet supported"],
    blank_template: ["空白表样", "blank form"],
    budget: ["预算，不载入", "budget, not loaded"],
    other_report: ["其他报告", "another kind of report"],
    not_a_report: ["不是报告", "not a report"],
    duplicate: ["重复", "duplicate"],
    unreadable: ["读不出", "unreadable"],
    quarantined: ["已隔离", "quarantined"],
  },
  name(word) {
    return t(...(Outcomes.NAMES[word] || [word, word]));
  },
};

const FindingDetails = (() => {
  const SEVERITIES = {
    error: ["错误", "Error"],
    warn: ["提醒", "Warning"],
    info: ["供参考", "For reference"],
  };
  const VERDICTS = {
    violation: ["不符", "does not agree"],
    truncated: ["截尾", "cut off, not rounded"],
    last_digit: ["末位不同", "last digit differs"],
  };
  const DOUBTS = {
    publication: ["更可能是公布有误", "Likelier the publisher's"],
    reading: ["可能是我们读错", "May be our reading"],
    undecided: ["不能断定", "Undecided"],
    reference: ["仅供参考，未必有误", "For reference, may be right"],
  };
  const UNITS = {
    wan: ["万元", "×10,000 yuan"],
    yuan: ["元", "yuan"],
    yi: ["亿元", "×100m yuan"],
    percent: ["个百分点", "percentage points"],
    points: ["分", "points"],
    count: ["", ""],
  };
  const word = (list, key) => (list[key] ? t(...list[key]) : key);

  function termLine(account, term) {
    const figure = term.figure === null ? null : account.figures[term.figure];
    if (figure) {
      return [
        el(
          "span",
          { class: "term-name" },
          `${formTitle(figure.form_code)} ${[figure.row_code, figure.row_label].filter(Boolean).join(" ")} ${figure.measure_label || ""}`,
        ),
        " ",
        figureButton(figure),
        " ",
        el("small", {}, placeInWords(figure)),
      ];
    }
    if (term.sentence) return [el("q", {}, term.sentence), " ", el("small", {}, term.cell)];
    return el("span", {}, term.cell);
  }

  function crop(account, one) {
    const places = one.terms.map((term) => term.figure).filter((figure) => figure !== null);
    const [first, ...others] = places.map((place) => account.figures[place]);
    return first ? surroundings(first, others) : null;
  }

  function block(account, one) {
    const identity = catalogue().identities[one.identity_id];
    const inside = el("div", { class: "finding-body" });
    const details = el(
      "details",
      { class: `finding ${one.severity}`, id: `finding-${one.finding_no}` },
      el(
        "summary",
        {},
        el("span", { class: `tag ${one.severity}` }, word(SEVERITIES, one.severity)),
        " ",
        identityTitle(one.identity_id),
        one.instance ? el("span", { class: "instance" }, ` ${one.instance}`) : null,
        one.status === "accepted" ? el("span", { class: "tag" }, t("已接受", "accepted")) : null,
      ),
      inside,
    );
    details.addEventListener("toggle", () => {
      if (details.open && !inside.childNodes.length) inside.append(...body(account, one, identity));
    });
    return details;
  }

  function body(account, one, identity) {
    const unit = one.difference === null ? "" : ` ${word(UNITS, one.unit)}`;
    const facts = [
      [t("所印", "Printed"), one.found],
      [t("应为", "Expected"), one.expected],
      one.difference === null
        ? null
        : [t("相差", "Difference"), `${Money.grouped(one.difference, 0)}${unit}`],
      [t("结论", "Verdict"), word(VERDICTS, one.verdict)],
      [t("更可能是谁的错", "Whose mistake"), word(DOUBTS, one.doubt)],
      [t("规则编号", "Rule"), one.identity_id],
    ];
    return [
      identity ? el("p", { class: "why" }, t(identity.why_zh, identity.why_en)) : null,
      el("p", { lang: "zh-CN" }, one.message),
      el(
        "dl",
        { class: "facts" },
        facts.filter(Boolean).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
      ),
      one.diagnosis
        ? el(
            "p",
            { class: "diagnosis" },
            el("strong", {}, t("诊断：", "Diagnosis: ")),
            one.diagnosis,
          )
        : null,
      one.terms.length
        ? [
            el("h4", {}, t("涉及的数和句子", "The figures and sentences")),
            el(
              "ul",
              { class: "terms" },
              one.terms.map((term) => el("li", {}, termLine(account, term))),
            ),
          ]
        : null,
      crop(account, one),
    ]
      .flat()
      .filter(Boolean);
  }

  return { block, word, SEVERITIES, VERDICTS, DOUBTS, UNITS };
})();
