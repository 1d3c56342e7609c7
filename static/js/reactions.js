// The reading page: « Réagir » opens in place, and a few selected words may be answered alone.
// Without this script every link leads to a small page that does the same.
const reading = document.querySelector("[data-reading]");
const isMark = (node) => node.parentElement.closest(".note-ref");

// The passage as the server knows it: single spaces, one kind of apostrophe, no note marks.
function plain(root, until) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isMark(node)) continue;
    if (until && node === until.startContainer) return text + node.data.slice(0, until.startOffset);
    if (until && until.comparePoint(node, 0) >= 0) return text;
    text += node.data;
  }
  return text;
}
const tidy = (text) => text.normalize("NFC").replace(/['\u02bc]/g, "\u2019").replace(/\s+/g, " ").trimStart();

const isWord = (sign) => /[\p{L}\p{N}]/u.test(sign ?? " ");

// A finger lets go in the middle of a word: the whole word is meant.
function wholeWords(range) {
  const whole = range.cloneRange();
  const { startContainer: first, endContainer: last } = range;
  let { startOffset: from, endOffset: to } = range;
  if (first.nodeType === 3) {
    while (isWord(first.data[from - 1]) && isWord(first.data[from])) from -= 1;
    whole.setStart(first, from);
  }
  if (last.nodeType === 3) {
    while (to > 0 && isWord(last.data[to - 1]) && isWord(last.data[to])) to += 1;
    whole.setEnd(last, to);
  }
  return whole;
}

function chosenWords() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = wholeWords(selection.getRangeAt(0));
  const holder = range.commonAncestorContainer;
  const text = (holder.nodeType === 1 ? holder : holder.parentElement).closest(".passage__text");
  if (!text || !reading.contains(text)) return null;
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  copy.querySelectorAll(".note-ref").forEach((mark) => mark.remove());
  const quote = tidy(copy.textContent).trimEnd();
  return quote.length < 2 ? null : { range, quote, near: tidy(plain(text, range)).length, passage: text.closest(".passage") };
}

const pick = document.createElement("button");
pick.type = "button";
pick.className = "reading__pick button button--primary button--small";
pick.textContent = "Réagir à ces mots";
pick.hidden = true;
let chosen = null;

function offer() {
  chosen = chosenWords();
  const link = chosen?.passage.querySelector("[data-react]");
  pick.hidden = !link;
  if (pick.hidden) return;
  const box = chosen.range.getBoundingClientRect();
  const frame = reading.getBoundingClientRect();
  const below = matchMedia("(pointer: coarse)").matches ? 34 : 8; // under the handles of a finger
  pick.style.setProperty("inset-block-start", `${box.bottom - frame.top + below}px`);
  pick.style.setProperty("inset-inline-start", `${Math.max(0, Math.min(box.left - frame.left, frame.width - pick.offsetWidth))}px`);
}

// What was typed and not kept waits on its passage, and comes back with the same composer; what had
// the focus has it again.
const typed = new Map();
let opener = null;

async function open(passage, asked) {
  const place = asked.split("?")[0];
  const held = typed.get(place);
  const address = held && asked === place ? held.address : asked;
  const answer = await fetch(address, { headers: { "X-Fragment": "1" } });
  if (!answer.ok || answer.redirected) return void (location.href = address);
  const from = document.activeElement;
  close();
  opener = from;
  show(passage, await answer.text());
  const form = passage.querySelector("[data-composer]");
  if (held) form.querySelector("textarea").value = held.words;
  if (held?.kind) form.querySelector(`input[name=kind][value="${held.kind}"]`).checked = true;
  Object.assign(form.dataset, { from: address, place });
  form.addEventListener("input", () => hold(form));
}

function hold(form) {
  const words = form.querySelector("textarea").value;
  const kind = form.querySelector("input[name=kind]:checked")?.value;
  const { from, place } = form.dataset;
  if (words.trim()) typed.set(place, { address: from, words, kind });
  else typed.delete(place);
}

// A composer that closes over words says where they wait.
function tellWaiting(passage, place) {
  passage.querySelector("[data-waiting]")?.remove();
  if (!typed.has(place)) return;
  const line = document.createElement("p");
  line.className = "small muted";
  line.dataset.waiting = "";
  line.textContent = "Vos mots vous attendent ici\u202f: rouvrez « Réagir » ou « Modifier » pour les retrouver.";
  passage.append(line);
  say("Vos mots ne sont pas perdus\u202f: ils vous attendent sur ce passage.");
}

// « Annuler » empties at once when nothing was typed; else it asks once more.
function cancel(button) {
  const { place } = button.closest("[data-composer]").dataset;
  if (typed.has(place) && !button.dataset.sure) {
    button.dataset.sure = "yes";
    button.textContent = "Effacer mes mots";
    return say("Appuyez encore pour effacer vos mots, ou sur Garder.");
  }
  typed.delete(place);
  leave();
}

function show(passage, composer) {
  const { from, place } = passage.querySelector("[data-composer]")?.dataset ?? {};
  passage.querySelectorAll("[data-composer], [data-waiting]").forEach((old) => old.remove());
  passage.insertAdjacentHTML("beforeend", composer);
  passage.classList.add("is-open");
  const form = passage.querySelector("[data-composer]");
  if (from) {
    Object.assign(form.dataset, { from, place });
    form.addEventListener("input", () => hold(form));
  }
  (form.querySelector("input:checked") ?? form.querySelector("input[type=radio]")).focus({ preventScroll: true });
  const refusal = form.querySelector(".field__error"); // above what it is about: off a phone's screen
  (refusal ?? form).scrollIntoView({ block: refusal ? "center" : "nearest" });
}

function close() {
  const passage = reading.querySelector(".passage.is-open");
  const form = passage?.querySelector("[data-composer]");
  const place = form?.dataset.place;
  form?.remove();
  passage?.classList.remove("is-open");
  if (passage) tellWaiting(passage, place);
  return passage;
}

function leave() {
  const passage = close();
  const back = opener?.isConnected && opener !== document.body ? opener : passage?.querySelector("[data-react]");
  back?.focus();
}

// Keep, change or take back without leaving the page: the passage comes back as it now stands.
async function keep(form, button) {
  const passage = form.closest(".passage");
  const note = form.action.match(/reactions\/(\d+)/)?.[1];
  const words = new FormData(form, button);
  button.disabled = true;
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: words, headers: { "X-Fragment": "1" } });
  } catch {
    button.disabled = false;
    return say("La connexion manque. Vos mots sont toujours là : essayez de nouveau.");
  }
  if (answer.status === 422) return show(passage, await answer.text());
  if (!answer.ok || answer.redirected) return void (location.href = answer.redirected ? answer.url : location.href);
  typed.delete(form.dataset.place);
  const news = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = news.querySelector(".passage");
  if (!fresh) return void location.reload();
  passage.replaceWith(fresh);
  document.querySelector(".reading__bar")?.replaceWith(news.querySelector(".reading__bar"));
  underline();
  say(news.querySelector("[data-said]").textContent);
  (fresh.querySelector(`[data-note="${note}"] a`) ?? fresh.querySelector("[data-react]")).focus({ preventScroll: true });
  fresh.scrollIntoView({ block: "nearest" });
}

function say(words) {
  reading.querySelector("[data-said]").textContent = words;
}

// What was kept earlier is underlined where it stands, without touching the text.
function underline() {
  if (!CSS.highlights) return;
  const ranges = [];
  for (const note of reading.querySelectorAll("[data-start]")) {
    const text = note.closest(".passage").querySelector(".passage__text");
    const range = stretch(text, Number(note.dataset.start), Number(note.dataset.end));
    if (range) ranges.push(range);
  }
  CSS.highlights.set("reaction", new Highlight(...ranges));
}

function stretch(root, start, end) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0, last = " ", open = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isMark(node)) continue;
    for (let i = 0; i < node.length; i += 1) {
      const space = /\s/.test(node.data[i]);
      if (space && /\s/.test(last)) continue;
      if (at === start && !open) { range.setStart(node, i); open = true; }
      at += 1;
      last = node.data[i];
      if (at === end && open) { range.setEnd(node, i + 1); return range; }
    }
  }
  return null;
}

// The words chosen in this passage, if some are: the link of the margin answers them alone as well.
function address(link) {
  const href = link.getAttribute("href");
  const words = chosenWords();
  if (!link.matches("[data-react]") || words?.passage !== link.closest(".passage")) return href;
  return `${href}?${new URLSearchParams({ quote: words.quote, near: words.near })}`;
}

if (reading) {
  reading.append(pick);
  underline();
  document.addEventListener("selectionchange", () => requestAnimationFrame(offer));
  pick.addEventListener("pointerdown", (event) => event.preventDefault());
  pick.addEventListener("click", () => {
    const link = chosen.passage.querySelector("[data-react]");
    const where = address(link);
    pick.hidden = true;
    link.focus({ preventScroll: true });
    open(link.closest(".passage"), where);
  });
  reading.addEventListener("click", (event) => {
    const link = event.target.closest("[data-react], .passage .passage__note a");
    const giveUp = event.target.closest("[data-cancel]");
    if (event.metaKey || event.ctrlKey || event.shiftKey || !(link || giveUp)) return;
    event.preventDefault();
    if (link) open(link.closest(".passage"), address(link));
    else cancel(giveUp);
  });
  reading.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-composer]")) return;
    event.preventDefault();
    keep(event.target, event.submitter ?? event.target.querySelector("button"));
  });
  reading.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pick.hidden = true;
    leave();
  });
  window.addEventListener("beforeunload", (event) => typed.size && event.preventDefault());
}
