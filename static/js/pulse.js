// <main data-pulse="/reunions/3/pouls/" data-beat="12">: several screens live the same page.
// Every two seconds one number is asked for; 204 says that nothing moved. Otherwise each
// [data-part] (with an id) that differs is replaced, but never one in which somebody is typing:
// that one follows when its field is left; nor one under a finger, whose tap would be lost. Focus
// and open <details> are kept. A form inside is sent without leaving the page. Without this script,
// the page's « Actualiser » link does it.
const EVERY = 2000;
const HIDDEN = 15000;
const LOST = 6000;
const TAP = 300;
const PRESSED = 5000;
const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit]), textarea, select";

const page = document.querySelector("[data-pulse]");
const plain = (part) => part.outerHTML.replace(/(csrfmiddlewaretoken" value=")[^"]+/g, "$1");
const shown = new Map();
const said = Object.assign(document.createElement("div"), { className: "messages" });
let timer, asking, held, late = false, gestures = 0;

const isTyping = (part) =>
  part.contains(document.activeElement) && document.activeElement.matches(FIELDS)
  || part.querySelector("form[data-changed]") !== null;

const openOnes = (part) => new Set([...part.querySelectorAll("details[open][id]")].map(({ id }) => id));

function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const open = openOnes(old);
  old.replaceWith(fresh);
  for (const one of fresh.querySelectorAll("details[id]")) if (open.has(one.id)) one.open = true;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  fresh.dispatchEvent(new CustomEvent("pulse", { bubbles: true }));
}

function show(text, isOurs) {
  const told = new DOMParser().parseFromString(text, "text/html");
  const root = told.querySelector("[data-beat]");
  if (!root) return false;
  late = false;
  for (const fresh of told.querySelectorAll("[data-part]")) {
    const old = document.getElementById(fresh.id);
    const html = plain(fresh);
    if (!old || shown.get(fresh.id) === html) continue;
    if ((isTyping(old) || old.contains(held)) && !isOurs?.(old)) { late = true; continue; }
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
    const beat = late && !document.activeElement?.matches(FIELDS) ? "" : page.dataset.beat;
    const answer = await fetch(`${page.dataset.pulse}?b=${beat}`, { cache: "no-store" });
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

function hold({ target }) {
  held = target;
  setTimeout(() => held === target && release(), PRESSED); // some menus of the system keep the « up »
}

function release() {
  held = null;
  if (late) ask();
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
    form.dataset.changed = "yes";
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
  for (const over of ["pointerup", "pointercancel"]) addEventListener(over, () => held && setTimeout(release, TAP));
  page.addEventListener("focusout", () => late && setTimeout(ask, 100));
  timer = setTimeout(ask, EVERY);
}
