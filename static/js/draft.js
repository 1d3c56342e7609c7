// <form data-draft="seat-12-reaction">: what one types in one's turn is kept by this browser until
// it is said. A closed tab, a closed laptop, a network that drops lose nothing; once the form has
// been sent and is not asked again, nothing is kept. Forgotten after a month, and on leaving.
const PREFIX = "brouillon:";
const MONTH = 30 * 24 * 3600 * 1000;
const WORDS = "textarea[name], input[type=text][name], input:not([type])[name]";

const keyOf = (form) => PREFIX + form.dataset.draft;
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const read = (key) => {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
};

function keep(form, isSaid) {
  const words = {};
  for (const field of form.querySelectorAll(WORDS)) if (field.value.trim()) words[field.name] = field.value;
  if (Object.keys(words).length === 0) return localStorage.removeItem(keyOf(form));
  localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), isSaid, words }));
}

function putBack(form) {
  const draft = read(keyOf(form));
  if (!draft) return;
  for (const field of form.querySelectorAll(WORDS)) {
    const words = draft.words[field.name];
    if (!words || field.value.trim()) continue;
    field.value = words;
    const folded = field.closest("details");
    if (folded) folded.open = true;
  }
  keep(form, false);
}

function look() {
  const here = [...document.querySelectorAll("form[data-draft]")];
  const asked = new Set(here.map(keyOf));
  here.forEach(putBack);
  for (const key of kept()) {
    const draft = read(key);
    if (!draft || Date.now() - draft.at > MONTH || (draft.isSaid && !asked.has(key))) localStorage.removeItem(key);
  }
}

// Whatever one answers in one's turn, the words that were typed for it have served.
function serve({ target }) {
  const seat = target.elements.seat?.value;
  for (const key of kept()) {
    const draft = read(key);
    if (draft && seat && key.startsWith(`${PREFIX}${seat}-`)) localStorage.setItem(key, JSON.stringify({ ...draft, isSaid: true }));
  }
}

const told = (event) => event.target.closest?.("form[data-draft]");
try {
  document.addEventListener("input", (event) => told(event) && keep(told(event), false));
  document.addEventListener("submit", (event) => {
    if (told(event)) keep(told(event), true);
    serve(event);
    if (event.target.hasAttribute("data-forgets")) kept().forEach((key) => localStorage.removeItem(key));
  }, true);
  document.addEventListener("pulse", look);
  look();
} catch {
  // A browser that keeps nothing: the page works as without this script.
}
