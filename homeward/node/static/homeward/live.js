/* Fetches the numbers of a page anew while it is open, and says so to who listens only when they have changed. */
"use strict";

setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) return;
    const came = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    const here = document.querySelector("[data-live]");
    if (came && came.innerHTML !== here.innerHTML) here.replaceChildren(...came.childNodes);
  } catch { /* the next time */ }
}, 5000);
