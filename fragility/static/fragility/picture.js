/* The map as a picture to keep: what is drawn, its title, base, legend, sources and day. */

const PAD = 28;
const SIDE = 330;

export async function savePicture(map, legend) {
  const drawing = map.getCanvas();
  const ratio = drawing.width / drawing.clientWidth;
  const [width, height] = [drawing.clientWidth, drawing.clientHeight];
  const words = texts(map);
  const canvas = document.createElement('canvas');
  const head = 96;
  const font = getComputedStyle(document.body).fontFamily;
  const measure = canvas.getContext('2d');
  const below = [...words.below, words.made].flatMap((text) => wrapped(measure, text, `13px ${font}`, width + SIDE + PAD));
  const foot = 30 + 20 * below.length;
  canvas.width = (width + SIDE + 3 * PAD) * ratio;
  canvas.height = (Math.max(height, 420) + head + foot) * ratio;
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  const style = getComputedStyle(document.body);
  pen.fillStyle = style.backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = style.color;
  write(pen, words.title, PAD, 42, `700 24px ${font}`, width + SIDE);
  write(pen, words.base, PAD, 72, `16px ${font}`, width + SIDE);
  pen.drawImage(drawing, PAD, head, width, height);
  pen.strokeStyle = style.color;
  pen.globalAlpha = 0.3;
  pen.strokeRect(PAD, head, width, height);
  pen.globalAlpha = 1;
  drawLegend(pen, width + 2 * PAD, head + 10, font, style.color);
  const last = Math.max(height, 420) + head;
  below.forEach((text, rank) => write(pen, text, PAD, last + 24 + 20 * rank, `13px ${font}`, width + SIDE + PAD));
  await save(canvas, `fragilite-${legend.level}.png`);
}

function texts(map) {
  const day = new Date().toLocaleDateString('fr-FR', { dateStyle: 'long' });
  const told = (selector) => document.querySelector(selector)?.textContent.trim().replace(/\s+/g, ' ') ?? '';
  const warning = document.querySelector('.demo-strip') ? 'DÉMONSTRATION, valeurs inventées. ' : '';
  const level = told('[data-legend] .hint').split('.')[0].toLowerCase();
  return {
    title: `${warning}${told('[data-title]')}`,
    base: `${told('[data-base]')} – carte : ${level}`,
    below: [told('[data-caution]'), told('[data-few]'), told('[data-own-weights]'), told('.need-notes p'), told('[data-old]')].filter(Boolean),
    made: `${location.host}${decodeURIComponent(location.pathname + location.search)}, ${day}. ${map.config.attribution}`,
  };
}

function write(pen, text, x, y, font, room) {
  pen.font = font;
  pen.fillText(text, x, y, room);
}

/* The lines of a text that fit a width. */
function wrapped(pen, text, font, room) {
  pen.font = font;
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function drawLegend(pen, x, top, font, ink) {
  let y = top;
  for (const row of document.querySelectorAll('[data-legend] [data-class]')) {
    const swatch = row.querySelector('.need-swatch');
    const { backgroundColor, color } = getComputedStyle(swatch);
    pen.fillStyle = backgroundColor;
    pen.fillRect(x, y, 36, 26);
    if (row.dataset.class === '0') hatch(pen, x, y, ink);
    pen.strokeStyle = ink;
    pen.lineWidth = 0.5;
    pen.strokeRect(x, y, 36, 26);
    pen.fillStyle = row.dataset.class === '0' ? ink : color;
    pen.textAlign = 'center';
    write(pen, row.dataset.class === '0' ? '–' : row.dataset.class, x + 18, y + 18, `700 14px ${font}`);
    pen.textAlign = 'left';
    pen.fillStyle = ink;
    write(pen, row.cells[1].textContent.trim(), x + 48, y + 18, `15px ${font}`, 200);
    pen.textAlign = 'right';
    write(pen, row.cells[2].textContent.trim(), x + SIDE, y + 18, `15px ${font}`);
    pen.textAlign = 'left';
    y += 36;
  }
}

/* The hatch of « sans donnée », as in the page. */
function hatch(pen, x, y, ink) {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, 36, 26);
  pen.clip();
  pen.strokeStyle = ink;
  pen.lineWidth = 0.6;
  pen.beginPath();
  for (let start = -26; start < 36; start += 7) {
    pen.moveTo(x + start, y + 26);
    pen.lineTo(x + start + 26, y);
  }
  pen.stroke();
  pen.restore();
}

async function save(canvas, name) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
