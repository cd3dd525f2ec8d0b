// The inspector: while it is open it asks for what has come since, and for the whole of what is unfolded.

const inspector = document.getElementById("inspector");
const list = inspector.querySelector("ol");
const scroller = list.parentElement;
const toggle = document.querySelector("button[aria-controls=inspector]");
const MOST = 500;

let last = 0;
let asking = null;

const follow = async () => {
  asking = new AbortController();
  const { signal } = asking;
  while (!signal.aborted) {
    try {
      const answer = await fetch(`${inspector.dataset.from}?after=${last}`, { signal });
      if (!answer.ok) return;
      add(await answer.text());
    } catch {
      return;
    }
  }
};
const add = (html) => {
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
  list.insertAdjacentHTML("beforeend", html);
  last = Number(list.lastElementChild?.dataset.number ?? last);
  while (list.children.length > MOST) list.firstElementChild.remove();
  if (atEnd) scroller.scrollTop = scroller.scrollHeight;
};

const show = (shown) => {
  inspector.hidden = !shown;
  toggle.setAttribute("aria-expanded", String(shown));
  localStorage.setItem("inspector", shown ? "open" : "");
  asking?.abort();
  if (shown) follow();
};
toggle.addEventListener("click", () => {
  show(inspector.hidden);
  if (!inspector.hidden) scroller.focus();
});
inspector.querySelector("[data-closes]").addEventListener("click", () => {
  show(false);
  toggle.focus();
});
inspector.querySelector("[data-clears]").addEventListener("click", () => list.replaceChildren());
inspector.querySelector("select").addEventListener("change", ({ target }) => {
  list.className = target.value && `only ${target.value}`;
});

// The whole of an entry comes when it is first unfolded.
list.addEventListener("toggle", async ({ target }) => {
  const whole = target.querySelector(".whole");
  if (!target.open || whole.childElementCount) return;
  const answer = await fetch(`${inspector.dataset.from}/${target.parentElement.dataset.number}`);
  whole.innerHTML = await answer.text();
}, { capture: true });
list.addEventListener("click", async ({ target }) => {
  if (!("curl" in target.dataset)) return;
  await navigator.clipboard.writeText(target.dataset.curl);
  target.textContent = "Copied";
});

// A page that goes away lets go of its question, or the browser would report that it broke off.
addEventListener("pagehide", () => asking?.abort());
if (localStorage.getItem("inspector")) show(true);
