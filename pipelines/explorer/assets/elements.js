// Elements of a page. Every text becomes a text node, so nothing printed in a report is markup.
"use strict";
const PAGE_ROWS = 50;

function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return made;
}

// A table that scrolls in its own frame. A column: {head, cell(row), number, sort(row), wide}.
// Rows beyond the first fifty come when asked for; heads sort when `sort` is given.
function table(caption, columns, rows, options) {
  const settings = { empty: t("没有", "None"), foot: [], rowClass: () => null, ...options };
  let shown = PAGE_ROWS;
  let order = null;
  const body = el("tbody");
  const more = el("button", { type: "button", class: "more", onclick: showMore });
  const head = el("tr", {}, columns.map(headCell));

  function headCell(column, place) {
    const kind = { scope: "col", class: kindOf(column) };
    if (!column.sort) return el("th", kind, column.head);
    const button = el(
      "button",
      { type: "button", class: "sort", onclick: () => sortBy(place) },
      column.head,
    );
    return el("th", kind, button);
  }

  function sortBy(place) {
    const down = !(order && order.place === place && order.down);
    order = { place, down };
    [...head.children].forEach((cell, at) => {
      if (at === place) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
    fill();
  }

  function ordered() {
    if (!order) return rows;
    const key = columns[order.place].sort;
    const turn = order.down ? -1 : 1;
    return [...rows].sort((one, other) => turn * compareKeys(key(one), key(other)));
  }

  function showMore() {
    const first = shown;
    shown += PAGE_ROWS * 4;
    fill();
    const next = body.children[first];
    const target = next && next.querySelector("button, a");
    if (target) target.focus();
  }

  function line(row) {
    const cells = columns.map((column, at) => {
      const kind = { class: kindOf(column) };
      return at === 0
        ? el("th", { scope: "row", ...kind }, column.cell(row))
        : el("td", kind, column.cell(row));
    });
    return el("tr", { class: settings.rowClass(row) }, cells);
  }

  function fill() {
    const all = ordered();
    body.replaceChildren(...all.slice(0, shown).map(line), ...settings.foot.map(line));
    if (!rows.length) {
      body.replaceChildren(
        el("tr", {}, el("td", { colspan: columns.length, class: "empty" }, settings.empty)),
      );
    }
    const left = all.length - shown;
    more.hidden = left <= 0;
    more.textContent = t(`再显示（还有 ${left} 行）`, `Show more (${left} left)`);
  }

  fill();
  const frame = el(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption), el("thead", {}, head), body),
  );
  return el("div", { class: "table-block" }, frame, more);
}

const kindOf = (column) =>
  column.number ? "number" : column.wide ? "wide" : column.text ? "text" : null;

function compareKeys(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  const isNumber = /^-?\d+(\.\d+)?$/;
  const missing = (one == null ? 0 : 1) - (other == null ? 0 : 1);
  if (missing) return missing;
  if (isNumber.test(one) && isNumber.test(other)) return Money.compare(one, other);
  return String(one).localeCompare(String(other), "zh");
}

function choice(label, value, options, onchange) {
  const list = el(
    "select",
    { onchange: (event) => onchange(event.target.value) },
    options.map(([key, text]) =>
      el("option", { value: key, selected: String(key) === String(value) }, text),
    ),
  );
  return el("label", { class: "choice" }, el("span", {}, label), list);
}

function searchField(label, value, oninput) {
  const field = el("input", {
    type: "search",
    value,
    oninput: (event) => oninput(event.target.value),
  });
  return el("label", { class: "choice" }, el("span", {}, label), field);
}

// Buttons of which one is pressed.
function switcher(label, value, options, onchange) {
  return el(
    "div",
    { class: "switcher", role: "group", "aria-label": label },
    options.map(([key, text]) =>
      el(
        "button",
        { type: "button", "aria-pressed": String(key === value), onclick: () => onchange(key) },
        text,
      ),
    ),
  );
}

function section(id, title, note, ...children) {
  return el(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title` }, title),
    note ? el("p", { class: "note" }, note) : null,
    children,
  );
}

function webLink(address, text) {
  return /^https?:\/\//.test(address || "")
    ? el("a", { href: address, rel: "noreferrer" }, text)
    : null;
}
