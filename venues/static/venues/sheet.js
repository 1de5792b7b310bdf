// What a script adds to a sheet, its print and a list: copy the link, read aloud, print.
// Every button is hidden in the page and shown only where the device can do it.

const status = (element, words) => {
  const region = element.closest("[data-share]")?.querySelector("[data-share-status]");
  if (region) region.textContent = words;
};

const reveal = (button) => {
  button.hidden = false;
  const item = button.closest("li[hidden]");
  if (item) item.hidden = false;
};

const relabel = (button, words) => {
  button.querySelector("span").textContent = words;
};

for (const button of document.querySelectorAll("[data-print]")) {
  reveal(button);
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard?.writeText) break;
  reveal(button);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      relabel(button, button.dataset.copied);
      status(button, button.dataset.told);
    } catch {
      status(button, `${button.dataset.notCopied} ${button.dataset.copy}`);
    }
  });
}

// A voice that speaks the language of the words: that of the page, unless a part says another.
const voice = (button) => {
  const language = button.closest("[lang]").lang.split("-")[0].toLowerCase();
  return speechSynthesis
    .getVoices()
    .find((one) => one.lang.toLowerCase().split(/[-_]/)[0] === language);
};

const stop = (button) => {
  button.setAttribute("aria-pressed", "false");
  relabel(button, button.dataset.start);
};

const speak = (button) => {
  if (button.getAttribute("aria-pressed") === "true") {
    speechSynthesis.cancel();
    stop(button);
    return;
  }
  const words = new SpeechSynthesisUtterance(button.dataset.speak);
  words.voice = voice(button);
  words.lang = words.voice.lang;
  words.rate = 0.9;
  words.onend = words.onerror = () => stop(button);
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
  button.setAttribute("aria-pressed", "true");
  relabel(button, button.dataset.stop);
};

if ("speechSynthesis" in window) {
  for (const button of document.querySelectorAll("[data-speak]")) {
    button.dataset.start = button.querySelector("span").textContent;
    const offer = () => voice(button) && reveal(button);
    offer();
    // Some browsers learn their voices late.
    speechSynthesis.addEventListener?.("voiceschanged", offer);
    button.addEventListener("click", () => speak(button));
  }
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
