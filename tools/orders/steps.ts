import { defineTool } from '../tool.ts';
import { advance, expectStep } from './advance.ts';
import { withText } from './inputs.ts';

/** A member's one-step verb: its words, where it takes an order, what it says to the customer. */
function stepTool(what: {
  name: string;
  says: string;
  to: Parameters<typeof advance>[2]['to'];
  silent?: boolean;
  answers?: boolean;
  words: string[];
  takesReason?: boolean;
  help: { fr: string; en: string; ar: string };
}) {
  return defineTool({
    name: what.name,
    says: what.says,
    for: ['member'],
    input: withText,
    command: {
      words: what.words,
      takes: what.takesReason ? 'order_and_text' : 'order',
      help: what.help,
      slashless: true,
    },
    expect: (run, input) => expectStep(run, input, what.to),
    run: (run, input) =>
      advance(run, input, {
        to: what.to,
        ...(what.silent ? { silent: true } : {}),
        ...(what.answers ? { answers: true } : {}),
        ...(what.takesReason && input.text ? { reason: input.text } : {}),
      }),
  });
}

export const confirmOrder = stepTool({
  name: 'confirm_order',
  says: 'Confirms a waiting order; the customer gets the recap and the payment link.',
  to: 'confirmed',
  words: ['confirmer', 'confirm', 'valider', 'accepter'],
  help: { fr: 'valide la commande', en: 'confirms the order', ar: 'تأكيد الطلب' },
});
export const ignoreOrder = stepTool({
  name: 'ignore_order',
  says: 'Drops a waiting order without writing to the customer.',
  to: 'cancelled',
  silent: true,
  answers: true,
  words: ['ignorer', 'ignore'],
  help: {
    fr: 'écarte la demande sans écrire au client',
    en: 'drops the request, the customer is not told',
    ar: 'تجاهل الطلب دون إعلام الزبون',
  },
});
export const refuseOrder = stepTool({
  name: 'refuse_order',
  says: 'Refuses a waiting order and tells the customer why.',
  to: 'cancelled',
  answers: true,
  takesReason: true,
  words: ['refuser', 'refuse', 'decline'],
  help: {
    fr: 'refuse et prévient le client (motif)',
    en: 'refuses and tells the customer (reason)',
    ar: 'رفض الطلب وإعلام الزبون (السبب)',
  },
});
export const prepareOrder = stepTool({
  name: 'prepare_order',
  says: 'Marks a confirmed order as being prepared.',
  to: 'preparing',
  words: ['preparer', 'prepare', 'preparation'],
  help: { fr: 'passe en préparation', en: 'starts preparing', ar: 'بدء التحضير' },
});
export const readyOrder = stepTool({
  name: 'ready_order',
  says: 'Marks an order as ready; the customer is told.',
  to: 'ready',
  words: ['prete', 'pret', 'ready'],
  help: { fr: 'prête : le client est prévenu', en: 'ready: the customer is told', ar: 'جاهز: يتم إعلام الزبون' },
});
export const deliverOrder = stepTool({
  name: 'deliver_order',
  says: 'Marks an order as delivered or collected.',
  to: 'delivered',
  words: ['livree', 'livre', 'delivered', 'collected'],
  help: { fr: 'livrée ou retirée', en: 'delivered or collected', ar: 'تم التسليم' },
});
export const cancelOrder = stepTool({
  name: 'cancel_order',
  says: 'Cancels an order and tells the customer.',
  to: 'cancelled',
  takesReason: true,
  words: ['annuler', 'cancel'],
  help: {
    fr: 'annule et prévient le client (motif)',
    en: 'cancels and tells the customer (reason)',
    ar: 'إلغاء الطلب وإعلام الزبون (السبب)',
  },
});
