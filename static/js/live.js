// <form data-live>: its frame (the formtarget of a button) follows what is typed.
// A fresh frame each time: the letter's pages do not fill the browser's history.
for (const form of document.querySelectorAll("form[data-live]")) {
  let look = [...form.elements].find((one) => one.formTarget);
  let wait;
  const show = () => {
    const frame = document.querySelector(`iframe[name="${look.formTarget}"]`);
    const fresh = frame.cloneNode();
    fresh.removeAttribute("src");
    frame.replaceWith(fresh);
    form.requestSubmit(look);
  };
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(show, 600);
  });
  form.addEventListener("submit", ({ submitter }) => (look = submitter?.formTarget ? submitter : look));
  if (form.querySelector("[aria-invalid]")) show();
}
