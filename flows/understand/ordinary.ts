/** Everyday words that are never a misspelt product, and nouns that are never a product that is merely unknown. */

const list = (text: string): string[] => text.trim().split(/\s+/);

const FUNCTION = list(`
le la les l un une des de du d au aux a en et ou mais donc car ni que qui quoi dont ce cet cette ces c je j tu il elle on nous vous ils elles me te se lui leur
y mon ma mes ton ta tes son sa ses notre nos votre vos leurs ne pas plus moins tres trop bien mal aussi encore deja toujours jamais rien tout toute tous toutes meme
autre autres chaque plusieurs quelques quelque certain comme si oui non ok d'accord alors puis ensuite apres avant pendant depuis pour par sans sous sur vers chez entre ainsi
avec dans jusque ici la-bas la voila voici est es suis sommes etes sont etait etaient serait sera serai serons seront fut etre avoir ai as avons avez ont aurai aura auriez
avait aurait aurais faire fais fait faites font ferai fera feriez ferais peux peut pouvez pouvons peuvent pourrais pourrait pourriez pouvoir pu veux veut voulez voulons voudrais voudrait voudriez
dois doit devez devais devrait faut faudrait faudra falloir aller vais va vas allez allons vont ira irai irait venir viens vient venez venons viendra viendrai passer passe passes passez passerai passera
passerons passons prendre prends prend prenez prenons pris prendrai prendra mettre mets met mettez mettons mis mettra mettrez mettrai donner donne donnez donner garder garde gardez livrer livre livrez
livraison commander commande commandes commandez reserver reserve reservez ajouter ajoute ajoutez rajoute rajouter enlever enleve enlevez supprimer supprime annuler annule changer change changez
remplacer remplace preparer prepare preparez aimerais aimerait aimerions souhaite souhaiterais souhaitons desire savoir sais sait savez dire dis dit dites svp plait plais merci bonjour bonsoir salut coucou salam salem slm aslema 3aslema inchallah insha nchallah inshallah baraka fikoum mercii bisou bises euh heu ben bah hein mdr lol haha ahah voila ouf
hello madame monsieur mademoiselle mr mme mlle chef cordialement bisous besoin envie cela ca ceci celui celle ceux celles combien quand comment pourquoi ou quel quelle quels quelles
possible dispo disponible prix euros euro centimes dinar dinars dt total reste rester seulement juste surtout vraiment peut-etre environ autour
finalement enfin voila bref sinon plutot sauf malgre parce afin lors tant pis tard tot vite fait bon bonne bonnes bons nouveau nouvelle
je tu nous i you he she it we they me him her us them my your his their our the an of to in on at for with from by as is are was were be been am do does did have has had can could would will
shall should may might must not no yes please thanks thank hello hi hey dear want need like get give take make have order orders put add remove also and or but so if then than that this these those there
here what when where which who how why much many some any all just only more less very too really well good great nice sorry okay sure let lets us ill id im
same last next first second third every each about around after before during until later earlier early late today tomorrow tonight ready
n7eb nheb n7ebou n7ebbou n7eb behi bech barcha w wala ken mouch mech bel fi fil 3la mta3 mta3i ma3a m3a chnowa 9adech kadech wa9tech win kifech famma 3andkom 3andek ya3tik saha a3tini aatini nekhou zid zidni na7i yezi
في من على الى مع عن هذا هذه بغيت نحب عندكم قداش فما و او لا نعم شكرا سلام برشا باش كان
`);

const TIME = list(`
lundi mardi mercredi jeudi vendredi samedi dimanche demain hier aujourd'hui matin midi soir apres-midi aprem nuit heure heures minute minutes jour jours journee semaine mois an ans annee weekend week-end
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre noel paques toussaint tomorrow today tonight morning noon evening afternoon monday tuesday wednesday thursday friday saturday sunday
week month year day days hour hours ghodwa lyoum sbe7 lil 3chiya prochain prochaine dernier derniere
`);

const NOUNS = list(`
anniversaire anniv fete fetes mariage bapteme bapteme communion enterrement obseques deces ceremonie reception soiree apero aperitif diner dejeuner repas buffet cocktail brunch pique pique-nique picnic party birthday wedding dinner lunch
reunion seminaire conference comite bureau bureaux collegues collegue equipe ecole classe cantine entreprise societe association hotel restaurant mairie eglise hopital clinique agence
personne personnes pers gens enfants enfant adultes adulte invites invite famille maman papa mere pere fille fils soeur frere mari femme ami amis amie copine copain cousin cousine voisin voisine grand-mere mamie papi belle-mere chef patron
question questions renseignement info infos information informations conseil conseils aide service probleme problemes souci soucis erreur chose choses truc trucs idee idees surprise cadeau cadeaux attention peu instant minute moment fois coup main facture factures devis ticket recu lien paiement virement
cb carte especes cheque acompte caution remise promo promotion reduction tarif tarifs budget horaire horaires adresse rue avenue boulevard place etage code porte interphone digicode batiment appartement maison parking gare station quartier ville
telephone tel numero mail email message photo photos story site internet page compte nom prenom cote retrait livraison livreur colis rendez-vous rdv visite passage retard avance merveille regal delice bonheur plaisir semaine vacances weekend
allergie allergique allergies gluten lactose regime lot type genre forme style couleur couleurs taille tailles parfum parfums gout saveur choix modele sorte quantite nombre reste moitie tiers demi part parts portions
commande commandes reservation ordre demande dossier liste courses course service client clients cliente avis etoiles note
order delivery pickup address phone number name question help problem table time day people person guests family friend wife husband mother mom dad son daughter boss office invoice receipt price discount
bougie bougies candle candles inscription ecriture mot carte ruban vase emballage sac sachet boite pochette panneau
petit petite petits petites grand grande grands grandes gros grosse moyen moyenne beau belle beaux belles joli jolie rouge rouges blanc blanche blanches blancs rose roses jaune jaunes bleu bleue vert verte noir noire
premier premiere deuxieme second seconde dernier suivant suivante precedent autre autres meme memes
voix tete oeil yeux coeur corps voiture velo train bus avion etudiants eleves prof professeur docteur medecin infirmiere caisse boutique magasin boulangerie patisserie fleuriste primeur traiteur
cas sens rapport fin debut milieu suite retour raison exemple effet vie monde temps point age taille poids
`);

/** Never corrected into a catalogue word. */
export const ORDINARY: ReadonlySet<string> = new Set([...FUNCTION, ...TIME, ...NOUNS]);

/** A noun that may follow a number without being an unknown product. */
export const NOT_PRODUCT: ReadonlySet<string> = new Set([...FUNCTION, ...TIME, ...NOUNS]);
