const DURATION = 240; // milliseconds, as every opening on the site

export function prefersStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Carries a value from 0 to 1 with a gentle end; the newest motion replaces the one before. */
export class Motion {
  private frame = 0;

  run(draw: (share: number) => void): void {
    cancelAnimationFrame(this.frame);
    if (prefersStill()) return draw(1);
    const start = performance.now();
    const next = (now: number): void => {
      const share = Math.min(1, Math.max(0, (now - start) / DURATION));
      draw(1 - (1 - share) ** 3);
      if (share < 1) this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
  }
}
