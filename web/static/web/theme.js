// Runs before the first paint, so that a chosen theme never flashes. The switch itself is in the page's script.
(function () {
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (refused) {
    // Storage may be forbidden; then the system's theme holds.
  }
})();
