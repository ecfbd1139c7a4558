/** Pointing at a moment of a chart says its figures below it. The table behind the chart says them to everybody else. */
export function startCharts(): void {
  document.addEventListener("pointerover", ({ target }) => {
    const moment = target instanceof Element ? target.closest<SVGElement>(".chart__moment") : null;
    for (const marked of document.querySelectorAll(".chart__moment.is-here")) {
      if (marked !== moment) leave(marked);
    }
    if (!moment) return;
    moment.classList.add("is-here");
    say(moment, moment.dataset["say"] ?? "");
  });
}

function leave(moment: Element): void {
  moment.classList.remove("is-here");
  say(moment, "");
}

function say(moment: Element, words: string): void {
  const place = moment.closest("[data-chart]")?.querySelector("[data-chart-say]");
  if (place) place.textContent = words;
}
