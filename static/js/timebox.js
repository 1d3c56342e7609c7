// <div data-timebox data-since="ISO" data-spent="840" data-of="30"> <span data-timebox-words> <progress>:
// the minutes of a subject go on by themselves. By the minute: nothing counts down in seconds.
const minutes = (box) => {
  const since = box.dataset.since ? (Date.now() - Date.parse(box.dataset.since)) / 1000 : 0;
  return Math.max(0, Math.floor((Number(box.dataset.spent) + since) / 60));
};
const tell = (box) => {
  const spent = minutes(box);
  const of = Number(box.dataset.of);
  const words = box.querySelector("[data-timebox-words]");
  const rest = box.querySelector("[data-timebox-rest]");
  const bar = box.querySelector("progress");
  if (words) words.textContent = `${spent} min passée${spent > 1 ? "s" : ""} sur ${of}`;
  if (rest) rest.textContent = spent < of ? `il en reste ${of - spent}` : "le temps convenu est passé";
  if (bar) bar.value = Math.min(spent, of);
};
setInterval(() => document.querySelectorAll("[data-timebox][data-since]").forEach(tell), 10000);
