// What opens from a small button and lies over the page: reactions, what can be done about a message, shortcuts.

const about = document.getElementById("about-message");
const edit = document.getElementById("edit");
let opener = null;

// There is one of each for all messages: it learns which message it was opened for.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[popovertarget]");
  if (!button) return;
  opener = button;
  const form = document.getElementById(button.getAttribute("popovertarget"));
  if (form.elements?.ts) form.elements.ts.value = button.dataset.ts;
  form.setAttribute("hx-target", button.closest(".thread") ? "#thread-notice" : "#notice");
});
for (const form of document.querySelectorAll("form[popover]")) {
  form.addEventListener("htmx:config:request", () => form.hidePopover());
  form.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "open") return;
    for (const own of form.querySelectorAll("[data-own]")) own.hidden = opener.dataset.typed === undefined;
    // Only now: in the page as it is sent it would compete for the focus there.
    for (const [place, button] of entries(form).entries()) button.autofocus = place === 0;
  });
  form.addEventListener("keydown", (event) => {
    const all = entries(form);
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || !all.length) return;
    event.preventDefault();
    all.at(to % all.length).focus();
  });
}
// A workflow's fields: typing there moves the cursor, not the focus.
for (const form of document.querySelectorAll(".step form"))
  form.addEventListener("htmx:config:request", () => form.parentElement.hidePopover());
const entries = (form) => [...form.querySelectorAll("button")].filter((button) => !button.hidden);

about.addEventListener("click", async ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  about.hidePopover();
  if ("copies" in button.dataset) await navigator.clipboard.writeText(opener.dataset.link);
  if ("edits" in button.dataset) {
    const { ts, text } = edit.querySelector("form").elements;
    ts.value = opener.dataset.ts;
    text.value = opener.dataset.typed;
    edit.showModal();
    text.focus();
  }
});

// What was refused stays open, with the reason under it.
edit.querySelector("button[type=button]").addEventListener("click", () => edit.close());
edit.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status < 400 && ctx.hx.trigger !== "refused") edit.close();
});
edit.addEventListener("close", () => document.getElementById("edit-notice").replaceChildren());
edit.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.tagName !== "TEXTAREA") return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
