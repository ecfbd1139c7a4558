const PATIENCE = 60; // times that a file that is being made is asked for
const PAUSE = 500; // milliseconds between them
const SLOW = 300; // milliseconds after which a wait is said

let wanted = false;

/** The 3D view of a part starts when it is asked for, and then stays for the other colours that are looked at. */
export function startTurning(start: () => Promise<void>): void {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>("[data-viewer-open]") : null;
    const place = button?.closest<HTMLElement>("[data-viewer-later]");
    if (!place) return;
    wanted = true;
    void turn(place, start);
  });
  offer(document, start);
  document.addEventListener("htmx:load", ({ target }) => target instanceof Element && offer(target.parentElement ?? target, start));
}

function offer(root: ParentNode, start: () => Promise<void>): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-viewer-later]:not([data-viewer])")) {
    place.querySelector("[data-viewer-open]")?.removeAttribute("hidden");
    if (wanted) void turn(place, start);
  }
}

async function turn(place: HTMLElement, start: () => Promise<void>): Promise<void> {
  const button = place.querySelector<HTMLButtonElement>("[data-viewer-open]");
  if (!button || button.disabled) return;
  button.disabled = true;
  const slow = setTimeout(() => (button.textContent = place.dataset["making"] ?? ""), SLOW);
  const made = await isMade(place.dataset["glb"] ?? "");
  clearTimeout(slow);
  if (made) {
    button.remove();
    place.dataset["viewer"] = "";
    await start();
    place.querySelector<HTMLElement>("canvas")?.focus({ preventScroll: true });
  } else {
    button.textContent = place.dataset["none"] ?? "";
  }
}

/** Waits until the file is there; status 202 says that it is being made. */
async function isMade(address: string): Promise<boolean> {
  for (let time = 0; time < PATIENCE; time += 1) {
    const answer = await fetch(address).catch(() => null);
    if (!answer || answer.status !== 202) return answer?.status === 200;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  return false;
}
