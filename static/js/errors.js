// A refused form: the summary is what one hears and sees first, and its links lead into the field.
const summary = document.querySelector("[data-error-summary]");
if (!summary?.closest(".specimen")) summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const place = link && document.getElementById(link.hash.slice(1));
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView({ block: "center" });
  (place.matches("fieldset") ? place.querySelector("input") : place).focus({ preventScroll: true });
});
