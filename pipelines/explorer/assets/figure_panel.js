// A figure that can be opened, and the panel that shows where it is printed.
"use strict";
const STATES = {
  blank: () => t("空白", "blank"),
  dash: () => "—",
  illegible: () => t("看不清", "illegible"),
};
const NEAR_ROWS = 3;
const NEAR_COLUMNS = 4;

const shownFigure = (figure) => {
  if (figure.state !== "number") return (STATES[figure.state] || (() => ""))();
  return figure.yuan === null ? figure.text : money(figure.yuan);
};

function figureButton(figure) {
  if (!figure) return "—";
  const text = shownFigure(figure);
  const name = [figure.row_label, figure.measure_label].filter(Boolean).join(" ");
  return el(
    "button",
    {
      type: "button",
      class: figure.state === "number" ? "figure" : "figure unprinted",
      "aria-haspopup": "dialog",
      "aria-label": t(`${name} ${text}，看原文`, `${name} ${text}, show where it is printed`),
      onclick: () => FigurePanel.open(figure),
    },
    text,
  );
}

function placeInWords(figure) {
  const parts = [];
  if (figure.page !== null) parts.push(t(`第 ${figure.page} 页`, `page ${figure.page}`));
  if (figure.sheet !== null) parts.push(t(`工作表“${figure.sheet}”`, `sheet “${figure.sheet}”`));
  if (figure.table_row !== null) {
    parts.push(t(`第 ${figure.table_row} 行`, `row ${figure.table_row}`));
    parts.push(t(`第 ${figure.table_column} 列`, `column ${figure.table_column}`));
  }
  if (figure.sheet !== null && figure.table_row !== null) {
    parts.push(`(${columnLetters(figure.table_column)}${figure.table_row})`);
  }
  return parts.join(t("，", ", "));
}

function columnLetters(number) {
  let letters = "";
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

// The page's picture, scrolled to the figure and framed there, with `others` of the same page in
// another frame; without pages the cells around it.
function surroundings(figure, others) {
  const picture =
    figure.box &&
    figure.account.pictures.find((one) => one.file === figure.file && one.page === figure.page);
  return picture ? pageCrop(figure, picture, others || []) : cellsAround(figure);
}

function pageCrop(figure, picture, others) {
  const image = el("img", {
    src: picture.address,
    alt: t(`原文第 ${figure.page} 页`, `Page ${figure.page} of the report`),
  });
  const beside = others.filter(
    (one) => one.box && one.file === figure.file && one.page === figure.page && one !== figure,
  );
  const sheet = el("div", { class: "crop-sheet" }, image);
  const crop = el(
    "div",
    {
      class: "crop",
      tabindex: "0",
      role: "region",
      "aria-label": t("原文的这一页，可滚动", "The printed page, can be scrolled"),
    },
    sheet,
  );
  image.addEventListener("load", () => {
    const width = Math.max(crop.clientWidth, Math.min(image.naturalWidth, 760));
    sheet.style.width = `${width}px`;
    sheet.append(...beside.map((one) => frameOf(one, picture, image, "other")));
    sheet.append(frameOf(figure, picture, image, null));
    const scale = (picture.scale * width) / image.naturalWidth;
    const [, y0, x1, y1] = figure.box;
    crop.scrollTop = ((y0 + y1) / 2) * scale - crop.clientHeight / 2;
    crop.scrollLeft = x1 * scale - crop.clientWidth + 40;
    crop.dataset.ready = "yes";
  });
  image.addEventListener("error", () => crop.replaceWith(cellsAround(figure)));
  return crop;
}

function frameOf(figure, picture, image, kind) {
  const [x0, y0, x1, y1] = figure.box.map((edge) => edge * picture.scale * 100);
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const style = [
    `left:${x0 / width}%`,
    `top:${y0 / height}%`,
    `width:${(x1 - x0) / width}%`,
    `height:${(y1 - y0) / height}%`,
  ];
  return el("div", { class: kind ? `crop-frame ${kind}` : "crop-frame", style: style.join(";") });
}

function cellsAround(figure) {
  if (figure.table_row === null)
    return el("p", { class: "note" }, t("原文没有行列可示。", "The report has no rows to show."));
  const same = (one) =>
    one.file === figure.file &&
    one.table_no === figure.table_no &&
    one.page === figure.page &&
    one.sheet === figure.sheet &&
    one.table_row !== null;
  const near = figure.account.figures.filter(same);
  const rows = nearest([...new Set(near.map((one) => one.table_row))], figure.table_row, NEAR_ROWS);
  const inRows = near.filter((one) => rows.includes(one.table_row));
  const columns = nearest(
    [...new Set(inRows.map((one) => one.table_column))],
    figure.table_column,
    NEAR_COLUMNS,
  );
  const at = new Map(inRows.map((one) => [`${one.table_row}/${one.table_column}`, one]));
  const label = (one) => [one.row_code, one.row_label].filter(Boolean).join(" ");
  const isUpright = rows.some(
    (row) => new Set(inRows.filter((one) => one.table_row === row).map(label)).size > 1,
  );
  const heads = columns.map((column) => {
    const names = [
      ...new Set(
        inRows.filter((one) => one.table_column === column).map((one) => one.measure_label),
      ),
    ];
    return el("th", { scope: "col" }, names.length === 1 ? names[0] : "");
  });
  const lines = rows.map((row) => {
    const first = inRows.find((one) => one.table_row === row);
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, isUpright ? t(`第 ${row} 行`, `row ${row}`) : label(first)),
      columns.map((column) => {
        const one = at.get(`${row}/${column}`);
        const isIt = one && one.place === figure.place;
        return el(
          "td",
          { class: isIt ? "is-it" : null, "aria-current": isIt ? "true" : null },
          one && isUpright ? el("small", {}, label(one)) : null,
          one ? (one.text ?? "") : "",
        );
      }),
    );
  });
  return el(
    "div",
    {
      class: "cells",
      tabindex: "0",
      role: "region",
      "aria-label": t("四周的格", "Cells around it"),
    },
    el(
      "table",
      {},
      el("caption", {}, t("四周的数，按原文所印", "The figures around it, as printed")),
      el("thead", {}, el("tr", {}, el("td", {}), heads)),
      el("tbody", {}, lines),
    ),
  );
}

function nearest(numbers, middle, most) {
  const sorted = numbers.sort((one, other) => one - other);
  const at = sorted.indexOf(middle);
  return sorted.slice(Math.max(0, at - most), at + most + 1);
}

const FigurePanel = (() => {
  function facts(figure) {
    const account = figure.account;
    const file = account.files[figure.file].name;
    const report =
      account.reports.find((one) => (one.source_files || [one.source_file]).includes(file)) ||
      account.reports[0];
    const rows = [
      [t("表", "Form"), formTitle(figure.form_code)],
      [t("行", "Row"), [figure.row_code, figure.row_label].filter(Boolean).join(" ")],
      [t("栏", "Column"), figure.measure_label],
      [
        t("原文", "As printed"),
        `${figure.text ?? ""}${figure.yuan === null ? "" : t({ wan: " 万元", yuan: " 元", yi: " 亿元" }[figure.unit] || "", { wan: " (10,000 yuan)", yuan: " yuan", yi: " (100m yuan)" }[figure.unit] || "")}`,
      ],
      figure.yuan === null ? null : [t("合元", "In yuan"), `${Money.shown(figure.yuan, "yuan")}`],
      [t("位置", "Place"), placeInWords(figure)],
      [t("文件", "File"), file],
      figure.alternatives ? [t("另一读法", "Other readings"), String(figure.alternatives)] : null,
      report && report.url
        ? [t("公开网址", "Published at"), webLink(report.url, report.url) || report.url]
        : null,
    ];
    return el(
      "dl",
      { class: "facts" },
      rows.filter(Boolean).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
    );
  }

  function doubts(figure) {
    const named = figure.account.findings.filter((one) =>
      one.terms.some((term) => term.figure === figure.place),
    );
    if (!named.length) return null;
    return el(
      "div",
      { class: "panel-findings" },
      el("h3", {}, t("与这个数有关的不符之处", "Findings that name this figure")),
      el(
        "ul",
        {},
        named.map((one) =>
          el("li", {}, el("strong", {}, identityTitle(one.identity_id)), "：", one.message),
        ),
      ),
    );
  }

  return {
    open(figure) {
      const title = t("这个数印在哪里", "Where this figure is printed");
      const panel = el(
        "dialog",
        { class: "panel", "aria-labelledby": "panel-title" },
        el(
          "div",
          { class: "panel-head" },
          el("h2", { id: "panel-title" }, title),
          el(
            "button",
            { type: "button", class: "close", onclick: () => panel.close() },
            t("关闭", "Close"),
          ),
        ),
        el(
          "p",
          { class: "panel-figure" },
          el("span", {}, accountName(figure.account)),
          el("strong", {}, shownFigure(figure), figure.yuan === null ? "" : ` ${unitName()}`),
        ),
        surroundings(figure),
        facts(figure),
        doubts(figure),
      );
      panel.addEventListener("close", () => panel.remove());
      panel.addEventListener("click", (event) => {
        if (event.target === panel) panel.close();
      });
      document.body.append(panel);
      panel.showModal();
    },
  };
})();
