/** Fetches a file and tells how many bytes have come so far; throws on any answer that is not the file. */
export async function fetchBytes(
  address: string,
  came: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<ArrayBuffer> {
  const answer = await fetch(address, signal ? { signal } : {});
  if (!answer.ok || !answer.body) throw new Error(`The answer was ${answer.status}.`);
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = answer.body.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (!value) continue;
    pieces.push(value);
    length += value.byteLength;
    came(length);
  }
  return joined(pieces, length);
}

function joined(pieces: Uint8Array[], length: number): ArrayBuffer {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole.buffer;
}
