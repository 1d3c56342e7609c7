// <form data-live>: its frame (the formtarget of a button) follows what is typed.
// A fresh frame each time: the letter's pages do not fill the browser's history.
for (const form of document.querySelectorAll("form[data-live]")) {
  let look = form.querySelector("[formtarget]");
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
  form.addEventListener("click", (event) => (look = event.target.closest("[formtarget]") ?? look));
}
