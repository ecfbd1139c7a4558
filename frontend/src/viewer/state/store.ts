/** Holds one plain value; whoever listens hears of each change, and what it was before. */
export class Store<T extends object> {
  private readonly listeners = new Set<(now: T, before: T) => void>();

  constructor(private value: T) {}

  get now(): T {
    return this.value;
  }

  /** Takes over the fields given; a change that changes nothing is not told. */
  change(fields: Partial<T>): void {
    const before = this.value;
    const keys = Object.keys(fields) as (keyof T)[];
    if (keys.every((key) => Object.is(before[key], fields[key]))) return;
    this.value = { ...before, ...fields };
    for (const listener of this.listeners) listener(this.value, before);
  }

  /** Returns the function that stops listening. */
  listen(listener: (now: T, before: T) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
