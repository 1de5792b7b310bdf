/* « Ma position »: only on a click. The position stays in the browser: it moves the map and puts
   a dot on it; nothing is sent but, later, the zone that is searched, rounded to about 1 km. */

import { move } from '../ifn_site/map/base.js';

const WHY = {
  1: 'Votre navigateur n’a pas donné votre position. Tapez plutôt votre ville dans le champ en haut de la page.',
  2: 'Votre position n’est pas connue pour le moment. Tapez plutôt votre ville dans le champ en haut de la page.',
  3: 'Votre position n’a pas été trouvée à temps. Réessayez, ou tapez votre ville en haut de la page.',
};

/* The dot of each map, moved when the position is asked again. */
const dots = new WeakMap();

export function locate(map, block) {
  const button = block.querySelector('[data-map-locate]');
  const message = block.querySelector('[data-map-message]');

  const say = (text) => {
    message.hidden = !text;
    message.textContent = text;
  };

  function found({ coords }) {
    button.removeAttribute('aria-busy');
    const place = [coords.longitude, coords.latitude];
    if (!dots.has(map)) {
      const element = document.createElement('div');
      element.className = 'map-me';
      element.setAttribute('role', 'img');
      element.setAttribute('aria-label', 'Votre position');
      dots.set(map, new map.lib.Marker({ element }).setLngLat(place).addTo(map));
    }
    dots.get(map).setLngLat(place);
    say('La carte est centrée sur votre position. Elle n’est envoyée à personne.');
    move(map, { center: place, zoom: 13 });
  }

  function refused(error) {
    button.removeAttribute('aria-busy');
    say(WHY[error.code] ?? WHY[2]);
  }

  button.setAttribute('aria-busy', 'true');
  say('Recherche de votre position…');
  navigator.geolocation.getCurrentPosition(found, refused, { maximumAge: 60_000, timeout: 10_000 });
}
