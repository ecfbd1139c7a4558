/** Wires the behaviour of the pages that are not the 3D view. */
export function startPages(): void {}
