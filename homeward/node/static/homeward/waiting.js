/* Says how many presses of a crossing are on this device and not yet sent, before its record is signed. */
"use strict";

for (const line of document.querySelectorAll("[data-waits-for]")) {
  const kept = JSON.parse(localStorage.getItem(`homeward ${line.dataset.device} ${line.dataset.waitsFor}`) || "[]");
  line.hidden = !kept.length;
  line.querySelector("b").textContent = kept.length;
}
