/** How a file's sending ended: where to go on, the page that says what is wrong, or that the connection broke. */
export type Sent =
  | { readonly kind: "arrived"; readonly address: string }
  | { readonly kind: "refused"; readonly page: string }
  | { readonly kind: "broken" | "stopped" };

export interface Sending {
  readonly done: Promise<Sent>;
  stop(): void;
}

/** Sends a form with its file and tells how many of the bytes have gone, which fetch cannot. */
export function send(form: HTMLFormElement, onBytes: (gone: number, all: number) => void): Sending {
  const request = new XMLHttpRequest();
  request.open("POST", form.action || location.href);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.upload.addEventListener("progress", (event) => onBytes(event.loaded, event.total));
  const done = new Promise<Sent>((resolve) => {
    request.addEventListener("load", () => resolve(outcome(request)));
    request.addEventListener("error", () => resolve({ kind: "broken" }));
    request.addEventListener("abort", () => resolve({ kind: "stopped" }));
  });
  request.send(new FormData(form));
  return { done, stop: () => request.abort() };
}

function outcome(request: XMLHttpRequest): Sent {
  if (request.status !== 201) return { kind: "refused", page: request.responseText };
  const answer: unknown = JSON.parse(request.responseText);
  const address = typeof answer === "object" && answer !== null && "address" in answer ? String(answer.address) : "";
  return address.startsWith("/") ? { kind: "arrived", address } : { kind: "broken" };
}
