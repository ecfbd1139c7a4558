/** Marks, in the bar of a page's sections, the section that is being read. */
export function startAnchors(root: ParentNode = document): void {
  const links = [...root.querySelectorAll<HTMLAnchorElement>("[data-anchors] a")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1))).filter((section) => section !== null);
  if (sections.length === 0) return;
  const watcher = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((entry) => entry.isIntersecting);
      if (!seen) return;
      for (const link of links) link.toggleAttribute("aria-current", link.hash === `#${seen.target.id}`);
      for (const link of links) if (link.hasAttribute("aria-current")) link.ariaCurrent = "true";
    },
    { rootMargin: "-130px 0px -70% 0px" },
  );
  for (const section of sections) watcher.observe(section);
}
