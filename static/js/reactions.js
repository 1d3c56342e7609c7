// The reading page: « Réagir » opens in place, and a few selected words may be answered alone.
// Without this script every link leads to a small page that does the same.
const reading = document.querySelector("[data-reading]");
const isMark = (node) => node.parentElement.closest(".note-ref");

// The passage as the server knows it: single spaces, one kind of apostrophe, no note marks.
function plain(root, until) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isMark(node)) continue;
    if (until && node === until.startContainer) return text + node.data.slice(0, until.startOffset);
    if (until && until.comparePoint(node, 0) >= 0) return text;
    text += node.data;
  }
  return text;
}
const tidy = (text) => text.normalize("NFC").replace(/['\u02bc]/g, "\u2019").replace(/\s+/g, " ").trimStart();

function chosenWords() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const holder = range.commonAncestorContainer;
  const text = (holder.nodeType === 1 ? holder : holder.parentElement).closest(".passage__text");
  if (!text || !reading.contains(text)) return null;
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  copy.querySelectorAll(".note-ref").forEach((mark) => mark.remove());
  const quote = tidy(copy.textContent).trimEnd();
  return quote.length < 2 ? null : { range, quote, near: tidy(plain(text, range)).length, passage: text.closest(".passage") };
}

const pick = document.createElement("button");
pick.type = "button";
pick.className = "reading__pick button button--primary button--small";
pick.textContent = "Réagir à ces mots";
pick.hidden = true;
let chosen = null;

function offer() {
  chosen = chosenWords();
  const link = chosen?.passage.querySelector("[data-react]");
  pick.hidden = !link;
  if (pick.hidden) return;
  const box = chosen.range.getBoundingClientRect();
  const frame = reading.getBoundingClientRect();
  pick.style.setProperty("inset-block-start", `${box.bottom - frame.top + 8}px`);
  pick.style.setProperty("inset-inline-start", `${Math.max(0, Math.min(box.left - frame.left, frame.width - 190))}px`);
}

async function open(passage, address) {
  const answer = await fetch(address, { headers: { "X-Fragment": "1" } });
  if (!answer.ok) return void (location.href = address);
  close();
  passage.insertAdjacentHTML("beforeend", await answer.text());
  passage.classList.add("is-open");
  passage.querySelector("[data-composer] input[type=radio]").focus({ preventScroll: true });
  passage.querySelector("[data-composer]").scrollIntoView({ block: "nearest" });
}

function close() {
  const passage = reading.querySelector(".passage.is-open");
  passage?.querySelector("[data-composer]")?.remove();
  passage?.classList.remove("is-open");
  return passage;
}

// What was kept earlier is underlined where it stands, without touching the text.
function underline() {
  if (!CSS.highlights) return;
  const ranges = [];
  for (const note of reading.querySelectorAll("[data-start]")) {
    const text = note.closest(".passage").querySelector(".passage__text");
    const range = stretch(text, Number(note.dataset.start), Number(note.dataset.end));
    if (range) ranges.push(range);
  }
  CSS.highlights.set("reaction", new Highlight(...ranges));
}

function stretch(root, start, end) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0, last = " ", open = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isMark(node)) continue;
    for (let i = 0; i < node.length; i += 1) {
      const space = /\s/.test(node.data[i]);
      if (space && /\s/.test(last)) continue;
      if (at === start && !open) { range.setStart(node, i); open = true; }
      at += 1;
      last = node.data[i];
      if (at === end && open) { range.setEnd(node, i + 1); return range; }
    }
  }
  return null;
}

if (reading) {
  reading.append(pick);
  underline();
  document.addEventListener("selectionchange", () => requestAnimationFrame(offer));
  pick.addEventListener("pointerdown", (event) => event.preventDefault());
  pick.addEventListener("click", () => {
    const { passage, quote, near } = chosen;
    const query = new URLSearchParams({ quote, near });
    pick.hidden = true;
    open(passage, `${passage.querySelector("[data-react]").getAttribute("href")}?${query}`);
  });
  reading.addEventListener("click", (event) => {
    const link = event.target.closest("[data-react], .passage__note a");
    const cancel = event.target.closest("[data-cancel]");
    if (event.metaKey || event.ctrlKey || !(link || cancel)) return;
    event.preventDefault();
    if (link) open(link.closest(".passage"), link.getAttribute("href"));
    else close()?.querySelector("[data-react], .passage__note a")?.focus();
  });
  reading.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()?.querySelector("[data-react]")?.focus();
  });
}
