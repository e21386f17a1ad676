/** A form is sent once: its buttons fall silent after the first press, and wake when the page comes back. */
for (const form of document.querySelectorAll('form[data-once]')) wake(form);

/** Guards one form against a second press. */
export function wake(form) {
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    // After the event: a disabled button would not say which of two was pressed.
    setTimeout(() => {
      for (const button of form.querySelectorAll('button')) button.setAttribute('aria-busy', 'true');
    });
  });
  addEventListener('pageshow', () => {
    sent = false;
    for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-busy');
  });
}
