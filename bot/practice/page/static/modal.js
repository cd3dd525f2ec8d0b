// The modal: the server puts a form into it or takes it away, and the dialog opens and closes accordingly.

const modal = document.getElementById("modal");
const place = document.getElementById("modal-view");
const notice = document.getElementById("modal-notice");

let shown = null;
const follow = (changes) => {
  const form = place.querySelector("form");
  if (form?.id === shown) {
    // What was submitted came back with errors: on to the first of them.
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node.matches?.(".error"))) firstField(form, ":has(.error)")?.focus();
    return;
  }
  shown = form?.id ?? null;
  notice.replaceChildren();
  if (!form) return modal.close();
  if (!modal.open) modal.showModal();
  (form.querySelector("[data-first]") ?? firstField(form, "") ?? form.querySelector("footer button:last-child")).focus();
};
const firstField = (form, which) =>
  form.querySelector(`.field${which} :is(input:not([type=hidden]), select, textarea)`);
new MutationObserver(follow).observe(place, { childList: true, subtree: true });
follow([]);

// Escape asks the server to close, which then takes the form away; a browser may also close by itself.
const goAway = () => place.querySelector("footer button[name=close]")?.click();
modal.addEventListener("cancel", (event) => {
  if (event.target !== modal) return;
  event.preventDefault();
  goAway();
});
modal.addEventListener("close", () => {
  // It tells late: by then the next one may be open.
  if (!modal.open) goAway();
});

// Enter in a field that tells the app at once does that, and does not submit.
modal.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
  const live = event.target.closest(".live");
  if (live) event.preventDefault();
  if (event.target.type === "text") live?.querySelector(":scope > button").click();
});
