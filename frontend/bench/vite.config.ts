import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Builds the two pages of the first-frame benchmark; `python -m bench.first_frame` says where to. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [page("ours.html"), page("ldraw_loader.html")] },
  },
});
