/* The phone at the crossing. What is pressed stays on this device until the node has it, under a one-time key: keys,
   numbers, outcomes and times, never a name. Without this script the same rows are a plain form. */
"use strict";

(() => {
  const form = () => document.querySelector("form[data-ticks]");
  const line = document.getElementById("queue"), words = line.dataset;
  const names = new Map([...document.querySelector("template").content.children].map((one) => [one.value, one.textContent]));
  const { ticks, device, goes } = form().dataset;
  const token = form().elements.csrfmiddlewaretoken.value;
  const STORE = `homeward ${device} ${ticks}`;
  const stands = new Map(); // number → [outcome, conflict], as the node last said
  const pages = new Map(); // address → page, for as long as this one is open
  const refusals = [];
  let seen = +form().elements.seen.value, note = "", sending = false, quiet = { until: 0 };

  const load = () => JSON.parse(localStorage.getItem(STORE) || "[]");
  const change = (make) => localStorage.setItem(STORE, JSON.stringify(make(load())));
  try { change((all) => all); } catch { return; } // nothing can be kept here: the plain form is safer

  const make = (tag, text, set = {}) => Object.assign(document.createElement(tag), { textContent: text }, set);
  const oneTime = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const address = (number) => ticks.replace(/ticks$/, number);

  const shown = (row) => row.querySelector(":scope > strong")?.textContent
    ?? (row.querySelector(":scope > [aria-pressed]") ? names.get(goes) : "");
  const paint = (number, outcome, waits, clash) => {
    const row = document.getElementById(`n${number}`);
    if (!row) return;
    row.className = (outcome ? (outcome === goes ? "done" : "not") : "") + (clash ? " clash" : "");
    const mark = row.querySelector("i");
    mark.textContent = waits ? words.row : clash ? words.conflict : "";
    // a button that stands is left alone: of one taken away between press and release, no click comes
    if (row.dataset.signed !== undefined || shown(row) === (outcome ? names.get(outcome) : "")) return;
    for (const old of row.querySelectorAll(":scope > :is(button, strong, a)")) old.remove();
    const big = !outcome || outcome === goes
      ? make("button", names.get(goes), { name: "tick", value: `${number} ${goes}` })
      : make("strong", names.get(outcome));
    if (outcome === goes) big.setAttribute("aria-pressed", "true");
    mark.before(big, outcome
      ? make("button", words.undo, { name: "tick", value: `${number} `, className: "u" })
      : make("a", words.other, { href: address(number) }));
  };
  const paintAll = () => {
    const queue = load(), last = new Map(queue.map((one) => [one.number, one.outcome]));
    for (const [number, [outcome, clash]] of stands) if (!last.has(number)) paint(number, outcome, false, clash);
    for (const [number, outcome] of last) paint(number, outcome, true, false);
    line.textContent = [queue.length && `${words.waits} ${queue.length}`, note, ...refusals].filter(Boolean).join(" · ");
  };
  const count = (tally) => {
    const parts = [...names, ["left", words.left]].filter(([value]) => tally[value] || value === "left");
    document.getElementById("tally").replaceChildren(...parts.flatMap(([value, name]) => {
      const part = make("span", `${name} `);
      part.append(make("b", tally[value]));
      return [part, " "];
    }));
  };

  const press = (number, outcome) => {
    const before = load().findLast((one) => one.number === number);
    const [stood, clash] = stands.get(number) || [undefined, false];
    if (before ? before.outcome === outcome : stood === outcome && !clash) return;
    change((all) => [...all, { key: oneTime(), number, outcome, seen, at: Date.now() }]);
    paintAll();
    send();
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      const answer = await fetch(ticks, {
        method: "POST", redirect: "manual", signal: AbortSignal.timeout(15000),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ clock: Date.now(), seen, presses: load().slice(0, 50) }),
      });
      note = answer.ok || answer.status >= 500 ? "" : words.signin;
      if (!answer.ok) return;
      const said = await answer.json();
      refusals.push(...Object.values(said.refused));
      const done = new Set([...said.kept, ...Object.keys(said.refused)]);
      change((all) => all.filter((one) => !done.has(one.key)));
      form().elements.seen.value = seen = said.seen;
      for (const [number, what] of Object.entries(said.rows)) stands.set(+number, what);
      if (!load().length) count(said.tally);
      else setTimeout(send, 0);
    } catch { // no network: what is kept is sent when there is one
    } finally {
      sending = false;
      paintAll();
    }
  };

  const dialog = document.querySelector("dialog");
  const ask = (row) => {
    const number = +row.id.slice(1), who = row.querySelector("p");
    dialog.querySelector("h2").textContent = who.firstElementChild.textContent + who.childNodes[1].textContent;
    dialog.querySelector("a").href = address(number);
    dialog.querySelector("div").replaceChildren(...[...names].map(([value, name]) => make("button", name, {
      type: "button", value, onclick: (event) => { hush(event); press(number, value); },
    })));
    dialog.showModal();
  };
  const hush = (event) => { // the second tap of two must not land on the row under the dialog
    quiet = { until: Date.now() + 600, x: event.clientX, y: event.clientY };
    dialog.close();
  };
  dialog.querySelector("button[value=close]").onclick = hush;
  document.addEventListener("click", (event) => {
    if (Date.now() > quiet.until || Math.hypot(event.clientX - quiet.x, event.clientY - quiet.y) > 40) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  const fetched = async (where) => {
    const answer = await fetch(where, { redirect: "manual", signal: AbortSignal.timeout(15000) });
    if (answer.ok) pages.set(where, await answer.text());
    return answer.ok;
  };
  const go = async (where, push) => {
    try {
      if (!await fetched(where)) { location.assign(where); return; }
    } catch {
      if (!pages.has(where)) { note = words.offline; paintAll(); return; }
    }
    const came = new DOMParser().parseFromString(pages.get(where), "text/html");
    for (const part of ["form[data-ticks]", ".parts"]) document.querySelector(part).replaceWith(came.querySelector(part));
    if (push) history.pushState({}, "", where);
    scrollTo(0, 0);
    paintAll();
    ahead();
  };
  const ahead = () => {
    const next = document.querySelector(".parts [aria-current] + a");
    if (next && !pages.has(next.href)) fetched(next.href).catch(() => {});
  };

  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    const [number, ...outcome] = (event.submitter?.value || "").split(" ");
    if (number) press(+number, outcome.join(" "));
  });
  document.addEventListener("click", (event) => {
    const other = event.target.closest("li:not([data-signed]) > a"), part = event.target.closest(".parts a");
    if (other || part) event.preventDefault();
    if (other) ask(other.closest("li"));
    if (part) go(part.href, true);
  });
  addEventListener("popstate", () => go(location.href, false));
  addEventListener("online", send);
  setInterval(send, 20000);
  for (const where of [location.href, document.querySelector(".parts [aria-current]")?.href]) {
    if (where) pages.set(where, document.documentElement.outerHTML);
  }
  paintAll();
  send();
  ahead();
})();
