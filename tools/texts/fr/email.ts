/** What a letter says around the words of a reply, and what members and the doctor read about a mailbox. */
export const email = {
  choose: 'Pour choisir, répondez simplement à ce message avec le numéro.',
  sentBy: (shop: string) => `Message de ${shop}. Vous pouvez répondre directement à cet e-mail.`,
  newLetter: (shop: string) => `Votre message à ${shop}`,
  attached: (file: string) => `Pièce jointe : ${file}`,
  backfilled: (count: number, address: string) =>
    count > 1
      ? `📬 La boîte ${address} n’était plus joignable. ${count} e-mails y étaient arrivés : ils viennent d’être repris.`
      : `📬 La boîte ${address} n’était plus joignable. Un e-mail y était arrivé : il vient d’être repris.`,
  broken: (address: string, why: string) =>
    `⚠️ Je n’arrive plus à lire la boîte ${address} (${why}). Vérifiez la connexion dans l’administration, rubrique Canaux.`,
  renumbered: (address: string) =>
    `📬 La boîte ${address} a été renumérotée par votre hébergeur : les derniers messages ont été relus, aucun n’est compté deux fois.`,
  looping: (who: string) =>
    `⚠️ ${who} envoie beaucoup d’e-mails à la suite (peut-être un robot). Je n’y réponds plus pendant une heure ; ils restent dans votre boîte.`,
  tooLarge: (who: string) =>
    `📎 ${who} a envoyé un e-mail trop lourd pour être repris ici. Ouvrez-le dans votre boîte.`,
  quoteAsked: (shop: string, short: number) =>
    `Votre demande de devis n° ${short} est bien arrivée chez ${shop}. Le devis vous sera envoyé par retour d’e-mail.`,
  quoteWanted: (short: number, who: string) => `📄 Demande de devis n° ${short} : ${who}, par e-mail`,
  sendQuote: 'Envoyer le devis',
  toSendQuote: (short: number) => `Pour envoyer le devis : /devis ${short}`,
  signedBy: (company: string) => `🏢 Lu dans la signature, à vérifier : ${company}`,
  doctor: {
    noWayIn: 'Aucun e-mail ne peut arriver : ni boîte IMAP, ni webhook.',
    noWayInNext:
      'Ajoutez imap_url (votre boîte) ou inbound_key (webhook Postmark, Mailgun ou SendGrid) à la connexion.',
    imapOk: (host: string) => `La boîte s’ouvre sur ${host}.`,
    imapRefused: 'Le serveur IMAP refuse l’identifiant ou le mot de passe.',
    imapRefusedNext:
      'Vérifiez imap_url. Avec Gmail ou Outlook, il faut un mot de passe d’application, créé dans la sécurité du compte.',
    imapUnreachable: (why: string) => `Le serveur IMAP ne répond pas : ${why}`,
    imapUnreachableNext: 'Vérifiez le nom du serveur et le port dans imap_url (imaps://…:993 chez presque tous).',
    idleOk: 'Les nouveaux e-mails sont annoncés aussitôt (IDLE).',
    idleMissing: 'Ce serveur n’annonce pas les nouveaux e-mails (pas d’IDLE).',
    idleMissingNext: 'Rien à faire : la boîte est relue régulièrement, les réponses partent avec un peu de retard.',
    sentOk: (folder: string) =>
      `Vos propres réponses sont lues dans « ${folder} » : l’assistant vous y laisse la main.`,
    sentMissing: 'Aucun dossier « Envoyés » n’est visible : l’assistant ne voit pas vos propres réponses.',
    sentMissingNext: 'Dans votre logiciel de messagerie, gardez une copie des messages envoyés sur le serveur (IMAP).',
    smtpOk: (host: string) => `L’envoi est accepté par ${host}.`,
    smtpMissing: 'Aucun e-mail ne peut partir de cette adresse.',
    smtpMissingNext: 'Ajoutez smtp_url à la connexion, ou réglez SMTP_URL pour toute l’installation.',
    smtpRefused: 'Le serveur SMTP refuse l’identifiant ou le mot de passe.',
    smtpRefusedNext:
      'Vérifiez smtp_url. Avec Gmail ou Outlook, il faut un mot de passe d’application, créé dans la sécurité du compte.',
    smtpUnreachable: (why: string) => `Le serveur SMTP ne répond pas : ${why}`,
    smtpUnreachableNext: 'Vérifiez le nom du serveur et le port dans smtp_url (465 avec smtps://, 587 avec smtp://).',
    tlsOk: (what: string) => `La connexion ${what} est chiffrée.`,
    tlsMissing: (what: string) => `La connexion ${what} n’est pas chiffrée : le mot de passe circule en clair.`,
    tlsMissingNext: 'Utilisez imaps:// (port 993) et smtps:// (port 465).',
    webhookOk: (url: string) => `Un webhook est attendu sur ${url}.`,
    webhookOff: 'Pas de webhook : les e-mails arrivent par la boîte IMAP.',
    lastSeen: 'La boîte a été lue il y a moins de dix minutes.',
    notSeen: (since: string) => `La boîte n’a pas été lue depuis ${since}.`,
    neverSeen: 'La boîte n’a pas encore été lue.',
    notSeenNext: 'Vérifiez qu’un processus ROLE=worker (ou all) tourne ; sinon la cause figure juste au-dessus.',
  },
};

export type EmailTexts = typeof email;
