/**
 * The story of the trial, told from what both phones show: which of the four steps are done, what to do next,
 * and which sentences each keyboard proposes. Pure: bubbles and words in, plain values out.
 */

const themOf = (bubbles) => bubbles.filter((bubble) => bubble.side === 'them' && !bubble.typing);
/** A paper, not the photo of a cake. */
const isPaper = (bubble) => bubble.document !== undefined && !bubble.document.mime.startsWith('image/');
const leadsToPayment = (bubble) => bubble.link !== undefined && /\/pay\//.test(bubble.link.url);
const saysPaid = /\b(paiement|payment)\b.*\b(reçu|received|confirm)|\b(payée?|réglée?|paid)\b|الدفع|مدفوع/isu;

/** Whether the last thing said to a phone is a question with buttons its owner has not answered. */
export function asked(bubbles) {
  const last = bubbles.filter((bubble) => !bubble.typing).at(-1);
  return last !== undefined && last.side === 'them' && (last.choices?.length ?? 0) > 0;
}

/** The steps done (order, approve, pay, invoice) and the name of the hint that helps now. */
export function story(customer, merchant) {
  const start = customer.find((bubble) => bubble.side === 'me')?.at;
  const told = themOf(customer);
  const linkAt = told.findIndex(leadsToPayment);
  const invoice = told.some(isPaper);
  const card = merchant.some(
    (bubble) =>
      bubble.side === 'them' &&
      bubble.at >= (start ?? Number.POSITIVE_INFINITY) &&
      bubble.choices?.some((choice) => choice.id.startsWith('/confirm')),
  );
  const approve = linkAt >= 0 || invoice;
  const order = card || approve;
  const pay = invoice || (linkAt >= 0 && told.slice(linkAt + 1).some((bubble) => saysPaid.test(bubble.text)));
  const done = { order, approve, pay, invoice };
  if (invoice) return { done, hint: 'done' };
  if (pay) return { done, hint: 'invoice' };
  if (approve) return { done, hint: 'pay' };
  if (order) return { done, hint: 'approve' };
  const last = customer.filter((bubble) => !bubble.typing).at(-1);
  if (start === undefined) return { done, hint: 'start' };
  if (last?.side === 'me') return { done, hint: 'wait' };
  return { done, hint: asked(customer) || /[?؟]\s*$/.test(last?.text ?? '') ? 'answer' : 'start' };
}

/** The number of the last order a phone heard of, from a button's command or the words; null when there is none. */
export function lastNumber(bubbles) {
  for (const bubble of themOf(bubbles).reverse()) {
    for (const choice of bubble.choices ?? []) {
      const command = /^\/\p{L}+ (\d+)\b/u.exec(choice.id);
      if (command) return command[1];
    }
    const words = /(?:n°\s*|#|commande\s+|order\s+)(?:\d{4}-)?0*(\d+)\b/iu.exec(bubble.text);
    if (words) return words[1];
  }
  return null;
}

function customerSays(bubbles, say) {
  const told = themOf(bubbles);
  if (!bubbles.some((bubble) => bubble.side === 'me')) return [say.first, say.open, say.price, say.delivery];
  if (told.some(isPaper)) return [say.thanks, say.where, say.another];
  if (told.some(leadsToPayment)) return [say.thanks, say.where, say.delivery, say.cancel];
  const placed = lastNumber(bubbles) !== null;
  if (placed) return [say.thanks, say.where, say.change, say.cancel];
  if (asked(bubbles)) return [say.change, say.delivery, say.human];
  const fresh = [say.first, say.open, say.price, say.delivery, say.human];
  return fresh.filter((words) => !bubbles.some((bubble) => bubble.side === 'me' && bubble.text === words));
}

function merchantSays(bubbles, commands) {
  const n = lastNumber(bubbles);
  if (n === null) return [commands.orders, commands.help];
  const filled = (command) => command.replace('{n}', n);
  if (asked(bubbles)) return [filled(commands.order), commands.orders, commands.help];
  const said = bubbles.filter((bubble) => bubble.side === 'me').map((bubble) => bubble.text);
  const ready = said.includes(filled(commands.ready));
  const next = ready ? filled(commands.delivered) : filled(commands.ready);
  return [next, filled(commands.order), commands.orders, ...(ready ? [] : [filled(commands.delivered)]), commands.help];
}

/** The sentences a keyboard proposes. A draft that begins with "/" gets every command that goes on from it. */
export function suggestions(phone, bubbles, texts, draft = '') {
  const all = phone === 'customer' ? customerSays(bubbles, texts.say) : merchantSays(bubbles, texts.commands);
  if (!draft.startsWith('/')) return all;
  const n = lastNumber(bubbles) ?? '156';
  const every = phone === 'merchant' ? (texts.every ?? []).map((command) => command.replace('{n}', n)) : [];
  return [...new Set([...all, ...every])].filter((said) => said.startsWith(draft) && said !== draft);
}
