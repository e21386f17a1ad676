/** Walks through the turns: bursts of the customer, answers of the shop, and the state they leave. */
import { type Burst, readBurst } from './burst.ts';
import { answerLines, applyLines, touchedLines } from './cart.ts';
import type { CompiledShop } from './catalogue.ts';
import { affirms, decideIntent, type IntentScore } from './intent.ts';
import { readLines } from './lines.ts';
import type { Before } from './mentions.ts';
import type { NumberLang } from './numbers.ts';
import { attachTexts } from './option-text.ts';
import { emptyState, type State } from './state.ts';
import { tokenise } from './text.ts';
import type { ReaderInput } from './types.ts';
import { readWhen } from './when.ts';

export type MergedTurn = {
  from: 'customer' | 'shop';
  text: string;
  turn: number;
  offsets: { turn: number; at: number }[];
};

/** Joins the messages of one sender that follow each other; keeps where each began. */
export function mergeTurns(turns: ReaderInput['turns']): MergedTurn[] {
  const out: MergedTurn[] = [];
  turns.forEach((t, turn) => {
    const last = out.at(-1);
    if (last && last.from === t.from) {
      last.offsets.push({ turn, at: last.text.length + 1 });
      last.text += `\n${t.text}`;
    } else out.push({ from: t.from, text: t.text, turn, offsets: [{ turn, at: 0 }] });
  });
  return out;
}

type ShopSaid = {
  text: string;
  words: string;
  question: boolean;
  placed: boolean;
  asksName: boolean;
  asksAddress: boolean;
  asksDate: boolean;
};

function shopSaid(text: string): ShopSaid {
  const words = tokenise(text)
    .map((t) => t.t)
    .join(' ');
  const question = /\?|؟/.test(text);
  return {
    text,
    words,
    question,
    placed:
      !question &&
      /(?:ce est (?:bien )?(?:note|confirme|bon|enregistre|valide)|(?:bien )?(?:note|notee|confirmee?|enregistree?|validee?|recu)(?: |$)|commande (?:n|no|numero)|confirmed|all set|booked|noted|mrigel|sajjalna|c bon|tsajlet|تسجلت|مسجل|تم)/.test(
        words,
      ),
    asksName:
      /(?:quel nom|nom \?|au nom|le nom|votre nom|which name|your name|what name|chnowa el isem|esmek|ism|ismek)/.test(
        words,
      ) && question,
    asksAddress:
      /(?:adresse|livrer ou|ou (?:doit on |faut il |dois je )?livrer|where to|address|win|livraison|3onwen|عنوان)/.test(
        words,
      ) && question,
    asksDate:
      /(?:quand|quel jour|quelle date|quelle heure|pour quand|when|what day|date|jour|wa9tech|وقتاش|اي يوم|تحديد اليوم|heure)/.test(
        words,
      ) && question,
  };
}

export type Conversation = {
  state: State;
  bursts: { burst: Burst; merged: MergedTurn }[];
  last: Burst | null;
  lastIntent: IntentScore;
};

/** Reads the whole conversation. */
export function converse(shop: CompiledShop, input: ReaderInput, lang: NumberLang, country: 'FR' | 'TN'): Conversation {
  const state = emptyState();
  const merged = mergeTurns(input.turns);
  const bursts: Conversation['bursts'] = [];
  let said: ShopSaid | null = null;
  let lastIntent: IntentScore = { intent: 'other', also: [], confidence: 0.4 };
  for (const m of merged) {
    if (m.from === 'shop') {
      said = shopSaid(m.text);
      if (said.placed && state.draft) state.placed = true;
      continue;
    }
    const burst = readBurst({
      shop,
      text: m.text,
      lang,
      refTime: input.refTime,
      channel: input.channel,
      country,
      before: context(shop, state, said),
      asked: { name: said?.asksName ?? false, address: said?.asksAddress ?? false, date: said?.asksDate ?? false },
      free: shop.shop === null,
    });
    bursts.push({ burst, merged: m });
    lastIntent = step(shop, state, burst, m, said, input);
    said = null;
  }
  return { state, bursts, last: bursts.at(-1)?.burst ?? null, lastIntent };
}

/** What "et 3 de blanches" may refer to: the last line of the cart, or what the shop has just named. */
function context(shop: CompiledShop, state: State, said: ShopSaid | null): Before | null {
  const last = state.cart.at(-1);
  const group = last
    ? last.product !== null
      ? [last.product]
      : last.candidates.map((s) => shop.products.findIndex((p) => p.sku === s)).filter((i) => i >= 0)
    : [];
  if (group.length === 0) return null;
  const stems = new Set<string>();
  for (const g of group) for (const f of shop.formsOf[g] ?? []) if (f.stems[0]) stems.add(f.stems[0]);
  const answers = new Set<string>();
  if (said?.question)
    for (const c of state.cart) {
      if (c.product === null) continue;
      const p = shop.products[c.product]!;
      for (const o of p.options) for (const choice of o.stems) for (const s of choice) answers.add(s);
      if (c.askVariant) for (const v of p.variants) for (const s of v.stems) answers.add(s);
    }
  return { stems: [...stems], group: last?.product === null ? group : [], answers };
}

const OWN =
  /(?:^| )(?:ma|mon|mes|notre|nos|my|our|cette|la|votre) (?:petite |grosse |derniere |grande )?(?:commande|reservation|order|booking|livraison|gateau|cake|bouquet|commandes|delivery|panier|fraisier|flowers)(?: |$)|commande (?:de|du|pour|n|cmd|numero|au nom)|(?:^| )(?:mon|ma|mes|my|our) [a-z]+ (?:de|du|pour|for) (?:samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|demain|ce|tout|hier|\d)|(?:je ai|on a|nous avons|jai) (?:deja |bien )?(?:passe )?(?:une )?commande(?:e|es)?(?: |$)|commande (?:mte3i|mta3i|mte3na|hadhika)|الكوموند|طلبيتي|طلبي/;

function intentOf(shop: CompiledShop, state: State, b: Burst, said: ShopSaid | null): IntentScore {
  const kept = b.lines.filter((l) => !l.negated);
  const words = b.words.toLowerCase();
  const known = kept.filter((l) => l.product !== null || l.candidates.length > 0);
  return decideIntent({
    words,
    question: b.question,
    lines: known.length,
    unknown: kept.length - known.length,
    quantified: kept.some((l) => !l.unsaid),
    when: b.when !== null || b.address !== null || b.fulfilment !== null,
    own: OWN.test(words) || b.facts.orderRef !== null || (known.length > 0 && ownBefore(b)),
    resolved: kept.filter((l) => l.product !== null).length,
    again: SAME_AGAIN.test(words),
    ref:
      b.facts.orderRef !== null || /(?:je ai|on a|nous avons|jai) (?:deja |bien )?commande/.test(words) || ownBefore(b),
    draft: state.draft,
    placed: state.placed,
    asked: said?.question ?? false,
    hasShop: shop.shop !== null,
    short: words.split(' ').length <= 12,
  });
}

/** "mon fraisier", "le fraisier de samedi": the goods of an order that exists. */
function ownBefore(b: Burst): boolean {
  return b.lines.some((l) => {
    const before = b.tokens[l.i - 1]?.t ?? '';
    if (/^(?:mon|ma|mes|notre|nos|my|our)$/.test(before)) return true;
    return (
      l.unsaid &&
      /^(?:le|la|les|l|the)$/.test(before) &&
      /^(?:de|du|for|from)$/.test(b.tokens[l.next]?.t ?? '') &&
      (b.taken[l.next + 1] ?? false)
    );
  });
}

function step(
  shop: CompiledShop,
  state: State,
  b: Burst,
  m: MergedTurn,
  said: ShopSaid | null,
  input: ReaderInput,
): IntentScore {
  const turn = m.turn;
  const inDraft = state.draft && (state.cart.length > 0 || state.references.length > 0 || state.date !== null);
  const intent =
    inDraft && (!state.placed || (state.intent === 'modify_order' && said?.question === true))
      ? draftIntent(shop, state, b, said)
      : intentOf(shop, state, b, said);
  if (intent.intent === 'order' || (intent.intent === 'modify_order' && state.draft)) {
    state.draft = true;
    takeOrder(shop, state, b, turn, said, input, intent);
  } else if (intent.intent === 'modify_order') {
    state.touched = true;
    state.cart = touchedLines(shop, b, turn);
    takeSlots(state, b, turn, said, input);
    refineTouched(shop, state, b, turn);
    state.draft = true;
    state.placed = true;
  } else if (intent.intent === 'quote_request') {
    applyLines(shop, state, b, turn);
    attachTexts(shop, state, b);
    takeSlots(state, b, turn, said, input);
    state.draft = state.cart.length > 0;
  } else if (intent.intent === 'cancel_order') {
    if (state.draft || state.cart.length > 0) state.cart = [];
    state.references = [];
  } else if (state.draft && b.facts.phone) slot(state, 'phone', b.facts.phone.e164, turn, b.facts.phone);
  if (b.name && !state.name) state.name = { value: b.name.name, turn, start: b.name.start, end: b.name.end };
  state.intent = intent.intent;
  return intent;
}

/** The draft goes on as what it was: a new order, or the change of an older one. */
function goingOn(state: State): 'order' | 'modify_order' {
  return state.intent === 'modify_order' ? 'modify_order' : 'order';
}

/** In an open draft most messages go on with it; a clear question or a goodbye does not. */
function draftIntent(shop: CompiledShop, state: State, b: Burst, said: ShopSaid | null): IntentScore {
  const found = intentOf(shop, state, b, said);
  if (
    found.intent === 'other' ||
    found.intent === 'greeting' ||
    found.intent === 'modify_order' ||
    found.intent === 'order_status'
  ) {
    return { ...found, intent: goingOn(state), confidence: 0.8 };
  }
  if (found.intent === 'order' && goingOn(state) === 'modify_order') return { ...found, intent: 'modify_order' };
  if (found.intent === 'thanks' && (said?.question || affirms(b.words)))
    return { ...found, intent: 'order', confidence: 0.8 };
  if (
    (found.intent === 'availability_question' || found.intent === 'price_question') &&
    (b.lines.length > 0 || b.when) &&
    !b.question
  )
    return { ...found, intent: 'order', confidence: 0.7 };
  if (found.intent === 'complaint' && said?.question) return { ...found, intent: 'order', confidence: 0.6 };
  return found;
}

function refineTouched(shop: CompiledShop, state: State, b: Burst, turn: number): void {
  for (const c of state.cart)
    if (c.op === 'set' && c.product !== null && c.askVariant && shop.products[c.product]!.variants.length > 0)
      answerLines(shop, state, b, turn, true);
}

const SAME_AGAIN =
  /(?:comme (?:d|de) hab(?:itude)?|comme (?:la )?derniere fois|comme (?:hier|toujours|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: dernier| passe)?|la meme (?:chose|commande|livraison)|le meme (?:que|bouquet|gateau|panier)|pareil que|idem que|meme commande|meme chose|(?:the|my) (?:usual|same)|same (?:as|again|order)|as usual|kif el 3ada|kima el 3ada|kima dima|nafs el|كي العاده|كيما العاده|نفس)/;

function takeOrder(
  shop: CompiledShop,
  state: State,
  b: Burst,
  turn: number,
  said: ShopSaid | null,
  input: ReaderInput,
  intent: IntentScore,
): void {
  const had = state.cart.length > 0;
  const proposal =
    said &&
    state.cart.length === 0 &&
    state.references.length > 0 &&
    (affirms(b.words) || /(?:^| )(?:oui|yes|sans|mais)(?: |$)/.test(b.words));
  if (proposal) adoptProposal(shop, state, said.text, turn, input);
  if (b.lines.length === 0 && said?.question) aboutShopsProduct(shop, state, b, said.text, turn);
  if (b.lines.length > 0) applyLines(shop, state, b, turn);
  if ((had || state.cart.length > 0) && (said || had)) {
    const own = b.lines.filter((l) => !l.negated && l.product !== null);
    if (own.length === 0 || state.cart.some((c) => c.turn < turn && (c.askVariant || c.product === null)))
      answerLines(shop, state, b, turn, said?.question ?? false);
  }
  shareAmong(shop, state, b, turn);
  if (b.people !== null) state.people = b.people;
  const again = SAME_AGAIN.exec(b.words);
  if (again && state.cart.length === 0 && !proposal) reference(state, b, again[0], turn);
  else if (state.cart.length > 0) state.references = [];
  attachTexts(shop, state, b);
  usePeople(shop, state, b);
  takeSlots(state, b, turn, said, input);
  void intent;
}

/** "1kg de chaque": one line per product of the group the words name. */
function shareAmong(shop: CompiledShop, state: State, b: Burst, turn: number): void {
  if (!/(?:^| )(?:de chaque|chacun(?:e)?|of each|each|des deux|les deux)(?: |$)/.test(b.words)) return;
  const group = state.cart.find(
    (c) => c.product === null && c.candidates.length > 1 && c.candidates.length <= 4 && c.turn === turn,
  );
  if (!group) return;
  const lines = group.candidates.map((sku) => {
    const p = shop.products.find((x) => x.sku === sku)!;
    return {
      ...group,
      product: p.index,
      sku,
      unit: p.unit,
      candidates: [],
      askVariant: p.variants.length > 1,
      askQty: group.qty === null,
    };
  });
  state.cart.splice(state.cart.indexOf(group), 1, ...lines);
}

function reference(state: State, b: Burst, words: string, turn: number): void {
  const last = words.trim().split(' ');
  const i = b.tokens.findIndex(
    (t, k) => !b.masked[k] && t.t === last[0] && (last.length < 2 || b.tokens[k + 1]?.t === last[1]),
  );
  const start = b.tokens[Math.max(0, i)]?.start ?? 0;
  const end = b.tokens[Math.min(b.tokens.length - 1, Math.max(0, i) + last.length - 1)]?.end ?? start;
  state.references = [{ text: b.text.slice(start, end), qty: null, candidates: [], turn, start, end }];
}

/** "comme mardi dernier" - "Mardi dernier : 2 kg de ..., c'est ça ?" - "oui": the shop's list becomes the draft. */
function adoptProposal(shop: CompiledShop, state: State, text: string, turn: number, input: ReaderInput): void {
  const tokens = tokenise(text);
  const lines = readLines({ shop, text, tokens, lang: 'fr', blocked: () => false, unknown: false });
  state.cart = lines
    .filter((l) => l.product !== null)
    .map((l) => ({ ...l, turn: Math.max(0, turn - 1), start: 0, end: 0 }));
  if (state.cart.length > 0) state.references = [];
  void input;
}

/** "Les pains au chocolat restent à 20 ?" - "non, 24 aussi": the number is for what the shop named. */
function aboutShopsProduct(shop: CompiledShop, state: State, b: Burst, text: string, turn: number): void {
  const question = text.split(/(?<=[.!?])\s+/).findLast((s) => s.includes('?')) ?? text;
  const tokens = tokenise(question);
  const named = readLines({ shop, text: question, tokens, lang: 'fr', blocked: () => false, unknown: false }).filter(
    (l) => l.product !== null,
  );
  if (named.length !== 1 || named[0]!.askVariant || state.cart.some((c) => c.product === named[0]!.product)) return;
  const i = b.tokens.findIndex((t, k) => !b.taken[k] && t.kind === 'num');
  if (i < 0 || b.words.split(' ').length > 6) return;
  state.cart.push({
    ...named[0]!,
    qty: Number(b.tokens[i]!.t),
    askQty: false,
    unsaid: false,
    turn,
    start: b.tokens[i]!.start,
    end: b.tokens[i]!.end,
    ...(state.touched ? { op: 'set' as const } : {}),
  });
}

/** "on est 7": the size of the only product that is sold by people. */
function usePeople(shop: CompiledShop, state: State, b: Burst): void {
  const n = b.people ?? state.people;
  if (n === null) return;
  const open = state.cart.filter(
    (c) =>
      c.askVariant &&
      c.product !== null &&
      shop.products[c.product]!.variants.some((v) => v.measure?.kind === 'people'),
  );
  if (open.length !== 1) return;
  const p = shop.products[open[0]!.product!]!;
  const fit = p.variants
    .filter((v) => v.measure?.kind === 'people' && v.measure.value >= n)
    .sort((x, y) => x.measure!.value - y.measure!.value)[0];
  if (!fit) return;
  open[0]!.sku = fit.sku;
  open[0]!.askVariant = false;
  if (open[0]!.qty === null) {
    open[0]!.qty = 1;
    open[0]!.askQty = false;
  }
}

function slot(
  state: State,
  key: 'date' | 'time' | 'address' | 'phone' | 'note' | 'name',
  value: string,
  turn: number,
  at: { start: number; end: number },
): void {
  state[key] = { value, turn, start: at.start, end: at.end };
}

/** Day, hour, part of day, place, name, phone. A later day replaces the earlier one. */
function takeSlots(state: State, b: Burst, turn: number, said: ShopSaid | null, input: ReaderInput): void {
  const w = b.when;
  if (w) {
    const weak = w.implied && state.date !== null;
    if (w.date && !weak) {
      slot(state, 'date', w.date, turn, w);
      state.dateAsked = w.several || w.unclear;
    } else if (w.unclear) {
      state.date = null;
      state.dateAsked = true;
    }
    if (w.time) {
      slot(state, 'time', w.time, turn, w);
      state.timeIs = w.timeIs ?? 'exact';
      state.endTime = w.endTime ?? null;
      if (!w.part) state.part = null;
    }
    if (w.part) {
      state.part = w.part;
      if (!w.time && (w.date || !state.time)) state.time = null;
    }
    if (w.endDate) state.endDate = w.endDate;
  }
  if (!w?.date && said?.question && affirms(b.words) && !state.date) adoptDay(state, said.text, turn, input);
  if (b.fulfilment)
    state.fulfilment = { value: b.fulfilment.value, turn, start: b.fulfilment.start, end: b.fulfilment.end };
  else if (
    said &&
    /retrait ou livraison|livraison \?|livre|pickup or delivery|delivery \?/.test(said.words) &&
    said.question &&
    affirms(b.words) &&
    /livr|deliver/.test(said.words) &&
    !/retrait/.test(said.words)
  )
    state.fulfilment = { value: 'delivery', turn, start: 0, end: 0 };
  if (b.address && !(b.fulfilment?.value === 'pickup' && !state.address)) {
    slot(state, 'address', b.address.address, turn, b.address);
    if (!b.fulfilment && !state.fulfilment)
      state.fulfilment = { value: 'delivery', turn, start: b.address.start, end: b.address.end };
    if (
      /(?:l autre|le autre|une autre|et une|the other|deuxieme|second)/.test(b.words.slice(b.words.indexOf('rue'))) &&
      /\d+ (?:rue|av|bd|place).*\d+ (?:rue|av|bd|place)/.test(b.words)
    )
      state.secondAddress = true;
  }
  if (b.fulfilment?.value === 'pickup' && state.address && !b.address) state.address = null;
  if (b.facts.phone) slot(state, 'phone', b.facts.phone.e164, turn, b.facts.phone);
  if (b.name) slot(state, 'name', b.name.name, turn, b.name);
}

/** A yes to the shop's "mardi, ça irait ?". */
function adoptDay(state: State, text: string, turn: number, input: ReaderInput): void {
  const w = readWhen(text, { refTime: input.refTime, timezone: 'Europe/Paris', lang: 'fr' });
  if (w?.date) {
    state.date = { value: w.date, turn, start: 0, end: 0 };
    state.dateAsked = false;
  }
  if (w?.time) state.time = { value: w.time, turn, start: 0, end: 0 };
}
