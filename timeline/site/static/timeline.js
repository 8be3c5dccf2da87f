// Everything works without this file. With it: days are counted from today even on a page that was
// made some days ago, addresses can be copied, and a site that was not told its own address finds it.
"use strict";

(() => {
  const body = document.body;

  // Days left, where the days are certain. The words come from the page, in its own language.
  const made = body.dataset.today;
  if (made && body.dataset.zone) {
    let today = made;
    try {
      today = new Intl.DateTimeFormat("en-CA", { timeZone: body.dataset.zone }).format(new Date());
    } catch { /* an old browser that does not know the zone keeps what the page says */ }
    if (today > made) {
      const words = body.dataset;
      const rules = new Intl.PluralRules(document.documentElement.lang);
      const until = (day) => Math.round((Date.parse(day) - Date.parse(today)) / 864e5);
      const count = (days) => `${days} ${{ one: words.dayOne, few: words.dayFew }[rules.select(days)] ?? words.dayMany}`;
      for (const place of document.querySelectorAll("[data-day]")) {
        const { day, end } = place.dataset;  // its first and its last day; the last may not be known
        const ahead = until(day), left = end ? until(end) : null;
        if (ahead > 0) place.textContent = ahead === 1 ? words.dayTomorrow : count(ahead);
        else if (left === null) place.textContent = words.dayGoing;
        else if (left < 0) place.textContent = words.dayPast;
        else if (day === end) place.textContent = words.dayToday;
        else place.textContent = left === 0 ? words.dayLast : words.dayStill.replace("{days}", count(left));
      }
    }
  }

  // Subscribe links of a site that does not know its address.
  for (const box of document.querySelectorAll(".buttons[data-feed]")) {
    const field = box.parentElement.querySelector(".field input");
    if (!location.protocol.startsWith("http") || (field && field.value.startsWith("http"))) continue;
    const feed = new URL(box.dataset.feed, location.href).href;
    const webcal = feed.replace(/^https?:/, "webcal:");
    const to = {
      apple: webcal,
      google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
      outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${encodeURIComponent(feed)}&name=${encodeURIComponent(box.dataset.name)}`,
    };
    for (const link of box.querySelectorAll("[data-to]")) link.href = to[link.dataset.to];
    if (field) field.value = feed;
  }

  // Copying an address.
  for (const button of document.querySelectorAll(".copy")) {
    const field = button.parentElement.querySelector("input");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = button.textContent;
      field.select();
      try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
})();
