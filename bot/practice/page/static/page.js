// The page beside the composer and the menus: questions before a button, and the sidebar on small screens.
// What changes on the page comes from the server through htmx.

const ask = document.getElementById("ask");
const opener = document.querySelector("button.opener");

// A button with a question asks first, and submits its form only after a yes.
let pending = null;
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-ask]");
  if (!button) return;
  event.preventDefault();
  pending = button;
  const [no, yes] = ask.querySelectorAll("button");
  ask.querySelector("h2").textContent = button.dataset.askTitle;
  // The server has drawn it, as it draws messages.
  ask.querySelector(".question").innerHTML = button.dataset.ask;
  no.textContent = button.dataset.askNo;
  yes.textContent = button.dataset.askYes;
  yes.className = `button ${button.dataset.askStyle}`;
  ask.returnValue = "";
  ask.showModal();
});
ask.addEventListener("close", () => {
  const button = pending;
  pending = null;
  if (!button?.isConnected) return;
  if (ask.returnValue === "yes") button.form.requestSubmit(button);
  else giveBack(button.closest(".live"));
});

// A field that tells the app at once presses the button after it; after a no, it shows again what was there.
const press = (field) => field.closest(".live")?.querySelector(":scope > button").click();
const giveBack = (live) => {
  for (const field of live?.querySelectorAll("input, select, textarea") ?? []) {
    field.value = field.defaultValue ?? field.value;
    field.checked = field.defaultChecked;
    for (const option of field.options ?? []) option.selected = option.defaultSelected;
  }
};
document.addEventListener("change", ({ target }) => {
  // In these, what is written counts once Enter is pressed.
  if (!["search", "text", "number", "email", "url"].includes(target.type)) press(target);
});

// On small screens the sidebar lies over the messages until a place is chosen.
const showSidebar = (shown) => {
  document.body.classList.toggle("with-sidebar", shown);
  opener.setAttribute("aria-expanded", String(shown));
};
opener.addEventListener("click", () => showSidebar(!document.body.classList.contains("with-sidebar")));
document.querySelector("main").addEventListener("click", (event) => {
  if (!event.target.closest("button.opener")) showSidebar(false);
});
// It closes at once when something was chosen in it whose result is behind it, and stays closed when one comes back.
document.getElementById("sidebar").addEventListener("click", ({ target }) => {
  if (!target.closest("a, .inspect, [name=way]") || !opener.checkVisibility()) return;
  showSidebar(false);
  if (target.closest("[name=way]")) opener.focus();
});
addEventListener("pageshow", ({ persisted }) => persisted && showSidebar(false));

// Menus close when something else is clicked, one of their entries included.
const openMenus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => {
  for (const opened of openMenus()) {
    if (!opened.querySelector("summary").contains(event.target)) opened.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const opened of openMenus()) {
    opened.open = false;
    opened.querySelector("summary").focus();
    // In a modal, the key would close that too.
    event.preventDefault();
    return;
  }
  if (document.body.classList.contains("with-sidebar")) {
    showSidebar(false);
    opener.focus();
  }
});

// Another company has moved in, or is about to: in it, one is the same person.
document.querySelector(".frame").addEventListener("start-over", () => {
  location.assign(location.pathname.split("/", 3).join("/"));
});

// A channel stays where it was read when a thread opens or closes beside it, or earlier messages come; an
// address that names a message leads to that. Messages out of sight have no height that could be relied on
// until they have been seen, so that it is a message that comes to its place, and is held there until all
// keep theirs, unless one scrolls meanwhile.
const FRAMES = 10;
const MOST_FRAMES = 120;
const LED_TO = 80;
const BEGINS_AT = 8;
const channel = document.querySelector("main .scroller");
const messages = document.getElementById("messages");
const place = `place ${location.pathname}`;
const below = (message) => message.getBoundingClientRect().top - message.closest(".scroller").getBoundingClientRect().top;
// Counted in frames: on a slow machine they take long, and heights come with them.
let framesLeft = MOST_FRAMES;
for (const moving of ["wheel", "touchstart", "mousedown", "keydown"]) {
  addEventListener(moving, () => (framesLeft = 0), { passive: true });
}
const bring = ({ id, top }, frames = FRAMES) => {
  const message = document.getElementById(id);
  if (!message?.closest(".scroller") || !framesLeft) return;
  framesLeft -= 1;
  const isThere = Math.abs(below(message) - top) <= 1;
  if (!isThere) {
    message.scrollIntoView();
    message.closest(".scroller").scrollTop += below(message) - top;
  }
  const left = isThere ? frames - 1 : FRAMES;
  if (left) requestAnimationFrame(() => bring({ id, top }, left));
};
const isSamePlace = document.referrer && new URL(document.referrer).pathname === location.pathname;
// An address ending in "#at-" and a message begins with that, without pointing it out.
const begins = /^#at-(.+)$/.exec(location.hash)?.[1];
if (begins) {
  history.replaceState(null, "", location.pathname + location.search);
  const start = () => {
    if (framesLeft) framesLeft = MOST_FRAMES;
    bring({ id: begins, top: BEGINS_AT });
  };
  start();
  // Pictures have no height before they are there.
  channel?.addEventListener("load", ({ target }) => target.matches("img") && start(), { capture: true });
} else if (location.hash) bring({ id: location.hash.slice(1), top: LED_TO });
else if (isSamePlace) bring(JSON.parse(sessionStorage.getItem(place) ?? "{}"));
addEventListener("pagehide", () => {
  if (!channel?.clientHeight) return;
  const read = [...channel.querySelectorAll(".message")].find((message) => below(message) >= 0);
  // Reversed, the scroller stands at the newest message by itself.
  const kept = channel.scrollTop && read ? { id: read.id, top: below(read) } : {};
  sessionStorage.setItem(place, JSON.stringify(kept));
});

// What one has asked for is brought into view when it comes: the newest message or, of an answer that is taller
// than the view, its beginning. One who scrolls meanwhile has something else in mind.
const ANSWER_TIMEOUT = 5000;
let waitsUntil = 0;
for (const moving of ["wheel", "touchmove"]) addEventListener(moving, () => (waitsUntil = 0), { passive: true });
const showNewest = () => {
  framesLeft = 0;
  channel.scrollTop = 0;
  // Its height is known once it has been drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const newest = messages.lastElementChild;
    if (channel.scrollTop || !newest || newest.offsetHeight <= channel.clientHeight) return;
    framesLeft = MOST_FRAMES;
    bring({ id: newest.id, top: BEGINS_AT });
  }));
};
document.addEventListener("htmx:config:request", ({ target, detail: { ctx } }) => {
  const [, , , , action] = new URL(ctx.request.action, location.href).pathname.split("/");
  if (!messages || !["write", "press", "submit", "shortcut"].includes(action)) return;
  waitsUntil = performance.now() + ANSWER_TIMEOUT;
  if (action === "write" && !target.closest(".thread")) showNewest();
});
if (messages) {
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (performance.now() > waitsUntil || !added.includes(messages.lastElementChild)) return;
    showNewest();
  }).observe(messages, { childList: true });
}
