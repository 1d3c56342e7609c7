// <button data-copy="#id" hidden>: shown only where it can work, says when it is done.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).innerText.trim());
    button.textContent = "Copié";
    setTimeout(() => (button.textContent = words), 2000);
  });
}
