/** What waits for a picture of a part: its silhouette, or a picture of an older shape. */
const WAITING = "[data-picture]";
const ADDRESS = "/parts/pictures/";
const AT_ONCE = 200; // keys in one request
const PAUSES = [700, 1000, 1500, 2500, 4000, 8000, 15000]; // milliseconds; then the next visit will show them

let timer: number | undefined;
let tries = 0;

/** Puts pictures of parts in their places as soon as the site has made them. */
export function startPictures(): void {
  const again = (): void => {
    tries = 0;
    lookLater();
  };
  again();
  document.addEventListener("htmx:afterSwap", again);
  document.addEventListener("visibilitychange", again);
}

function lookLater(): void {
  window.clearTimeout(timer);
  const pause = PAUSES[tries];
  if (pause === undefined || !document.querySelector(WAITING)) return;
  timer = window.setTimeout(() => void look(), pause);
}

async function look(): Promise<void> {
  if (document.hidden) return;
  tries += 1;
  const keys = [...document.querySelectorAll<HTMLElement>(WAITING)].map((place) => place.dataset["picture"] ?? "");
  const made = await ask([...new Set(keys)].slice(0, AT_ONCE));
  if (Object.keys(made).length > 0) tries = 1; // more will follow soon
  await Promise.all(Object.entries(made).map(([key, address]) => show(key, address)));
  lookLater();
}

/** The addresses of those that are made, by key; an empty one where there is nothing to make. */
export async function ask(keys: string[]): Promise<Record<string, string>> {
  const query = new URLSearchParams(keys.map((key) => ["want", key]));
  try {
    const answer = await fetch(`${ADDRESS}?${query.toString()}`, { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Record<string, string>) : {};
  } catch {
    return {}; // the network is away for a moment
  }
}

/** Puts one picture into each of its places, once it is loaded, so that nothing flickers. */
export async function show(key: string, address: string): Promise<void> {
  const places = [...document.querySelectorAll(`[data-picture="${CSS.escape(key)}"]`)];
  for (const place of places) place.removeAttribute("data-picture"); // whatever comes of it, it is asked for once
  if (!address) return;
  const size = places.some((place) => place.closest(".tile")) ? 44 : 512;
  const picture = Object.assign(new Image(size, size), { src: address, alt: "", decoding: "async" });
  try {
    await picture.decode();
  } catch {
    return; // then it stays a silhouette
  }
  for (const place of places) place.replaceWith(picture.cloneNode());
}
