export function startViewer(place: HTMLElement): void {
  place.dataset["viewer"] = "waiting";
}
