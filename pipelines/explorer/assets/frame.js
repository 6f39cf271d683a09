// What every page has: received data, language and unit, head and foot, drawing anew.
"use strict";
const JUESUAN = { data: {}, waiting: {} };

JUESUAN.receive = ([kind, key], content) => {
  (JUESUAN.data[kind] = JUESUAN.data[kind] || {})[key] = content;
};

// One account's data, loaded when asked for. A page in a folder may load scripts, but not fetch.
JUESUAN.account = (id) => {
  const known = (JUESUAN.data.accounts || {})[id];
  if (known) return Promise.resolve(JUESUAN.unpacked(known));
  if (JUESUAN.waiting[id]) return JUESUAN.waiting[id];
  JUESUAN.waiting[id] = new Promise((resolve, reject) => {
    const script = el("script", { src: `data/accounts/${encodeURIComponent(id)}.js` });
    script.addEventListener("load", () => {
      const came = (JUESUAN.data.accounts || {})[id];
      if (came) resolve(JUESUAN.unpacked(came));
      else reject(new Error(id));
    });
    script.addEventListener("error", () => reject(new Error(id)));
    document.head.append(script);
  });
  return JUESUAN.waiting[id];
};

JUESUAN.unpacked = (account) => {
  if (account.isUnpacked) return account;
  const isWord = account.fields.map((field) => account.word_fields.includes(field));
  account.figures = account.figures.map((values, place) => {
    const figure = { place, account };
    account.fields.forEach((field, at) => {
      figure[field] = isWord[at] && values[at] !== null ? account.words[values[at]] : values[at];
    });
    return figure;
  });
  account.isUnpacked = true;
  return account;
};

const Settings = (() => {
  const kept = (key, usual) => {
    try {
      return localStorage.getItem(`juesuan-${key}`) || usual;
    } catch {
      return usual;
    }
  };
  const values = { language: kept("language", "zh"), unit: kept("unit", "wan") };
  return {
    get language() {
      return values.language;
    },
    get unit() {
      return values.unit;
    },
    set(key, value) {
      values[key] = value;
      try {
        localStorage.setItem(`juesuan-${key}`, value);
      } catch {
        // a browser that keeps nothing for files: the choice lasts as long as the page
      }
      Frame.draw();
    },
  };
})();

const t = (zh, en) => (Settings.language === "en" ? en : zh);
const unitName = () => (Settings.unit === "yuan" ? t("元", "yuan") : t("万元", "×10,000 yuan"));
const money = (yuan) => (yuan == null ? "—" : Money.shown(yuan, Settings.unit));
const percent = (text) => (text == null ? "—" : `${text}%`);
const catalogue = () => JUESUAN.data.catalogue[""];
const overviewData = () => JUESUAN.data.overview[""];
const formTitle = (code) => {
  const form = catalogue().forms[code];
  return form ? t(form.title_zh, form.title_en) : code;
};
const identityTitle = (id) => {
  const identity = catalogue().identities[id];
  return identity ? t(identity.title_zh, identity.title_en) : id;
};
// texts of the warehouse that hold both languages: 中文 / English；中文 / English
const bothParts = (text) =>
  String(text || "")
    .split("；")
    .map((part) => {
      const sides = part.split(" / ");
      return sides.length === 2 ? t(sides[0], sides[1]) : part;
    })
    .join(t("；", "; "));
const accountName = (one) =>
  `${one.agency || t("未写明部门", "Agency not named")} · ${one.year || t("年度不明", "year unknown")}`;

const Frame = (() => {
  const PAGES = [
    ["overview", "index.html", "总览", "Overview"],
    ["compare", "compare.html", "并列比较", "Compare"],
    ["findings", "findings.html", "不符之处", "Findings"],
    ["quality", "quality.html", "数据质量", "Quality"],
  ];
  let render = () => [];
  let title = () => "";

  function head() {
    const here = document.body.dataset.page;
    const links = PAGES.map(([name, address, zh, en]) =>
      el("a", { href: address, "aria-current": name === here ? "page" : null }, t(zh, en)),
    );
    return [
      el("a", { class: "brand", href: "index.html" }, t("部门决算", "Departmental accounts")),
      el("nav", { "aria-label": t("页面", "Pages") }, links),
      el(
        "div",
        { class: "settings" },
        switcher(
          t("金额单位", "Unit of amounts"),
          Settings.unit,
          [
            ["wan", t("万元", "¥10k")],
            ["yuan", t("元", "¥")],
          ],
          (unit) => Settings.set("unit", unit),
        ),
        el(
          "button",
          {
            type: "button",
            id: "language",
            lang: t("en", "zh-CN"),
            onclick: () => {
              Settings.set("language", t("en", "zh"));
              document.getElementById("language").focus();
            },
          },
          t("English", "中文"),
        ),
      ),
    ];
  }

  function foot() {
    const run = overviewData().run;
    return el(
      "p",
      {},
      run
        ? t(
            `第 ${run.release_no} 次发布，${run.published_at} UTC。`,
            `Release ${run.release_no}, ${run.published_at} UTC. `,
          )
        : null,
      t(
        "每个数都可以点开，看它印在哪一页、哪一格。合计由各明细行相加，可能与所印合计差在末位。",
        "Every figure opens the page and cell it is printed in. Sums add up the printed rows and may differ from a printed total in the last digit.",
      ),
    );
  }

  function draw() {
    document.documentElement.lang = t("zh-CN", "en");
    document.title = [title(), t("部门决算", "Departmental accounts")].filter(Boolean).join(" · ");
    document.getElementById("head").replaceChildren(...head());
    document.getElementById("foot").replaceChildren(foot());
    Charts.forget();
    document.getElementById("main").replaceChildren(...[render()].flat(Infinity).filter(Boolean));
    Charts.drawAll();
  }

  return {
    draw,
    start(page) {
      render = page.render;
      title = page.title;
      draw();
    },
  };
})();

// The choices of a page, kept in its address so that it can be sent and opened again.
const Choices = {
  read() {
    return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  },
  write(values) {
    const kept = Object.entries(values).filter(([, value]) => value !== "" && value != null);
    history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
  },
};
