// The tour: which step one is at (this browser remembers it), what helps with it, and that it has been done.
// No module: it runs before the page below it is drawn, so that nothing there has to move.
{
  const tour = document.getElementById("tour");
  const steps = [...tour.querySelectorAll("li")];
  const next = tour.querySelector("[data-next]");
  const skip = tour.querySelector("[data-skip]");
  const status = tour.querySelector("[role=status]");
  const opener = document.querySelector("button[aria-controls=tour]");
  const OVER = "over";
  const END = steps.length - 1;
  const POINTING = 6000;

  const kept = () => localStorage.getItem("tour") ?? "0";
  const at = () => Math.min(Number(kept()) || 0, END);

  const draw = () => {
    tour.hidden = kept() === OVER;
    for (const [place, step] of steps.entries()) step.classList.toggle("current", place === at());
    next.classList.toggle("useless", at() === END);
    skip.firstElementChild.textContent = at() === END ? "Close" : "Skip";
    skip.lastElementChild.hidden = at() === END;
  };
  const go = (place) => {
    localStorage.setItem("tour", place);
    draw();
  };
  const goOn = (words) => {
    if (document.activeElement === next && at() + 1 === END) skip.focus();
    go(at() + 1);
    status.textContent = `${words} ${steps[at()].querySelector(".told").textContent}`;
  };

  next.addEventListener("click", () => goOn(""));
  skip.addEventListener("click", () => {
    go(OVER);
    (opener.checkVisibility({ visibilityProperty: true }) ? opener : document.querySelector("main textarea"))?.focus();
  });
  opener.addEventListener("click", () => {
    if (kept() === OVER || at() === END) go(0);
    document.body.classList.remove("with-sidebar");
    tour.focus();
  });
  // Another tab of this browser, perhaps as somebody else, is at the same step.
  addEventListener("storage", ({ key }) => key === "tour" && draw());

  // -- help with a step

  const write = (link) => {
    const text = document.querySelector(`form.composer[data-draft="${link.pathname}"] textarea`);
    if (!text?.checkVisibility()) {
      sessionStorage.setItem(link.pathname, link.dataset.command);
      return false;
    }
    text.value = link.dataset.command;
    text.dispatchEvent(new Event("input"));
    text.focus();
    return true;
  };
  const point = (spot) => {
    const found = [...document.querySelectorAll(`[data-spot="${spot}"]`)].at(-1);
    if (!found) return false;
    const sidebar = document.querySelector("button.opener");
    if (found.closest(".sidebar") && sidebar.checkVisibility() && sidebar.getAttribute("aria-expanded") === "false") {
      sidebar.click();
    }
    found.scrollIntoView({ block: "center" });
    found.classList.add("pointed");
    setTimeout(() => found.classList.remove("pointed"), POINTING);
    // What slides in cannot have the focus before it is there.
    requestAnimationFrame(() => requestAnimationFrame(() => found.focus()));
    return true;
  };
  const press = (spot) => document.querySelector(`[data-spot="${spot}"]`).click();
  tour.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-command]");
    if (!link) return;
    // Clicks in the page below close the sidebar, which may just have been opened.
    event.stopPropagation();
    const { command, shows, presses } = link.dataset;
    // A link without any of them only leads somewhere.
    if (!command && !shows) return;
    if (presses !== undefined) press(shows);
    if (presses !== undefined || (command ? write(link) : point(shows))) event.preventDefault();
    else sessionStorage.setItem("tour shows", shows);
  });
  addEventListener("DOMContentLoaded", () => {
    const spot = sessionStorage.getItem("tour shows");
    sessionStorage.removeItem("tour shows");
    if (spot) point(spot);
  });

  // -- a step that has been done

  const sent = new WeakMap();
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    sent.set(ctx, { address: ctx.request.action, fields: new Map(ctx.request.body) });
  });
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (!sent.has(ctx) || kept() === OVER || ctx.response.status >= 400 || ctx.hx.trigger === "refused") return;
    const { address, fields } = sent.get(ctx);
    const [, , person, , action] = new URL(address, location.href).pathname.split("/");
    const { action: wanted, patterns, onlyAs, opens } = steps[at()].dataset;
    if (action !== wanted || (onlyAs && person !== onlyAs)) return;
    const fits = ([name, pattern]) => new RegExp(pattern, "is").test(fields.get(name) ?? "");
    if (!Object.entries(JSON.parse(patterns)).every(fits)) return;
    goOn("Done.");
    if (opens) location.assign(opens);
  });

  draw();
}
