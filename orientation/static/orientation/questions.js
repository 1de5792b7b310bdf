/* The questionnaire's two comforts; every page stands without them.
   « Ma position »: only on a click, posted to this site, never written in an address.
   « Effacer et quitter »: the page that was left does not come back with the answers. */

function locateWith(block) {
  const form = block.closest('form');
  const button = block.querySelector('[data-locate-button]');
  const message = block.querySelector('[data-locate-message]');

  function found({ coords }) {
    form.elements.latitude.value = coords.latitude.toFixed(3);
    form.elements.longitude.value = coords.longitude.toFixed(3);
    form.elements.ou.value = '';
    form.submit();
  }

  function refused() {
    button.removeAttribute('aria-busy');
    message.textContent = message.dataset.refused;
    form.elements.ou.focus();
  }

  button.addEventListener('click', () => {
    button.setAttribute('aria-busy', 'true');
    message.textContent = message.dataset.asking;
    navigator.geolocation.getCurrentPosition(found, refused, { maximumAge: 60_000, timeout: 10_000 });
  });
  block.hidden = false;
}

for (const block of document.querySelectorAll('[data-locate]')) {
  if (navigator.geolocation) locateWith(block);
}

for (const link of document.querySelectorAll('[data-leave]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    for (const form of document.forms) form.reset();
    location.replace(link.href);
  });
}

/* A page brought back by « page précédente » must not keep a position asked before. */
addEventListener('pageshow', () => {
  for (const field of document.querySelectorAll('input[name=latitude], input[name=longitude]')) field.value = '';
});
