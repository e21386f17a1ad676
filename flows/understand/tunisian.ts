/**
 * Tunisian in Latin letters, word by word. It has no spelling: "9addech", "kadech", "gaddeh" are one word. Words are compared
 * by their consonants, with the digits and letters that stand for one sound made one; what no list knows is told by its form.
 */

/** Words of two consonants or fewer, as they are written. */
const SHORT = new Set(
  'w wa el il fi fil fel bel mel lel ey eyh aya mta ma3 3al 3la ala win wini taw tawa nji nhar behi bahi soum esm ism ismi esmi inti enti ena ana howa hiya chay chy haja 7aja kif hak 3ala lena hne hna ken kol kul nos nous9 rob3 wehed we7ed wa7da weheda zouz thletha tletha arb3a khamsa 5amsa setta sab3a thmanya tes3a 3achra yezi yezzi yzi bech mich mech mouch mush moch ma7la 5ali khali 7ot hot mela emala kima kifkif ghali ghalin ghalia benin bnin bnina mli7 mliha sbeh sbe7 sba7 felil lil lila dar lyoum elyoum youm yom brabi rabbi rabi allah 3ers ers harr har bila bla blech bidoun sidi lella lalla ya3ni yaani zeda zada mahou rani rana rak 3tini atini tnajem tnajmou chkoun chnou chnia chneya chnowa chnoua achnowa 9olli goulli 9otlek rahou rahi hani jey jay jeya ti lazem lazemni yekfi yekfini'.split(
    ' ',
  ),
);

/** Longer ones, in any spelling of their vowels. */
const LONG =
  'n7eb n7ebou n7ebha n7ebch t7eb t7ebou y7eb barcha barka 3aslema aslema beslema ghodwa ghodoua wa9tech wa9t 9addech b9addech b9adeh fama famma famech fammech mafamech mafammech andkom 3andek 3andkom ma3andkomch ya3tik ya3tikom 3aychek y3aychek y3aychkom sahbi khouya labes chbik chbikom kifech kifeh hedhi hedha hedhom hedhaka inchallah nchallah zidni zidouni na7i na7ili a3tini aatini a3tiwni n3addi n3adi nekhou nekhdou na5ou na5tha yaatik choukran chokran lahdha mta3i mte3i mta3kom mte3kom mta3na mte3na ncommandi nkhalles n5alles 5allast khallast khlas 5alas smahli samahni sama7ni smaht belehi bellehi billehi tawsil tawsila twasel twaslouli wassalni wselt weslet jetni jetnich jatni jibli jibouli jiboulna a3mel a3mali a3melli a3mlouli nes2el nesel nes2lek nestanna nestana nstanna t7ellou t7ell ta7lou tsakrou tsaker sakkartou ma7loul msakker mawjoud mawjouda mazel mazelt mazelna ba3ed ba3d 9bal kbal sghir sghira sghar kbir kbira kbar bared skhoun sokhna sokhn 7lou hlou malah mla7 djej djaj 3adhma 3dham allouch 3allouch fostok fosto9 kilouet douzzina kalamni kallamni klemt naklem na7ki n7ki jewebni jawebni rodkom raddou fehemt fhemtek ma3lich maalech ma3lech jem3a essebt sebt la7ad lahad thnin tletha erb3a khmis 5mis sbe7ya 3chiya 3achiya la3chiya lella tlabt tlabtou talabt commandit comandit chrit chrina khdhit klit nhezha nhezou ne5dha lekbir lesghir bl7a9 bel7a9 wallahi walahi hakka hakkeka mouchkla mochkla mochkol 3arboun flous flouss fatoura soumha soumou 8alia ghalya bedhabt 7adher 7adhra 7adherli 7adhrouli lkol elkol ness 3abed la3bed l3ayla 3ayla 3id ftour iftar ramadhan'.split(
    ' ',
  );

/** The consonants of a word, one letter a sound: "9addech", "kadech", "qaddéch" -> "kdc". */
function consonants(w: string): string {
  return w
    .replace(/5|kh/g, 'x')
    .replace(/8|gh/g, 'j2')
    .replace(/ch|sh/g, 'c')
    .replace(/[9qg]/g, 'k')
    .replace(/7/g, 'h')
    .replace(/dh|th/g, 'd')
    .replace(/[3aeiouyé'2]/g, '')
    .replace(/(.)\1+/g, '$1');
}

const known = new Set(LONG.filter((w) => consonants(w).length >= 3).map(consonants));
const spelt = new Set(LONG);

/** French words that sound like one of them, or end like one. */
const FRENCH = new Set(
  'matin matinee matins carte cartes fils fil brioche brioches couronne couronnes ruban rubans feuille feuilles ecrit ecrite ecrits ecrire jouable qualite qualites douzaine douzaines dizaine dizaines galette galettes laquelle lequel lesquelles cinq court courte ecran croit croire croire bayard touche nos cotelette crete crete courant courants cartons carton cadeau cadeaux chocolat charlotte cerises crevettes creme cremes caramel bonbons banane bananes barquette barquettes baguette baguettes bouquet bouquets religieuse kouign kiwi kiwis quiche quiches quatre-quarts'.split(
    ' ',
  ),
);

/** Digits for letters French and English do not have: "7out", "na3mel", "5alli". */
const DIGITS = /[a-z][235679][a-z]|^[35792][a-z]{2}|[a-z]{2}[379]$/;
/** Endings and beginnings of verbs and of what belongs to somebody: "jetnich", "jibouli", "mte3kom", "nkhalles". */
const FORMS =
  /(?:[aeiou]?t?n?ich|[^aeiou]t[ei]ch|[^aeiou]ouch|ouli|ouni|[^s]lkom|3kom|[^aeiou]kom|ha?lek|lhom|tlek|elna|oulna|tou|ouha)$|^(?:n|t|y|m)(?:kh|gh|dh|ch?b|7|9|5|3|[bcdfgjklmqrstwxz]{2})|^(?:el|es|ess?|ed|er|en)(?:kh|gh|[379])|kh[aeiou]|[aeiou]kh|gh[aeo]d|dh[ae]|wh?[ae]s[ae]l|aw[aeiou]|[^o]u[wq]|q(?!u)|aw$|iw$|^(?:3|7|9|5)/;

/** How much a folded word speaks for Tunisian: 0 not at all, 1 by its form or sound, 1.5 known. */
export function tunisian(w: string): number {
  if (FRENCH.has(w)) return 0;
  if (SHORT.has(w) || spelt.has(w)) return 1.5;
  const c = consonants(w);
  if (c.length >= 3 && known.has(c)) return 1.1;
  if (DIGITS.test(w)) return 1.2;
  return w.length >= 4 && FORMS.test(w) ? 1 : 0;
}
