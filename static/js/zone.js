// <time data-paris>: elsewhere than in Paris, the hour there is said as well. Paris stays the truth.
const said = (at, timeZone) => {
  const parts = new Intl.DateTimeFormat("fr-FR", {
    weekday: "long", hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone,
  }).formatToParts(at);
  const { weekday, hour, minute } = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return `${weekday} ${Number(hour)}\u00a0h${minute === "00" ? "" : `\u00a0${minute}`}`;
};
for (const time of document.querySelectorAll("time[data-paris]")) {
  const at = new Date(time.dateTime);
  const here = said(at);
  if (here === said(at, "Europe/Paris")) continue;
  const note = document.createElement("span");
  note.className = "when__here";
  note.textContent = `\u00a0: ${here} chez vous`;
  time.append(note);
}
