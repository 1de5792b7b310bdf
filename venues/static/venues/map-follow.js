/* The list and the map follow each other: what is pointed at on one is ringed on the other.

   `followList(markers, points())` → { name(groups, bubble()), renew() }. A card is tied to its point
   by `data-point="lat,lon"`. */

const MAX_NAMED = 20;

export function followList(drawn, points) {
  const cards = () => document.querySelectorAll('main [data-point]');
  let byRank = null;
  let unnamed = [];
  let previews = null;

  function ranksOf(card) {
    const [lat, lon] = card.dataset.point.split(',').map(Number);
    return points().ranksAt(lat, lon);
  }

  function cardsOf(group) {
    if (!byRank) {
      byRank = new Map();
      for (const card of cards()) {
        for (const rank of ranksOf(card)) byRank.set(rank, [...(byRank.get(rank) ?? []), card]);
      }
    }
    return group.ranks.length > 200 ? [] : group.ranks.flatMap((rank) => byRank.get(rank) ?? []);
  }

  function ring(card, on) {
    for (const rank of ranksOf(card)) drawn.of(rank)?.classList.toggle('is-near', on);
  }

  const cardAt = (event) => event.target.closest?.('main [data-point]');
  for (const [event, on] of [['pointerover', true], ['pointerout', false], ['focusin', true], ['focusout', false]]) {
    document.querySelector('main').addEventListener(event, (happened) => {
      const card = cardAt(happened);
      if (card) ring(card, on);
    });
  }
  for (const [event, on] of [['marker:over', true], ['marker:out', false]]) {
    drawn.layer.addEventListener(event, ({ detail }) => {
      for (const card of cardsOf(detail)) card.classList.toggle('is-near', on);
    });
  }

  /* Lone places are named by their cards; the others when the keyboard comes among them. */
  function name(groups, bubble) {
    previews = bubble;
    unnamed = [];
    for (const group of groups.filter((one) => one.ranks.length === 1).slice(0, MAX_NAMED)) {
      const button = drawn.of(group.ranks[0]);
      if (button.dataset.named) continue;
      const [card] = cardsOf(group);
      if (card) label(button, card.querySelector('h2 a, h3 a, a').textContent);
      else unnamed.push(group.ranks[0]);
    }
    if (drawn.layer.contains(document.activeElement)) askNames();
  }

  function label(button, text) {
    button.dataset.named = '1';
    button.setAttribute('aria-label', text.trim());
  }

  async function askNames() {
    const wanted = unnamed;
    unnamed = [];
    if (!wanted.length) return;
    const ids = wanted.map((rank) => points().ids[rank]);
    const found = await previews().then((bubble) => bubble.names(ids)).catch(() => new Map());
    for (const rank of wanted) {
      const text = found.get(points().ids[rank]);
      const button = drawn.of(rank);
      if (text && button?.group.ranks.length === 1) label(button, text);
    }
  }
  drawn.layer.addEventListener('focusin', askNames);

  function renew() {
    byRank = null;
  }

  return { name, renew };
}
