/**
 * What words are about, for the statistical reading of intent: a word it has never met is still praise, a fault, a relative
 * or money. One sense a line, then its words, folded; `word*` with any ending. A word may have several senses.
 */

const LINES = `
praise delici* excellent* parfait* parfaitement regal* succulent* sublim* magnifi* superbe* splendid* merveill* divin divine divinement fabuleu* genial* geniau* top extra dingue* dingo canon* tuerie* fantasti* incroyabl* impeccab* nickel formidabl* exquis* savoureu* fondant* moelleu* croustillant* goutu* fameu* bluff* epat* emball* conqui* impression* seduit* ador* kiff* raffol* aime aimee aimes aiment ravi ravie ravis ravies enchante* content contente contents contentes heureu* satisfait* comble* emu emue emus touche touchee touches anges bonheur plaisir bravo chapeau felicit* respect merci* remerci* gratitude reconnaissant* reussi* reussie meilleur* perle tresor tomber dechire assure assurent assurez carton hit unanim* miettes miette devor* englout* lech* bouchee encense* compliment* recommand* etoiles stunning gorgeous amazing lovely heavenly wonderful fantastic delicious perfect brilliant tasty loved love beautiful yummy great bnin bnina bninin tayar* mezyen* mezian* tbarkallah machallah mashallah ya3tik* y3aychek 3aychek sa77a sa7a hayel* beau belle beaux belles joli jolie jolis jolies mignon* bon bons bonne bonnes
fault sec secs seche seches rassis rassie* moisi* pourri* fane* fletri* ecras* ecrab* abim* casse cassee casses cassees fendu* brule* cram* calcin* froid froide froids froides tiede* glace glacee gele gelee congele* cru crue crus crues dur dure durs dures mou mous molle molles ramolli* fade fades farineu* amer amers amere aigre acide* tourne tournee rance* perime* avarie* gate gates infect* infame* immangeab* degueu* degout* ecoeur* horrib* affreu* lamentab* minable* mediocre* nul nulle nuls nulles naze rate ratee rates ratees loupe* foir* deform* renvers* coule coulant* trempe* detrempe* vide vides creux noirci* taches tache puait pue puent odeur cheveu* insecte* moucheron* ver vers asticot* caillou plastique poubelle jeter jete jetee jetes gaspill* decu* decev* decept* mecontent* furieu* enerv* fache* colere honte honteu* hchouma scandal* inadmissib* inaccept* intolerab* abus* exager* arnaqu* escro* vol voleu* volee menteu* incompet* incapab* irrespons* desagreab* odieu* impoli* agress* malpoli* mefi* retard* tard oubli* omis erreur* tromp* plante plantes goure* confond* mauvais* manqu* manquant* incomplet* probleme* souci* soucis plainte* plaindre reclam* rembours* dedommag* malade* malades intox* vomi* gach* catastroph* cauchemar galere pietre lacheu* bacle* negligen* dommage dechir* cabosse* piquent flagada avachi* pendouill* stale mouldy moldy rotten burnt raw dry soggy awful terrible disgusting missing broken wilted dead wrong disappoint* unacceptable complaint refund khayeb 5ayeb khayba berd* bered* ma7rou9* mahrou9* yebes yabes 5amej ghalt* na9es na9sa nakes
kin mere pere frere soeur maman papa mamie papi papy mamy tata tonton tante oncle cousin* cousine* neveu niece mari femme epou* conjoint compagn* copain copine copains copines fiance* fils fille filles enfant* gosse* gamin* bebe ado ados famille parents gendre bru voisin* collegue* ami amie amis amies pote* patron boss chef invite* convive* monde client* eleves equipe bureau locataire* belle beau maries mariee marie mother father sister brother wife husband friend* daughter son guests kids
pay payer paye payee payes paie paies payez paiement* paiment* regler regle regles reglee reglement* reglons dois doit devons due du monnaie billet billets espece* liquide cash cheque* carte cartes cb visa mastercard amex american virement* vire viree iban rib acompte* arrhes caution paypal lydia wero paylib sumeria ticket tickets titre titres resto rendez rendre debit* preleve* prelevement* encaiss* credit ardoise compte solde rembours* avoir avoirs transfert lien tpe terminal 5alles* n5alles khalles* n5allas flouss flous pay paid payment card refund
price prix tarif* combien coute* cout couts coutent vaut valent vendu vendue revient reviendrait facture* montant total totale budget cher chere chers cheres euros euro eur balles dinars dinar dt promo promos promotion* remise* reduc* ristourne* rabais degressif gratuit* offert* supplement fourchette moyenne augment* kilo piece degre 9add* 9ad* kadech qad* b9ad* soum* price cost costs much
open ouvert* ouvre ouvres ouvrez ouvrent ouverture* ferme fermes fermez fermee fermeture* horaire* heures heure ferie feries conge conges vacances rouvr* rideau pont dimanche lundi jusque 7allin* ta7l* t7el* tsakr* open opening close closed hours
job stage* stagiaire* apprenti* alternan* cap bep bac emploi* embauch* recrut* candidat* cv job jobs boulot travail travaille travailler travaillez poste postes poste postul* motiv* saisonnier* extra extras vendeuse* vendeur* interim contrat* contrats salaire experience formation diplome* etudiant* lyceen* interess* hiring khedma 5edma
care arros* rempot* taill* couper coupe coupes tige tiges feuille* feuilles engrais terreau eau soleil lumiere ombre terre racine* fleurir fleurit refleur* jauni* jauniss* tache taches puceron* parasite* malade* entretien entretenir entretient congel* surgel* decongel* conserv* garde gardent garder frigo refrigerateur four cuire cuisson cuit cuisent rechauff* degres recette* farine levure petrir fouetter monter monte prepar* eplucher eplucher laver confiture compote clafoutis gratin puree soupe frites tient tiennent dure durent
inside allergi* allergene* gluten lactose coeliaque* diabet* vegan* vegeta* halal casher kosher porc alcool alcoolise* rhum sucre sucree sucres sel graisse* gras calorie* nutri* noix noisette* noisettes arachide* cacahuete* sesame soja lait oeufs gelatine colorant* conservateur* trace traces contien* contenir compos* ingredient* epice* epicee* piquant* pique enceinte enfants bebe regime dietet* leger lourd fih
origin vient viennent provenance provien* origine* origines ferme fermes bio local locale locaux region regional* france francais* francaise* espagne italie maroc tunisie producteur* producteurs traite traites pesticide* maison artisan* industriel* surgele* saison
media photo* story stories insta instagram facebook tiktok post posts publication* vitrine* site page pdf menu* menus catalogue* video* image* compte live pinterest google avis picture*
sells propose proposons proposer vends vendons vendre fournisseur* fournir fournis* grossiste* producteur* productrice* representant* commercial* partenari* partenaire* collabor* collab visibilite influenc* referencement pub publicit* agence prestation* prestataire* offre offres societe gamme palette* tonne* demarch* prospect* emballage* logiciel* caisse invest* bitcoin crypto gagne gagnez cliquez colis
change modif* change changer changez changement* remplac* rempla* decal* avanc* repouss* report* deplac* ajout* rajout* ajoute enlev* retir* suppr* augment* diminu* doubl* plutot finalement instead place corrig* rectif* echang* inverser badd* nbadd* zid* nzid na7i* nna7i* add remove swap switch postpone
cancel annul* anul* cancel* resili* renonc* stop stopper stoppez suspend* arret* laisse laissez oublie oubliez tomber inutile decommand* desist* batalt batel nannul* el8i elghi
wish voudrais voudrai voudrions voudrait veux veut voulons voudra faudrait faut faudra aimerais aimerai aimerait aimerions souhait* desir* prends prend prendrai prendrais prendrons prenons commande commander commandons reserv* mettez mets mettre met remets remettez garde gardez garder prepar* prevoir prevoyez compter comptez note notez envoie envoyez livrez besoin cherche recherche n7eb* nheb* a3tini 3tini 7adher* 5alli* khalli* want need like get order reserve keep send
status pret prete prets pretes parti partie partis parties livre livree livrees livres arrive arrivee arrives arrivent note notee enregistr* confirm* confirme valide validee recu recue recus recues route chemin suivi statut avance nouvelle nouvelles livreur livreuse coursier verifier verifi* savoir assurer recap* recapitul* 7adher* 7adhr* wsol* wslet* weslet* ready delivered track
had pris prise achete achetee achetes achetees acheter recu recue recus recues commande eu mange mangee manges goute goutee offert offerte command* recuper* ramene ramenes emporte fini finis finie servi servis vendu vendus donne donnes livre livres
deliv livr* livrez livraison* livreur* domicile envoy* expedi* transport* tourne* twas* deliver* delivery
invoice factur* justificatif* attestation* duplicata* tva siret comptab* compta frais recu recus fatoura fetoura invoice* receipt*
call appel* rappel* telephon* tel joindre parler discut* echanger numero* coup fil contacter recontact* rencontr* call phone speak talk kalm* 3ayet* na7ki n7ki
person patron patronne gerant* responsable* directeur directrice humain* humaine quelque quelquun personnes conseiller* vendeuse patissier* boulanger* fleuriste traiteur chef cheffe robot bot machine automat* intelligence human manager someone
where adresse* parking garer gare situe* trouve trouvez rue quartier metro bus acces accessible loin pres plan itineraire
ask combien quand comment pourquoi quel quelle quels quelles qui quoi ou lequel laquelle how what when where which why who chnowa chnia wa9tech kifech win famma fama 3andkom
can pouvez peux peut pourriez pourrais pourrait possible faisable jouable moyen savez sauriez can could
have avez auriez aurez as aurais faites feriez ferez fais vendez vends proposez reste restait dispo disponible* stock rupture trouve existe arrivage* 3andkom 3andek famma fama mazal
advise conseil* conseill* recommand* suggest* idee* idees choisir choisis choix hesit* hesite prefer* prefere lequel laquelle difference* mieux avis opinion plutot compar*
sorry desole* desolee pardon excus* malheureusement helas imprevu* empeche* contraint* oblige* dommage tant sorry unfortunately samah*
mishap malade* hospital* hopital covid grippe gastro deces decede* accident* separ* divorc* panne greve train avion coince* bloque* empech*
slip trompe* trompee erreur conversation destinataire wrong pardon oups oops ghalet
laugh mdr lol ptdr haha hahaha ahah hihi blague* devinette* rigol* rire humour
no ne pas plus jamais rien aucun aucune sans non ni not no never mouch mech
over hier dernier derniere derniers passe passee autrefois epoque jeunesse jadis toujours souvent
event anniversaire* anniv mariage* bapteme* communion* enterrement* obseques deuil messe ceremonie* fete fetes fetait fetons reception* cocktail* seminaire* reunion* gouter* apero* brunch* buffet* noel reveillon paques ramadan aid mouled toussaint fiancaill* pot depart retraite kermesse wedding birthday party
ours ma mon mes notre nos my our mte3i mta3i mte3na
insult con cons conne connard* salop* pute* merde* nique niquer encul* fdp batard* abruti* debile* gueule idiot* fuck* bitch stupid
`;

const exact = new Map<string, string[]>();
const begun = new Map<string, string[]>();
for (const line of LINES.trim().split('\n')) {
  const [sense, ...list] = line.split(' ');
  for (const w of list) {
    const table = w.endsWith('*') ? begun : exact;
    const key = w.replace('*', '');
    const known = table.get(key);
    if (known) known.push(sense!);
    else table.set(key, [sense!]);
  }
}

const SMILES: Record<string, string> = {
  '😂': 'laugh',
  '🤣': 'laugh',
  '😅': 'laugh',
  '😆': 'laugh',
  '😜': 'laugh',
  '🙈': 'laugh',
  '😋': 'yum',
  '🤤': 'yum',
  '😍': 'fond',
  '🥰': 'fond',
  '😘': 'fond',
  '❤': 'fond',
  '💕': 'fond',
  '💖': 'fond',
  '🤩': 'fond',
  '👏': 'praise',
  '🙌': 'praise',
  '💯': 'praise',
  '👌': 'praise',
  '⭐': 'praise',
  '😡': 'fault',
  '🤬': 'fault',
  '😠': 'fault',
  '👎': 'fault',
  '🤮': 'fault',
  '🤢': 'fault',
  '😤': 'fault',
  '😢': 'sorry',
  '😭': 'sorry',
  '😔': 'sorry',
  '😞': 'sorry',
  '🙏': 'please',
  '👍': 'yes',
};

const LONGEST = 12;
const SHORTEST = 3;

/** The senses of a folded word or an emoji; none when it is about nothing listed. */
export function sensesOf(word: string): readonly string[] {
  const smile = SMILES[word];
  if (smile !== undefined) return [smile];
  const known = exact.get(word);
  let found: string[] | undefined = known;
  for (let n = Math.min(word.length, LONGEST); n >= SHORTEST; n--) {
    const more = begun.get(word.slice(0, n));
    if (more) found = found ? [...found, ...more] : more;
  }
  return found ?? [];
}
