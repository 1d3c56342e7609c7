// <form data-unsaved>: leaving with words that are not kept asks first. Autosave clears the mark.
const watch = (form) => {
  form.addEventListener("input", () => (form.dataset.changed = "yes"));
  form.addEventListener("submit", (event) => event.submitter?.formTarget || delete form.dataset.changed);
};
document.querySelectorAll("form[data-unsaved]").forEach(watch);
document.addEventListener("pulse", ({ target }) => target.querySelectorAll("form[data-unsaved]").forEach(watch));
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved][data-changed]")) event.preventDefault();
});
