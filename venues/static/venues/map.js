/* Opens the map of a list, and only when someone asks: by the button, or by `carte=1` in the
   address, which is all that is remembered. Opening it is a step of the history: « Back » closes it.
   Without this script the button stays hidden. */

const block = document.getElementById('bloc-carte');
const opener = block.querySelector('[data-map-open]');
const panel = document.getElementById('carte');
/* Below this width the map covers the list instead of standing beside it. */
const wide = window.matchMedia('(min-width: 62em)');
const still = window.matchMedia('(prefers-reduced-motion: reduce)');
let opening = null;
let style = null;

function isOpen() {
  return !panel.hidden;
}

/* Everything but the panel stays out of reach while it covers the page. */
function cover(covered) {
  document.documentElement.classList.toggle('map-covers', covered);
  for (let node = panel; node !== document.body; node = node.parentElement) {
    for (const other of node.parentElement.children) {
      if (other !== node && other.tagName !== 'SCRIPT') other.inert = covered;
    }
  }
}

/* Whether the address says that the map is open. */
function isAsked() {
  return new URLSearchParams(location.search).get('carte') === '1';
}

/* The address of this list, with the map open or closed. */
function addressOf(open) {
  const url = new URL(location.href);
  if (open) url.searchParams.set('carte', '1');
  else url.searchParams.delete('carte');
  return url;
}

/* Addresses of the page's own lists and sheets keep the map open, or leave it closed. */
function carry(open) {
  for (const link of document.querySelectorAll('main a[href]')) {
    if (link.getAttribute('href').startsWith('#')) continue;
    if (link.origin !== location.origin || !link.pathname.startsWith(location.pathname)) continue;
    const target = new URL(link.href);
    if (open) target.searchParams.set('carte', '1');
    else target.searchParams.delete('carte');
    link.href = target.pathname + target.search + target.hash;
  }
  for (const form of document.querySelectorAll('main form[method="get"]')) {
    form.querySelectorAll('input[name="carte"]').forEach((input) => input.remove());
    if (!open) continue;
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name: 'carte', value: '1' });
    form.append(input);
  }
}

/* After the page around the panel has changed. */
function renewed() {
  carry(isOpen());
  cover(isOpen() && !wide.matches);
}

/* Beside the list, the whole map comes into view. */
function reveal(behavior) {
  if (wide.matches) block.parentElement.scrollIntoView({ block: 'start', behavior });
}

/* The look of the panel comes with it. */
function styled() {
  return new Promise((resolve) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: block.dataset.style, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}

/* All that the map needs is asked for at once: on a slow network each wait for the next file is
   longer than the file. The library and its worker are then found in the browser's cache. */
function bring() {
  const code = import('./map-panel.js');
  code.catch(() => {});
  const config = JSON.parse(document.getElementById('map-config').textContent);
  if (!opening && (config.tiles || config.basemap)) {
    import(config.lib).catch(() => {});
    fetch(config.worker).catch(() => {});
  }
  return code;
}

async function open() {
  style ??= styled();
  const code = bring();
  await style;
  if (!isAsked()) return;
  panel.hidden = false;
  document.documentElement.classList.add('map-open');
  opener.setAttribute('aria-expanded', 'true');
  opener.querySelector('[data-label]').textContent = opener.dataset.close;
  panel.querySelector('[data-map-problem]').hidden = true;
  renewed();
  if (!wide.matches) panel.querySelector('[data-map-close]').focus();
  opening ??= code.then((module) => module.start(block, renewed));
  opening.catch((error) => {
    console.warn(error);
    opening = null;
    panel.querySelector('[data-map-problem]').hidden = false;
  });
}

/* On a click: a step forward in the history, the map in view and the focus in it. */
async function goIn() {
  history.pushState({ mapOpened: true }, '', addressOf(true));
  await open();
  if (!isOpen()) return;
  reveal(still.matches ? 'instant' : 'smooth');
  if (wide.matches) panel.focus({ preventScroll: true });
}

/* The way out: the step back when the map was opened by one, else the same list without it. */
function goOut() {
  if (history.state?.mapOpened) {
    history.back();
    return;
  }
  history.replaceState(history.state, '', addressOf(false));
  close();
}

function close() {
  panel.hidden = true;
  document.documentElement.classList.remove('map-open');
  opener.setAttribute('aria-expanded', 'false');
  opener.querySelector('[data-label]').textContent = opener.dataset.open;
  carry(false);
  cover(false);
  opener.focus();
}

opener.hidden = false;
opener.addEventListener('click', () => (isOpen() ? goOut() : goIn()));
panel.querySelector('[data-map-close]').addEventListener('click', goOut);
panel.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && !wide.matches) goOut();
});
wide.addEventListener('change', () => isOpen() && cover(!wide.matches));
window.addEventListener('popstate', () => {
  if (isAsked() && !isOpen()) open();
  if (!isAsked() && isOpen()) close();
});
if (isAsked()) open().then(() => location.hash || window.scrollY || reveal('instant'));
