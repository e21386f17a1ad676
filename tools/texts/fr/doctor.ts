/** What the doctor says of the hub itself; each channel's words stand in a file of its own. */
export const doctor = {
  addressOk: (url: string) => `L’adresse publique ${url} est en https.`,
  addressLocal: (url: string) => `L’adresse ${url} n’est joignable que depuis cette machine.`,
  addressLocalNext: 'C’est suffisant pour essayer. Pour de vrais clients, réglez PUBLIC_URL sur votre adresse https.',
  addressPlain: (url: string) => `L’adresse publique ${url} n’est pas en https.`,
  addressPlainNext:
    'Réglez PUBLIC_URL sur une adresse https : sans elle, aucun webhook n’arrive et aucun lien ne part.',
  mailOk: 'L’envoi d’e-mails est réglé.',
  mailOff: 'Aucun e-mail ne peut partir.',
  mailOffNext: 'Réglez SMTP_URL pour que les liens de connexion et les alertes partent aussi par e-mail.',
  notExamined: (channel: string) => `Rien à vérifier de l’extérieur pour le canal ${channel}.`,
  broke: (why: string) => `La vérification n’a pas pu se terminer : ${why}`,
  brokeNext: 'Relancez la vérification dans quelques minutes.',
  hub: 'Installation',
};

export type DoctorTexts = typeof doctor;
