// Charts beside tables: shapes only, every exact figure stands in the table.
"use strict";
const Charts = (() => {
  // told apart by people who see red and green alike (Okabe and Ito's colours)
  const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c8c8c"];
  let waiting = [];
  let alive = [];

  function holder(label, height, option, onclick) {
    const element = el("div", {
      class: "chart",
      role: "img",
      "aria-label": label,
      style: `height:${height}px`,
    });
    waiting.push({ element, option, onclick });
    return element;
  }

  function drawAll() {
    for (const one of waiting) {
      const chart = echarts.init(one.element, null, { renderer: "svg" });
      chart.setOption(one.option);
      if (one.onclick) chart.on("click", one.onclick);
      measured(chart);
      alive.push(chart);
    }
    waiting = [];
  }

  function forget() {
    alive.forEach((chart) => chart.dispose());
    alive = [];
    waiting = [];
  }

  // the middle is left out: the end often holds the year
  const clipped = (text, most) =>
    text.length > most ? `${text.slice(0, most - 6)}…${text.slice(-5)}` : text;
  const axisText = (value) => {
    const inUnit = Settings.unit === "yuan" ? value : value / 1e4;
    if (Math.abs(inUnit) >= 1e8) return t(`${inUnit / 1e8}亿`, `${inUnit / 1e6}m`);
    if (Math.abs(inUnit) >= 1e4) return t(`${inUnit / 1e4}万`, `${inUnit / 1e3}k`);
    return String(inUnit);
  };

  // Horizontal bars. rows: [{name, values: [decimal text]}], parts: names of the values.
  function bars(label, rows, parts, options) {
    const settings = { stacked: true, onclick: null, ...options };
    const narrow = window.innerWidth < 600;
    const most = narrow ? 9 : 26;
    const data = [...rows].reverse();
    const height = Math.max(
      120,
      rows.length * (settings.stacked ? 30 : 14 + 16 * parts.length) + 64,
    );
    return holder(
      label,
      height,
      {
        animation: false,
        color: COLOURS,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        legend: {
          top: 0,
          left: 0,
          itemWidth: 14,
          itemHeight: 10,
          data: parts,
          show: parts.length > 1,
        },
        grid: {
          left: 8,
          right: 24,
          top: parts.length > 1 ? 34 : 8,
          bottom: 24,
          containLabel: true,
        },
        xAxis: {
          type: "value",
          axisLabel: { formatter: axisText, hideOverlap: true, color: "#52606d" },
          splitNumber: narrow ? 3 : 5,
          splitLine: { lineStyle: { color: "#e4e7eb" } },
          name: unitName(),
          nameLocation: "middle",
          nameTextStyle: { color: "#52606d" },
          nameGap: 26,
        },
        yAxis: {
          type: "category",
          data: data.map((row) => row.name),
          axisTick: { show: false },
          axisLine: { lineStyle: { color: "#9aa5b1" } },
          axisLabel: { formatter: (name) => clipped(name, most), color: "#323f4b" },
        },
        tooltip: {
          trigger: "axis",
          axisPointer: { type: "shadow" },
          confine: true,
          formatter: (items) => {
            const row = data[items[0].dataIndex];
            const lines = parts.map((part, at) => `${part} ${money(row.values[at])}`);
            return [row.name, ...lines].map((text) => echarts.format.encodeHTML(text)).join("<br>");
          },
        },
        series: parts.map((part, at) => ({
          name: part,
          type: "bar",
          stack: settings.stacked ? "all" : null,
          barMaxWidth: 20,
          cursor: settings.onclick ? "pointer" : "default",
          data: data.map((row) => Money.pixels(row.values[at])),
        })),
      },
      settings.onclick && ((event) => settings.onclick(data[event.dataIndex])),
    );
  }

  // paper is narrower than the screen: with its own measure an image shrinks to fit, uncut
  function measured(chart) {
    const image = chart.getDom().querySelector("svg");
    if (image) image.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  }

  window.addEventListener("resize", () =>
    alive.forEach((chart) => {
      chart.resize();
      measured(chart);
    }),
  );
  return { bars, drawAll, forget };
})();
