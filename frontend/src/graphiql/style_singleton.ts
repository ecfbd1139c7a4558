import { useEffect } from "react";

/**
 * Stands in for the package of this name, which writes `<style>` elements that the content policy forbids.
 * A sheet made by script is allowed; it is what GraphiQL's dialogs need to hold the page still below them.
 */
export function styleSingleton(): (properties: { styles: string }) => null {
  return function Sheet({ styles }) {
    useEffect(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      document.adoptedStyleSheets.push(sheet);
      return () => {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      };
    }, [styles]);
    return null;
  };
}
