/* Reads a chart aloud where one points, or steps with the arrow keys: the words are those of the table under it. */
"use strict";

for (const figure of document.querySelectorAll("figure[data-table]")) {
  const rows = [...document.querySelectorAll(`#${figure.dataset.table} tbody tr`)];
  const readOut = figure.querySelector(".read-out");
  if (!rows.length || !readOut) continue;
  const heads = [...document.querySelectorAll(`#${figure.dataset.table} thead th`)].map((cell) => cell.textContent.trim());
  const times = rows.map((row) => Date.parse(row.dataset.time));
  const first = Math.min(...times), last = Math.max(...times);
  let at = -1;

  const show = (n) => {
    at = Math.max(0, Math.min(rows.length - 1, n));
    const cells = [...rows[at].children].map((cell) => cell.textContent.trim());
    readOut.textContent = cells.map((text, i) => (i ? `${heads[i]}: ${text}` : text)).join(" · ");
  };
  const nearest = (share) => {
    if (Number.isNaN(first)) return Math.floor(share * rows.length);
    const time = first + share * (last - first);
    return times.reduce((best, t, n) => (Math.abs(t - time) < Math.abs(times[best] - time) ? n : best), 0);
  };
  const marks = (drawing) => {
    const found = [...drawing.querySelectorAll('[fill^="var(--side"], [stroke^="var(--side"], [fill^="var(--agree"], [fill^="var(--partly"], [fill^="var(--differ"], [fill^="var(--none"]')];
    const boxes = found.map((mark) => mark.getBoundingClientRect()).filter((box) => box.width || box.height);
    return [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))];
  };
  for (const drawing of figure.querySelectorAll(".drawing")) {
    drawing.tabIndex = 0;
    drawing.addEventListener("pointermove", (event) => {
      const [left, right] = marks(drawing);
      if (right > left) show(nearest(Math.max(0, Math.min(0.999, (event.clientX - left) / (right - left)))));
    });
    drawing.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -rows.length, End: rows.length }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      show(at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step);
    });
  }
}
