// The composers: Enter sends, a draft outlives a change of channel, and names complete while one types.

const offers = JSON.parse(document.getElementById("offers").textContent);
const MOST = 8;

const compose = (form) => {
  const text = form.elements.text;
  const list = form.querySelector(".offers");
  const draft = form.dataset.draft;

  let shown = [];
  let chosen = 0;
  let start = 0;

  // -- sending

  // Somebody quick may have begun to write before this script came.
  text.value ||= sessionStorage.getItem(draft) ?? "";
  text.setSelectionRange(text.value.length, text.value.length);

  const keepDraft = () => sessionStorage.setItem(draft, text.value);

  // What is sent leaves the composer at once; a message that was refused comes back, unless there is new text.
  const sent = new WeakMap();
  form.addEventListener("submit", (event) => {
    if (!text.value.trim()) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });
  form.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    sent.set(ctx, text.value);
    text.value = "";
    if (form.elements.broadcast) form.elements.broadcast.checked = false;
    keepDraft();
    close();
  });
  const giveBack = (ctx) => {
    if (text.value) return;
    text.value = sent.get(ctx) ?? "";
    keepDraft();
  };
  form.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.response.status >= 400 || ctx.hx.trigger === "refused") giveBack(ctx);
  });
  form.addEventListener("htmx:error", ({ detail: { ctx } }) => giveBack(ctx));

  // -- completing

  // The word that is being typed, from its sign to the caret: @people, #places, :emoji: anywhere, /commands first.
  const typed = () => {
    const before = text.value.slice(0, text.selectionStart);
    const match = /(?:^|[\s(])([@#:][\p{L}\p{N}._+'-]*)$/u.exec(before) ?? /^(\/\S*)$/.exec(before);
    if (!match || text.selectionStart !== text.selectionEnd) return null;
    // A colon alone, or with one letter, is more often a colon than an emoji.
    if (match[1][0] === ":" && match[1].length < 3) return null;
    start = before.length - match[1].length;
    return match[1].toLowerCase();
  };

  const close = () => {
    shown = [];
    list.hidden = true;
    text.removeAttribute("aria-activedescendant");
  };

  const mark = () => {
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === chosen)));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", list.children[chosen].id);
  };

  const suggest = () => {
    const word = typed();
    if (!word) return close();
    const ofKind = offers.filter((offer) => offer.insert[0] === word[0]);
    const begins = ofKind.filter((offer) => offer.insert.toLowerCase().startsWith(word));
    const holds = ofKind.filter(
      (offer) => !begins.includes(offer) && `${offer.insert} ${offer.note}`.toLowerCase().includes(word.slice(1)),
    );
    shown = [...begins, ...holds].slice(0, MOST);
    if (!shown.length || (shown.length === 1 && shown[0].insert === word)) return close();
    chosen = 0;
    list.replaceChildren(...shown.map((offer, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.role = "option";
      for (const [name, words] of [["symbol", offer.picture], ["insert", offer.insert], ["note", offer.note]]) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = words;
        item.append(part);
      }
      if (offer.address) item.firstChild.append(Object.assign(new Image(), { className: "emoji", src: offer.address, alt: "" }));
      return item;
    }));
    list.hidden = false;
    mark();
  };

  const take = (place) => {
    text.setRangeText(`${shown[place].insert} `, start, text.selectionStart, "end");
    keepDraft();
    close();
    text.focus();
  };

  text.addEventListener("input", () => {
    keepDraft();
    suggest();
  });
  text.addEventListener("blur", close);
  text.addEventListener("click", suggest);
  // Before the click takes the focus, and with it the list, away.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const place = [...list.children].indexOf(event.target.closest("li"));
    if (place >= 0) take(place);
  });

  text.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (shown.length) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        chosen = (chosen + step + shown.length) % shown.length;
        mark();
      } else if (event.key === "Tab" || event.key === "Enter") {
        take(chosen);
      } else if (event.key === "Escape") {
        close();
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
};
document.querySelectorAll("form.composer").forEach(compose);

// Where the address names a message, that is what one came for.
if (!location.hash) document.querySelector("textarea[data-first]")?.focus();
