import type { Fault } from '../../connections/fault.ts';

/** Why a provider refuses, and what to do. */
export const faults: Record<Fault | 'unknown', string> = {
  access:
    'L’accès a expiré ou a été retiré. Ouvrez « Gérer » et donnez un nouveau jeton ; les messages en attente partiront.',
  permission:
    'Il manque une autorisation pour écrire en votre nom. Reconnectez le canal en acceptant toutes les autorisations demandées.',
  number:
    'Le numéro n’est pas (ou plus) enregistré chez le fournisseur, ou son nom n’est pas encore accepté. Vérifiez-le dans WhatsApp Manager.',
  restricted:
    'Le fournisseur a limité ou suspendu le compte. Ouvrez « Qualité du compte » dans le Business Manager, corrigez ce qui est signalé ou demandez un réexamen.',
  billing:
    'Le fournisseur ne peut plus être payé. Ajoutez ou renouvelez un moyen de paiement dans le Business Manager.',
  busy: 'Trop de messages en peu de temps : l’envoi reprend tout seul, un peu plus tard.',
  provider: 'Le fournisseur ne répondait pas. Si cela dure, regardez sa page d’état (metastatus.com pour Meta).',
  window: 'Le client n’a pas écrit depuis 24 h : le message part dès qu’il écrit. Si c’est urgent, appelez-le.',
  template: 'Le modèle de message n’est pas (ou plus) accepté. Vérifiez les modèles dans WhatsApp Manager.',
  ours: 'Le message n’avait pas la forme attendue : c’est à nous de corriger. Prévenez la personne qui gère le hub, avec le détail ci-dessous.',
  unreachable:
    'Cette personne ne peut pas être jointe ici : numéro sans WhatsApp, ou blocage de sa part. Appelez-la, ou écrivez-lui ailleurs.',
  unknown: 'Le fournisseur a refusé. Ses mots sont ci-dessous.',
};
