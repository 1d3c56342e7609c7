// Light, dark or as the device: at once, and remembered by the server. Without script, a plain form.
for (const form of document.querySelectorAll("[data-theme-switch]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = event.submitter.value;
    const answers = new FormData(form, event.submitter);
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    document.querySelector("meta[name=color-scheme]").content = chosen || "light dark";
    for (const button of document.querySelectorAll("[data-theme-switch] button")) {
      button.setAttribute("aria-pressed", button.value === chosen);
    }
    fetch(form.action, { method: "POST", body: answers, redirect: "manual" }).catch(() => {});
  });
}
