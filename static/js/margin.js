// From one reaction to the next in the margin of a dossier: two buttons, or j and k while one reads
// there. Without this script the numbers above the call lead to each of them.
const margin = document.querySelector("[data-margin]");

function shown() {
  return [...margin.querySelectorAll(".ca-note")].filter((note) => note.checkVisibility());
}

function move(step) {
  const notes = shown();
  const here = notes.indexOf(document.activeElement.closest(".ca-note"));
  const below = notes.findIndex((note) => note.getBoundingClientRect().top > 130);
  const start = below < 0 ? notes.length - 1 : below;
  const next = notes[here < 0 ? Math.max(0, step > 0 ? start : start - 1) : here + step];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

const moves = margin?.querySelector("[data-margin-moves]");
if (moves) {
  moves.hidden = false;
  let last = null; // the buttons keep the focus of the pointer: the note is remembered
  moves.addEventListener("click", (event) => {
    const step = Number(event.target.closest("[data-move]")?.dataset.move);
    if (!step) return;
    if (last?.isConnected && last.checkVisibility()) last.focus({ preventScroll: true });
    else document.activeElement.blur();
    move(step);
    last = document.activeElement.closest(".ca-note");
  });
  margin.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
    if (typing || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step) move(step);
    last = document.activeElement.closest(".ca-note") ?? last;
  });
}
