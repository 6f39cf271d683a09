// Amounts stay decimal text from the warehouse to the page: digits are moved and grouped, never
// computed. Only `pixels` makes a floating number of one, for the length of a bar.
"use strict";
const Money = (() => {
  const FORM = /^(-?)(\d+)(?:\.(\d+))?$/;

  function shifted(text, places) {
    // the text with its point moved left by `places`: 16550000 by 4 is 1655
    const match = FORM.exec(text);
    if (!match) return text;
    const digits = match[2].padStart(places + 1, "0");
    const whole = digits.slice(0, digits.length - places);
    const part = (digits.slice(digits.length - places) + (match[3] || "")).replace(/0+$/, "");
    return match[1] + whole.replace(/^0+(?=\d)/, "") + (part ? "." + part : "");
  }

  function grouped(text, least) {
    const match = FORM.exec(text);
    if (!match) return text;
    const part = (match[3] || "").padEnd(least, "0");
    const whole = match[2].replace(/\B(?=(\d{3})+$)/g, ",");
    return (match[1] ? "−" : "") + whole + (part ? "." + part : "");
  }

  function scaled(text) {
    // as a whole number of 10^-8, to compare two texts exactly
    const match = FORM.exec(text);
    if (!match) return null;
    return BigInt(match[1] + match[2] + (match[3] || "").padEnd(8, "0").slice(0, 8));
  }

  return {
    shown(yuan, unit) {
      return unit === "yuan" ? grouped(yuan, 2) : grouped(shifted(yuan, 4), 2);
    },
    compare(one, other) {
      const [a, b] = [one, other].map((text) => (text == null ? null : scaled(String(text))));
      if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
      return a < b ? -1 : a > b ? 1 : 0;
    },
    isZero: (text) => text != null && scaled(text) === 0n,
    pixels: (text) => (text == null ? 0 : Number(text)),
    grouped,
  };
})();
