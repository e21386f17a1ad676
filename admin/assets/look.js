/** The picture follows what is chosen, a moment after the last change; the button is for browsers without scripts. */
const form = document.querySelector('#look');
const sheet = document.querySelector('#sheet');
const QUIET_MS = 350;

document.querySelector('[data-show]')?.setAttribute('hidden', '');
let timer;
for (const field of form.elements) {
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(draw, QUIET_MS);
  });
}

function draw() {
  const asked = new URLSearchParams(new FormData(form));
  asked.delete('csrf');
  sheet.src = `${sheet.dataset.picture}?${asked}`;
}
