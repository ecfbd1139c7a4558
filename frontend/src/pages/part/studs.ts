const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** The plate of studs is one stop for the Tab key; arrows go from stud to stud, Home and End to the ends. */
export function startStuds(root: ParentNode = document): void {
  for (const plate of root.querySelectorAll<HTMLElement>("[data-studs]")) {
    const studs = studsOf(plate);
    const here = studs.find((stud) => stud.hasAttribute("aria-current")) ?? studs[0];
    if (here) rove(studs, studs.find((stud) => stud === document.activeElement) ?? here);
  }
}

/** Listens once for all plates, those that come later too. */
export function listenToStuds(): void {
  document.addEventListener("keydown", (event) => {
    const stud = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-studs] > a") : null;
    const plate = stud?.parentElement;
    if (!stud || !plate || event.ctrlKey || event.metaKey || event.altKey) return;
    const studs = studsOf(plate);
    const next = studs[target(event.key, studs.indexOf(stud), studs.length, columns(studs))];
    if (!next) return;
    event.preventDefault();
    rove(studs, next);
    next.focus();
  });
}

/** Where a key leads from the stud at `at`; -1 for a key that leads nowhere. */
export function target(key: string, at: number, count: number, inRow: number): number {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = key === "ArrowDown" ? inRow : key === "ArrowUp" ? -inRow : STEPS[key];
  if (step === undefined) return -1;
  const next = at + step;
  return next >= 0 && next < count ? next : -1;
}

function studsOf(plate: HTMLElement): HTMLElement[] {
  return [...plate.querySelectorAll<HTMLElement>(":scope > a")];
}

function rove(studs: HTMLElement[], here: HTMLElement): void {
  for (const stud of studs) stud.tabIndex = stud === here ? 0 : -1;
}

function columns(studs: HTMLElement[]): number {
  const top = studs[0]?.offsetTop;
  return studs.filter((stud) => stud.offsetTop === top).length || 1;
}
