// What is left in a long answer, said only when the end comes near.
const NEAR = 0.8;
const count = new Intl.NumberFormat("fr-FR");
const signs = (many) => `${count.format(many)} signe${many > 1 ? "s" : ""}`;
const say = (text, output) => {
  const limit = Number(text.dataset.limit);
  const left = limit - [...text.value].length;
  output.textContent =
    left < 0 ? `${signs(-left)} de trop`
    : left < limit * (1 - NEAR) ? `encore ${signs(left)}`
    : "";
  output.classList.toggle("is-over", left < 0);
};
for (const output of document.querySelectorAll("[data-remaining-for]")) {
  const text = document.getElementById(output.dataset.remainingFor);
  if (!text?.dataset.limit) continue;
  text.addEventListener("input", () => say(text, output));
  say(text, output);
}
