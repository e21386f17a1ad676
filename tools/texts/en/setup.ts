import type { SetupTexts } from '../fr/setup.ts';

/** The same in English. */
export const setup: SetupTexts = {
  intro:
    'Let us set your shop up, one question at a time. Write “back” to go back, “skip” to leave one out, “later” to stop.',
  step: (now, all) => `(${now}/${all})`,
  askName: (name) => `What is your shop called? (now: ${name})`,
  askAddress: 'What is its address? For example: 23 rue Lilas, 75011 Paris',
  askAddressTn: 'What is its address? For example: 12 avenue Bourguiba, 1000 Tunis',
  askSiret: 'What is your SIRET number (14 digits)?',
  askMatricule: 'What is your tax number? For example: 1234567A/A/M/000',
  askVat: 'Which VAT regime do you have?',
  vatStandard: 'Subject to VAT',
  vatFranchise: 'Exempt from VAT',
  askIdentity: (identity) => `This will stand on your invoices:\n${identity}\nIs it right?`,
  yes: 'Yes, it is right',
  correct: 'Correct it',
  askHours: 'What are your hours? For example: tue-sat 8h-12h30 14h-19h, sun 8h-13h',
  askProducts:
    'Which are your first five products? One a line with its price: “Fraisier 8 parts 32€”, or paste a list “name;price”. Write “done” to go on.',
  moreProducts: 'The next one? Or “done” to go on.',
  askApproval:
    'Who approves orders? “always”: each is put before you. Or an amount such as “50€”: below it they go through and you are told.',
  always: 'Always ask',
  autoBelow: (amount) => `Approved by itself below ${amount}`,
  askDigest: 'At what time would you like the evening digest? For example: 19h30, or “off”.',
  noted: '✅ Noted.',
  notedName: (name) => `✅ ${name}, noted.`,
  notedIdentity: '✅ Identity saved.',
  notedProducts: (added, all, name, price) =>
    `✅ Products added: ${added} (${all} in all). Last read: ${name}, ${price}.`,
  unreadProducts: (lines) => `⚠️ Not read: ${lines}. Write them like this: Fraisier 8 parts 32€`,
  badName: 'The name has 2 to 80 characters. For example: Lilas Bakery',
  badAddress: 'I need street, postcode and city. For example: 23 rue Lilas, 75011 Paris',
  badSiret: 'This SIRET is not valid: it has 14 digits and its key must fit. Check it on an INSEE notice.',
  badMatricule: 'This tax number is not valid. It looks like this: 1234567A/A/M/000',
  badVat: 'Answer “standard” or “franchise”.',
  badProducts: 'I read no product with its price. For example: Fraisier 8 parts 32€',
  badApproval: 'Answer “always” or an amount such as 50€.',
  tapOnly: 'For the identity of the company, tap a button: “Yes, it is right” or “Correct it” (/demarrer oui).',
  notOpen: 'No question is waiting. To begin or go on: /demarrer',
  unknownStep: (text) =>
    `I do not know the step “${text}”. For example: /demarrer nom, /demarrer siret, /demarrer horaires`,
  paused: 'All right, we stop here. To go on: /demarrer',
  missing: '(not given)',
  summary: '🎉 Your shop is set up:',
  summaryProducts: (count) => `Products: ${count}`,
  summaryDigest: (hour) => `Evening digest: ${hour}`,
  corrections:
    'To correct: /demarrer nom, /demarrer adresse, /demarrer siret, /demarrer tva, /demarrer horaires, /demarrer produits, /demarrer validation, /demarrer bilan',
};
