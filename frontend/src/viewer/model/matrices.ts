/** 4 × 4 matrices in the order of glTF and WebGL (columns first), as plain arrays of 16. */
export type Matrix = ArrayLike<number>;

export const IDENTITY: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

export function multiply(a: Matrix, b: Matrix): number[] {
  const product = new Array<number>(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += (a[k * 4 + row] ?? 0) * (b[column * 4 + k] ?? 0);
      product[column * 4 + row] = sum;
    }
  }
  return product;
}

/** The matrix of a translation after a rotation (unit quaternion x, y, z, w) after a scale. */
export function compose(
  [tx = 0, ty = 0, tz = 0]: ArrayLike<number> & Iterable<number>,
  [x = 0, y = 0, z = 0, w = 1]: ArrayLike<number> & Iterable<number>,
  [sx = 1, sy = 1, sz = 1]: ArrayLike<number> & Iterable<number>,
): number[] {
  return [
    (1 - 2 * (y * y + z * z)) * sx, 2 * (x * y + z * w) * sx, 2 * (x * z - y * w) * sx, 0,
    2 * (x * y - z * w) * sy, (1 - 2 * (x * x + z * z)) * sy, 2 * (y * z + x * w) * sy, 0,
    2 * (x * z + y * w) * sz, 2 * (y * z - x * w) * sz, (1 - 2 * (x * x + y * y)) * sz, 0,
    tx, ty, tz, 1,
  ];
}

/** Below 0 for a placement that mirrors. */
export function determinant(m: Matrix): number {
  const at = (i: number): number => m[i] ?? 0;
  return (
    at(0) * (at(5) * at(10) - at(6) * at(9)) -
    at(4) * (at(1) * at(10) - at(2) * at(9)) +
    at(8) * (at(1) * at(6) - at(2) * at(5))
  );
}
