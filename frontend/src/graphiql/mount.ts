import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

import "graphiql/style.css";

/** Puts the GraphiQL editor into `place`, asking the API at `data-url` with the token in `data-csrf`. */
export function mount(place: HTMLElement): void {
  const headers = { "X-CSRFToken": place.dataset["csrf"] ?? "" };
  const fetcher = createGraphiQLFetcher({ url: place.dataset["url"] ?? "/graphql/", headers });
  createRoot(place).render(createElement(GraphiQL, { fetcher, defaultQuery: place.dataset["question"] ?? "" }));
}
