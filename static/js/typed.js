// A page that answers a sent form: coming back to it shows it again, with what was typed, and never
// asks whether to send it anew. Words stay in this tab until it closes, or the form is sent.
const KEY = `typed:${location.pathname}`;
const FORMS = 'main form[method="post"]';
const SECRET = "[type=password],[type=file],[type=hidden],[autocomplete=one-time-code]";
const fields = () => [...document.querySelectorAll(`${FORMS} :is(input, textarea, select)[name]`)].filter((one) => !one.matches(SECRET));
const ticks = (one) => one.matches("[type=checkbox],[type=radio]");
const wasRefused = document.title.startsWith("Erreur");

const read = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) || "null");
  } catch {
    return null;
  }
};
const keep = () => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(fields().map((one) => [one.name, one.value, ticks(one) ? one.checked : null])));
  } catch {
    // a tab that keeps nothing: the page works without
  }
};
const put = (kept) => {
  for (const one of fields()) {
    const said = kept.find(([name, value]) => name === one.name && (!ticks(one) || value === one.value));
    if (!said) continue;
    if (ticks(one)) one.checked = said[2];
    else one.value = said[1];
  }
};

const isAccount = location.pathname.startsWith("/compte/");
if (isAccount) sessionStorage.clear(); // whoever leaves, or enters, finds nothing of somebody else
else if (wasRefused) {
  history.replaceState(null, "", location.href); // « Retour » asks for the page, and sends nothing
  keep();
  document.addEventListener("input", keep);
}
const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
const kept = read();
if (!isAccount && !wasRefused && kept) {
  if (isBack) put(kept);
  else sessionStorage.removeItem(KEY);
}
