// The counter's screen by keyboard, and its wiping: after a rest, what one person asked must not
// be read by the next. A key, a touch or « Garder » starts the rest again, as often as one wants.

const root = document.querySelector("[data-counter]");
const form = root.querySelector("form");
const warning = root.querySelector("[data-warn]");
const said = root.querySelector("[data-said]");
const left = root.querySelector("[data-left]");
const rest = Number(root.dataset.rest) * 1000;
const announced = Number(root.dataset.warning) * 1000;

let deadline = Date.now() + rest;

const fields = [...form.querySelectorAll("input:not([type=hidden]), select")];
const holdsSomething = () =>
  root.querySelector("[data-first], .counter-understood, [aria-labelledby=communes]") !== null ||
  fields.some((field) => field.value !== "");

const wipe = () => {
  root.querySelector("[data-answer]").replaceChildren();
  form.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
  for (const field of fields) field.value = "";
  location.replace(root.dataset.blank);
};

const hideWarning = (words) => {
  if (warning.hidden) return;
  if (warning.contains(document.activeElement)) fields[0].focus();
  warning.hidden = true;
  said.textContent = words;
};

const keep = () => {
  deadline = Date.now() + rest;
  hideWarning(root.dataset.kept);
};

// Inside the warning a key is on its way to a button: it must not disappear under it.
const touched = (event) => {
  if (warning.contains(event.target)) deadline = Date.now() + rest;
  else keep();
};

const look = () => {
  const remaining = deadline - Date.now();
  if (!holdsSomething()) {
    deadline = Date.now() + rest;
  } else if (remaining <= 0) {
    wipe();
  } else if (remaining <= announced) {
    if (warning.hidden) said.textContent = root.dataset.announced;
    warning.hidden = false;
    left.textContent = `${Math.ceil(remaining / 1000)} s`;
  } else if (!warning.contains(document.activeElement)) {
    hideWarning(root.dataset.kept);
  }
};

for (const kind of ["keydown", "input", "pointerdown", "wheel", "touchstart"]) {
  addEventListener(kind, touched, { passive: true });
}
warning.querySelector("[data-keep]").addEventListener("click", keep);
setInterval(look, 500);
document.addEventListener("visibilitychange", look);
// A page brought back by the browser's own memory is the page of somebody else.
addEventListener("pageshow", (event) => event.persisted && wipe());

for (const link of root.querySelectorAll("[data-wipe]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    wipe();
  });
}

const places = [...root.querySelectorAll("[data-place]")];
const step = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "Delete" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    wipe();
  } else if (event.key === "Escape") {
    fields[0].focus();
    fields[0].select();
  } else if (event.key in step && root.querySelector("[data-answer]").contains(event.target)) {
    const at = places.indexOf(document.activeElement);
    const next = places[at < 0 ? 0 : at + step[event.key]];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
});

root.querySelector("[data-keys]").hidden = false;
root.querySelector("[data-first]")?.focus();
