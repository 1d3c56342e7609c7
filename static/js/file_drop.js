// A file let go anywhere on the dressed input goes into it; its name and size are said at once.
const size = (bytes) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} ko` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} Mo`;

// What one sees before it leaves: an empty file, another kind, too heavy; what to do is the server's advice.
// The rest is for the server.
function refusal(file, input) {
  const { octets, otherKind = "", tooHeavy = "Choisissez un fichier plus léger." } = input.dataset;
  const limit = Number(octets);
  const kinds = input.accept.toLowerCase().split(",").map((kind) => kind.trim()).filter((kind) => kind.startsWith("."));
  if (kinds.length && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind)))
    return `${file.name} n\u2019est pas en ${kinds.map((kind) => kind.slice(1).toUpperCase()).join(" ou ")}. Rien n\u2019est parti. ${otherKind}`;
  if (!file.size) return `${file.name} est vide. Rien n\u2019est parti, choisissez un autre fichier.`;
  if (limit && file.size > limit)
    return `${file.name} pèse ${size(file.size)}\u202f: ${Math.floor(limit / 1048576)} Mo au plus. Rien n’est parti. ${tooHeavy}`;
  return "";
}

for (const drop of document.querySelectorAll("[data-file-drop]")) {
  const input = drop.querySelector("input[type=file]");
  const words = document.createElement("p");
  words.className = "file-drop__chosen";
  words.setAttribute("role", "status");
  drop.append(words);

  const tell = () => {
    const [file] = input.files;
    const refused = file ? refusal(file, input) : "";
    words.classList.toggle("field__error", Boolean(refused));
    if (refused) {
      words.textContent = refused;
      input.value = "";
      return;
    }
    words.textContent = file ? `${file.name}, ${size(file.size)}` : "";
  };
  input.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
