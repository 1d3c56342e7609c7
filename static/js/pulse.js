// <main data-pulse="/reunions/3/pouls/" data-beat="12">: several screens live the same page.
// Every two seconds one number is asked for; 204 says that nothing moved. Otherwise each
// [data-part] (with an id) that differs is replaced, but never one in which somebody is typing:
// that one follows when its field is left; nor one under a finger or a held space bar, whose press
// would be lost. Focus and open <details> are kept. A form inside is sent without leaving the page. Without this script,
// the page's « Actualiser » link does it.
const EVERY = 2000;
const HIDDEN = 15000;
const LOST = 6000;
const TAP = 300;
const PRESSED = 5000;
const SILENT = 10000;
const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit]), textarea, select";

const page = document.querySelector("[data-pulse]");
const plain = (part) => part.outerHTML.replace(/(csrfmiddlewaretoken" value=")[^"]+/g, "$1");
const shown = new Map();
const said = Object.assign(document.createElement("div"), { className: "messages" });
const late = new Set(); // the ids of parts that could not be replaced yet
let timer, asking, held, letGo, gestures = 0;

const isTyping = (part) =>
  part.contains(document.activeElement) && document.activeElement.matches(FIELDS)
  || part.querySelector("form[data-changed]") !== null;

const isKept = (part) => isTyping(part) || part.contains(held);

const openOnes = (part) => new Set([...part.querySelectorAll("details[open][id]")].map(({ id }) => id));

const isWaiting = () => late.size > 0
  && [...late].some((id) => document.getElementById(id) && !isKept(document.getElementById(id)));

// The same button in the fresh part, also where it has no id of its own.
const twinOf = (one, fresh) => one.id
  ? document.getElementById(one.id)
  : [...fresh.querySelectorAll(one.tagName)].find((other) =>
    other.outerHTML === one.outerHTML && other.form?.action === one.form?.action);

function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const open = openOnes(old);
  old.replaceWith(fresh);
  for (const one of fresh.querySelectorAll("details[id]")) if (open.has(one.id)) one.open = true;
  if (focused) twinOf(focused, fresh)?.focus({ preventScroll: true });
  fresh.dispatchEvent(new CustomEvent("pulse", { bubbles: true }));
}

function show(text, isOurs) {
  const told = new DOMParser().parseFromString(text, "text/html");
  const root = told.querySelector("[data-beat]");
  if (!root) return false;
  late.clear();
  for (const fresh of told.querySelectorAll("[data-part]")) {
    const old = document.getElementById(fresh.id);
    const html = plain(fresh);
    if (!old || shown.get(fresh.id) === html) continue;
    if (isKept(old) && !isOurs?.(old)) { late.add(fresh.id); continue; }
    shown.set(fresh.id, html);
    replace(old, fresh);
  }
  page.dataset.beat = root.dataset.beat;
  if (told.title) document.title = told.title;
  return true;
}

// What is answered to a gesture stands at the top of the page, outside of the parts: it is brought
// here, and the eye to it.
function tell(text, wentWell) {
  const told = new DOMParser().parseFromString(text, "text/html");
  const isOutside = (one) => !one.closest("[data-part]");
  const words = [...told.querySelectorAll("#contenu .messages, #contenu [role=alert]")].filter(isOutside);
  document.querySelectorAll("#contenu > .messages").forEach((old) => old === said || old.remove());
  said.replaceChildren(...words);
  const alert = document.querySelector("#contenu .messages [role=alert]")
    || (wentWell ? null : document.querySelector("#contenu [role=alert]"));
  if (!alert) return;
  alert.tabIndex = -1;
  alert.focus({ preventScroll: true });
  alert.scrollIntoView({ block: "center" });
}

const lost = (is) => document.querySelector("[data-pulse-lost]")?.toggleAttribute("hidden", !is);

async function ask() {
  clearTimeout(timer);
  if (asking) return;
  asking = true;
  let wait = document.hidden ? HIDDEN : EVERY;
  const before = gestures;
  try {
    const beat = isWaiting() ? "" : page.dataset.beat;
    const signal = AbortSignal.timeout?.(SILENT); // a network that only says nothing is lost too
    const answer = await fetch(`${page.dataset.pulse}?b=${beat}`, { cache: "no-store", signal });
    if (answer.redirected || answer.status === 404) location.reload();
    else if (answer.status === 200) {
      const text = await answer.text();
      if (before === gestures) show(text); // otherwise a gesture was answered since: that is newer
    }
    lost(!answer.ok);
  } catch {
    lost(true);
    wait = LOST;
  }
  asking = false;
  timer = setTimeout(ask, wait);
}

// One clock for both: a second press never ends with the first.
function hold({ target }) {
  held = target;
  clearTimeout(letGo);
  letGo = setTimeout(release, PRESSED); // some menus of the system keep the « up »
}

function lift() {
  if (!held) return;
  clearTimeout(letGo);
  letGo = setTimeout(release, TAP);
}

function release() {
  held = null;
  if (late.size) ask();
}

async function send(event) {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-leaves") || event.submitter?.formTarget) return;
  event.preventDefault();
  delete form.dataset.changed;
  const given = new FormData(form, event.submitter);
  form.querySelectorAll("button").forEach((button) => (button.disabled = true));
  try {
    const answer = await fetch(form.action, { method: "POST", body: given });
    const text = await answer.text();
    gestures += 1;
    const there = new URL(answer.url).pathname === location.pathname;
    if ((!there && answer.redirected) || !show(text, (part) => part.contains(form))) location.assign(answer.url);
    else tell(text, answer.ok);
  } catch {
    lost(true);
    if (form.querySelector(FIELDS)) form.dataset.changed = "yes"; // words are kept; a lone button follows
  }
  form.querySelectorAll("button").forEach((button) => (button.disabled = false));
}

if (page) {
  for (const part of document.querySelectorAll("[data-part]")) shown.set(part.id, plain(part));
  if (page.id !== "contenu") page.before(said);
  page.addEventListener("submit", send);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  window.addEventListener("online", ask);
  page.addEventListener("pointerdown", hold);
  page.addEventListener("keydown", (event) => event.key === " " && hold(event));
  for (const over of ["pointerup", "pointercancel", "keyup"]) addEventListener(over, lift);
  page.addEventListener("focusout", () => late.size && setTimeout(ask, 100));
  timer = setTimeout(ask, EVERY);
}
