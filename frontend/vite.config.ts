import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

import { withoutGraphiqlFonts } from "./graphiql_fonts";

const entry = (name: string): string => fileURLToPath(new URL(`src/${name}`, import.meta.url));

export default defineConfig(({ command }) => ({
  // Built files find each other by relative address, so the site may serve them from any prefix.
  base: command === "build" ? "./" : "/static/dist/",
  plugins: [withoutGraphiqlFonts()],
  resolve: { alias: { "react-style-singleton": entry("graphiql/style_singleton.ts") } },
  build: {
    outDir: "../web/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0, // the content policy allows no data: addresses for scripts, styles and fonts
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1100, // GraphiQL, fetched only on its own page
    rolldownOptions: {
      input: { main: entry("main.ts"), graphiql: entry("graphiql.ts") },
      // "use client" lines mean nothing outside a React server; htmx's eval is switched off in main.ts.
      checks: { moduleLevelDirective: false, eval: false },
    },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
}));
