// What is sent before htmx has taken over the page waits until it has: a browser would leave the page instead.
// A button that asks first cannot do so yet, and does nothing.
// No module: it is there before anything that could be pressed.
{
  const wait = (event) => {
    if (event.target.method === "dialog") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target, submitter } = event;
    if (submitter && "ask" in submitter.dataset) return;
    document.addEventListener("DOMContentLoaded", () => target.requestSubmit(submitter));
  };
  addEventListener("submit", wait, { capture: true });
  document.addEventListener("DOMContentLoaded", () => removeEventListener("submit", wait, { capture: true }));
}
