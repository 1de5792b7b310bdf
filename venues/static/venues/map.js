/* Opens the map of a list, and only when someone asks: by the button, or by `carte=1` in the
   address, which is all that is remembered. Without this script the button stays hidden. */

const block = document.getElementById('bloc-carte');
const opener = block.querySelector('[data-map-open]');
const panel = document.getElementById('carte');
/* Below this width the map covers the list instead of standing beside it. */
const wide = window.matchMedia('(min-width: 62em)');
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

/* Addresses of the page's own lists and sheets keep the map open, or leave it closed. */
function carry(open) {
  const url = new URL(location.href);
  if (open) url.searchParams.set('carte', '1');
  else url.searchParams.delete('carte');
  if (url.href !== location.href) history.replaceState(history.state, '', url);
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
  carry(true);
  cover(!wide.matches);
}

/* The look of the panel comes with it. */
function styled() {
  return new Promise((resolve) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: block.dataset.style, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}

async function open() {
  style ??= styled();
  await style;
  panel.hidden = false;
  document.documentElement.classList.add('map-open');
  opener.setAttribute('aria-expanded', 'true');
  opener.querySelector('[data-label]').textContent = opener.dataset.close;
  panel.querySelector('[data-map-problem]').hidden = true;
  renewed();
  if (!wide.matches) panel.querySelector('[data-map-close]').focus();
  opening ??= import('./map-panel.js').then((module) => module.start(block, renewed));
  try {
    await opening;
  } catch (error) {
    console.warn(error);
    opening = null;
    panel.querySelector('[data-map-problem]').hidden = false;
  }
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
opener.addEventListener('click', () => (isOpen() ? close() : open()));
panel.querySelector('[data-map-close]').addEventListener('click', close);
panel.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && !wide.matches) close();
});
wide.addEventListener('change', () => isOpen() && cover(!wide.matches));
if (new URLSearchParams(location.search).get('carte') === '1') open();
