/** One way to order rows: by a word or a figure that each row carries in its data. */
export interface Order {
  readonly name: string;
  readonly falling: boolean;
}

const FIGURES = new Set(["quantity", "each", "together"]);

/** The rows in that order; what has no figure stands at the end whichever way it goes, since unknown is not zero. */
export function ordered(rows: readonly HTMLElement[], order: Order): HTMLElement[] {
  const sign = order.falling ? -1 : 1;
  if (!FIGURES.has(order.name)) {
    const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
    return [...rows].sort((a, b) => sign * collator.compare(a.dataset[order.name] ?? "", b.dataset[order.name] ?? ""));
  }
  const figure = (row: HTMLElement): number => Number.parseFloat(row.dataset[order.name] ?? "");
  return [...rows].sort((a, b) => {
    const [one, other] = [figure(a), figure(b)];
    if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
    return sign * (one - other);
  });
}

/** Whether a row has all of the words, in its name, colour, numbers or kind. */
export function matches(row: HTMLElement, words: readonly string[]): boolean {
  const { name = "", colour = "", find = "" } = row.dataset;
  const text = `${name} ${colour} ${find}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
