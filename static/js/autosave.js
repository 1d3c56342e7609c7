// <form data-autosave="/address/">: what is typed is kept by itself, a moment after the last key.
// The server answers 2xx when it has kept the draft, 422 in JSON when it has kept all but what is
// not yet an answer (half an address), 409 when another window has written since.
const PAUSE = 1200;
const RETRY = 8000;
const PARIS = { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: "Europe/Paris" };
const hour = () => new Date().toLocaleTimeString("fr-FR", PARIS).replace(/^0?(\d+):/, "$1\u00a0h\u00a0");

function keep(form) {
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  const words = status?.querySelector("[data-autosave-words]");
  let timer, busy, again, button;

  const tell = (state, text) => {
    status?.classList.toggle("autosave--working", state === "working");
    status?.classList.toggle("autosave--failed", state === "failed");
    if (words) words.textContent = text;
  };

  const plan = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };

  const send = async () => {
    if (busy) return void (again = true);
    busy = true;
    again = false;
    tell("working", "Enregistrement…");
    const answers = new FormData(form);
    for (const [name, value] of [...answers]) if (value instanceof File) answers.delete(name);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: answers, headers: { "X-Autosave": "1" }, redirect: "error", keepalive: true,
      });
      const butOne = answer.status === 422 && answer.headers.get("Content-Type") === "application/json";
      if (answer.ok || butOne) {
        if (form.elements.seen) form.elements.seen.value = await answer.text();
        if (!again && !butOne) delete form.dataset.changed;
        tell("kept", `Brouillon enregistré à ${hour()}${butOne ? ", sauf une réponse à compléter ou à corriger" : ""}`);
      } else if (answer.status === 409) {
        tell("failed", "Une autre fenêtre a écrit ici depuis. Vos mots restent dans cette page\u202f; en continuant, vous verrez les deux textes.");
      } else if (answer.status === 422 && answer.headers.get("Content-Type")?.startsWith("text/plain")) {
        tell("failed", `Ce brouillon n’est pas gardé. ${await answer.text()}`);
      } else {
        tell("failed", "Ce brouillon n’a pas pu être gardé. Votre texte reste dans cette page.");
      }
    } catch {
      tell("failed", "Pas de réseau\u202f: votre texte reste dans cette page, nouvel essai bientôt");
      plan(RETRY);
    }
    busy = false;
    if (button !== undefined) form.requestSubmit(button);
    else if (again) plan(PAUSE);
  };

  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") plan(PAUSE);
  });
  form.addEventListener("focusout", () => form.dataset.changed && plan(0));
  // A form sent while its draft is being kept waits for it: else it would find that it has changed.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    button = undefined;
    if (!busy) return;
    button = event.submitter;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  window.addEventListener("online", () => form.dataset.changed && send());
  window.addEventListener("pageshow", (event) => {
    const [way] = performance.getEntriesByType("navigation");
    if (event.persisted || way?.type === "back_forward") refresh(form);
  });
}

// A page found again by « Précédent » may show answers of before: it takes what is kept now as its
// base, and only the fields that hold words never kept stay as they are.
async function refresh(form) {
  const kept = await fetch(location.href, { cache: "no-store" }).then((answer) => answer.ok && answer.text(), () => null);
  if (!kept) return;
  const page = new DOMParser().parseFromString(kept, "text/html");
  const fresh = page.querySelector(`form[data-autosave="${form.dataset.autosave}"]`);
  if (!fresh?.elements.seen || !form.elements.seen) return;
  form.elements.seen.value = fresh.elements.seen.value;
  if (form.dataset.changed) return;
  for (const now of fresh.elements) {
    const here = now.id && form.querySelector(`#${CSS.escape(now.id)}`);
    if (!here || !now.name || ["hidden", "file", "submit"].includes(now.type)) continue;
    if (now.type === "checkbox" || now.type === "radio") here.checked = now.checked;
    else if (here.value !== now.value) here.value = now.value;
  }
}

document.querySelectorAll("form[data-autosave]").forEach(keep);
document.addEventListener("pulse", ({ target }) => target.querySelectorAll("form[data-autosave]").forEach(keep));
