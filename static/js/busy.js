// A sent form is not sent twice: its button turns while the answer comes. A look in a frame is not
// a sending.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post" || !submitter || submitter.formTarget) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  submitter.setAttribute("aria-busy", "true");
  if ("file" in form.dataset) setTimeout(free, LONG_ENOUGH, form);
});
// A form that answers with a file leaves the page where it is: one may want another file.
const LONG_ENOUGH = 2500;

function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}
// Coming back with the browser's arrow finds the form as it was.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
