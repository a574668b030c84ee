// Alt+↑ and Alt+↓ move the row in which the cursor stands, as its buttons do.
"use strict";
document.addEventListener("keydown", (event) => {
  const act = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const row = act && event.altKey && event.target.closest("tr[id^='item-']");
  const button = row && row.querySelector(`button[value="${act}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
// After a move the page is new: the cursor goes back to the row, once the browser has gone to it and let go of the cursor.
window.addEventListener("load", () => setTimeout(() => {
  const row = location.hash.startsWith("#item-") && document.getElementById(location.hash.slice(1));
  const first = row && row.querySelector("select, button");
  if (first) first.focus();
}, 50));
