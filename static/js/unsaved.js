// <form data-unsaved>: leaving with words that are not kept asks first. Autosave clears the mark.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("input", () => (form.dataset.changed = "yes"));
  form.addEventListener("submit", (event) => event.submitter?.formTarget || delete form.dataset.changed);
}
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved][data-changed]")) event.preventDefault();
});
