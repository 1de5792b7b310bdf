/* What the map says of one territory: a tip under the pointer or the keyboard's cross, and, by a
   click or Enter, a bubble with the link to its sheet. The words come from the server.

   `bubbles(map, tip, legend, address)` → {follow(choropleth)}; `legend()` gives the legend of now,
   `address(level, code)` where the words are asked (those of the need unless told). */

import { OUTSIDE, shownQuery } from './legend.js';

const WAIT = 70;
const GAP = 14;

const ofNeed = (level, code) => `/fragilite/bulle/${level}/${code}/${shownQuery()}`;

export function bubbles(map, tip, legend, addressOf = ofNeed) {
  const told = new Map();
  let timer = 0;
  let last = null;
  let popup = null;

  async function ask(level, code) {
    const address = addressOf(level, code);
    if (!told.has(address)) {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`bubble: ${response.status}`);
      told.set(address, await response.text());
    }
    return new DOMParser().parseFromString(told.get(address), 'text/html').body;
  }

  function hide() {
    clearTimeout(timer);
    last = null;
    tip.hidden = true;
  }

  /* Under the pointer, inside of the map; for the keyboard, beside the cross. */
  function place(lngLat) {
    const { x, y } = map.project(lngLat);
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const left = x + GAP + tip.offsetWidth > width ? x - GAP - tip.offsetWidth : x + GAP;
    const top = y + GAP + tip.offsetHeight > height ? y - GAP - tip.offsetHeight : y + GAP;
    tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  function tell(area) {
    clearTimeout(timer);
    if (!area || area.score === OUTSIDE || popup) return hide();
    last = area.code;
    timer = setTimeout(async () => {
      try {
        const body = await ask(legend().level, area.code);
        if (last !== area.code || popup) return;
        tip.replaceChildren(...body.childNodes);
        tip.hidden = false;
        place(area.lngLat);
      } catch (error) {
        console.warn(error);
      }
    }, WAIT);
  }

  async function open(area, choropleth) {
    if (area.score === OUTSIDE) return;
    hide();
    popup?.remove();
    const byKeyboard = map.getCanvas().matches(':focus-visible');
    const body = await ask(legend().level, area.code).catch(() => null);
    if (!body) return;
    const mine = new map.lib.Popup({ focusAfterOpen: false, maxWidth: 'none', className: 'map-popup' });
    mine.setLngLat(area.lngLat).setDOMContent(body.firstElementChild).addTo(map);
    popup = mine;
    choropleth.select(area.code);
    const box = mine.getElement();
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', 'Territoire choisi');
    box.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') mine.remove();
    });
    mine.on('close', () => {
      if (popup === mine) popup = null;
      choropleth.select(null);
      if (byKeyboard) map.getCanvas().focus({ preventScroll: true });
    });
    box.querySelector('a, button').focus({ preventScroll: true });
  }

  return {
    follow(choropleth) {
      popup?.remove();
      hide();
      choropleth.onHover(tell);
      choropleth.onFocus(tell);
      choropleth.onClick((area) => open(area, choropleth));
    },
  };
}
