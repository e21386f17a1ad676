/**
 * Words of food, flowers and shops that mean the same across French, English, Tunisian and Arabic, written for this
 * reader. Each line is one meaning; a customer's word finds the catalogue's word through its line.
 */
import { plain } from './fold.ts';
import { GOODS } from './goods-words.ts';
import { stem } from './text.ts';

const LINES = `
fraise strawberry strawberries فراوله فريز fraoula frez
framboise raspberry raspberries
citron lemon lemons 9ares قارص ليمون
lime citron_vert
pomme apple apples toffe7 toffeh تفاح
poire pear pears anzas
peche peach peaches 5ou5 خوخ
abricot apricot apricots mechmech مشماش
cerise cherry cherries 7ab_mlouk
orange oranges borgden برتقال
clementine clementines mandarine mandarin tangerine madalina
raisin grape grapes 3neb عنب
banane banana bananas banen موز
fraises_bois wild
melon melons
citronnade lemonade
pasteque watermelon watermelons delle3 della3 دلاع
mangue mango mangoes mangos
ananas pineapple pineapples
avocat avocado avocados avocados
kiwi kiwis
myrtille blueberry blueberries
figue fig figs karmous
tomate tomato tomatoes tmatem طماطم
carotte carrot carrots sfenneria سفناريه
courgette zucchini courgettes 9ra3
aubergine eggplant eggplants betenjel بتنجال
poivron pepper peppers felfel فلفل
concombre cucumber cucumbers fa99ous
oignon onion onions bsal بصل
echalote shallot shallots
ail garlic thoum ثوم
poireau leek leeks
patate potato potatoes batata بطاطا pommes_de_terre
champignon mushroom mushrooms
laitue lettuce
salade salad salads slata سلاطه
haricot bean beans
chou cabbage
choufleur cauliflower
epinard spinach
persil parsley ma3dnous معدنوس
coriandre coriander cilantro kosbor
menthe mint na3na3 نعناع
basilic basil hba9
radis radish radishes
oeuf egg eggs 3dham 3adhma 3adham بيض عظم
beurre butter
lait milk 7lib حليب
fromage cheese jben جبن
creme cream
chocolat chocolate chokolata شكلاطه شكلاطة شوكولاته شوكولاطه شوكولا شوكلاطه
vanille vanilla
cafe coffee 9ahwa قهوه
caramel caramels
noisette hazelnut hazelnuts bondo9 بندق
amande almond almonds loz لوز louz
pistache pistachio pistachios festo9 fostok fosto9 fozdo9 فستق
datte date dates tmar degla تمر
noix walnut walnuts zouz_
miel honey 3sal عسل
gateau cake cakes gato 9ato torta قاطو كعكه كعك كيك طورطه
tarte tartelette tartelettes tart tarts pie pies تارت تارط تارته
eclair eclairs اكلير ايكلار
biscuit cookie cookies
pain bread khobz 5obz خبز
baguette baguettes
brioche brioches
bonbon sweets
legume vegetable vegetables veg veggie veggies 5odhra خضره
fruit fruits ghalla غله
panier basket box_
corbeille basket hamper
jus juice 3sir عصير
poulet chicken djej djaj دجاج djeja
agneau lamb allouch 3allouch علوش
boeuf beef
poisson fish 7out hout حوت
thon tuna ton تن
crevette shrimp shrimps prawn prawns crevettes كروفات
merguez mergez مرقاز
couscous kosksi kousksi كسكسي koskosi
brik brika briks bricks brikat brek بريكه بريك brikette
couronne wreath wreaths crown
bouquet bunch_ bouquets
rose roses warda ward ورد wardet
tulipe tulip tulips
lys lily lilies
tournesol sunflower sunflowers
orchidee orchid orchids
pivoine peony peonies
oeillet carnation carnations
muguet lily_valley
fleur flower flowers nawar نوار
plante plant plants
sapin tree
rouge red rouges 7amra a7mer حمراء احمر
blanc blanche white bidha abyadh بيضاء ابيض whites
jaune yellow safra asfer صفراء
vert green verte khadhra akhdher خضراء
bleu bleue blue azra9
violet violette purple
noir noire black ka7la
rose_ pink
petit petite small little sghir sghira s8ir s8ira صغير صغيره sghar petits صغار
moyen moyenne medium mtwasset متوسط
grand grande large big kbir kbira kbar كبير كبيره كبار grands
entier entiere whole kemel kemla
demi demie half nos nosf نصف نص
quart quarter rob3 ربع
individuel individuelle individual indiv
mariee bridal wedding
anniversaire birthday anniv 3id_miled
noel christmas xmas
huile oil zit زيت
olive olives zitouna زيتونه
aux with bel bil
maison homemade
boite box hatbox
assortis assorted mixed assorti mchakel mchaklin مشكل melange
melangees melangee mix
parisien parisian
coke cola coca
fries fry french_fries
mayo mayonnaise
guac guacamole
sub sandwich sandwiches subs
hamburger burger burgers
jalapeno jalapenos
pickle pickles
kosher
tea teas the_
soda pop
nectarine nectarines
brocoli broccoli
mais corn
petits_pois peas
celery celeri
fenouil fennel
endive endives
artichaut artichokes artichoke
asperge asparagus
betterave beetroot
potiron pumpkin citrouille
navet turnip turnips
pamplemousse grapefruit
prune plum plums
mirabelle mirabelles
quetsche
cassis blackcurrant
mures blackberries
groseille
rhubarbe rhubarb
gingembre ginger
avoine
farine flour
sucre sugar
sel salt
pates pasta
riz rice
jambon ham
saucisson salami
saumon salmon
tiramisu
cheesecake
brownie brownies
muffin muffins
cupcake cupcakes
donut donuts beignet beignets
gaufre waffles waffle
crepe crepes pancakes
buche log
galette
profiterole profiteroles
cannele canneles
sandwich sandwichs
pizza pizzas
quiche quiches
soupe soup
yaourt yogurt
glace icecream
sorbet
confiture jam
thym thyme
romarin rosemary
aneth dill
ciboulette chives
marguerite daisy daisies
iris
dahlia dahlias
freesia freesias
anemone anemones
hortensia hydrangea
geranium geraniums
jasmin jasmine yasmine
cactus
composition arrangement
gerbe
`;

const groups = new Map<string, string[]>();
for (const line of LINES.trim().split('\n')) {
  const stems = line
    .trim()
    .split(/\s+/)
    .map((w) => stem(w.replace(/_$/, '')))
    .filter((w) => !w.includes('_'));
  for (const w of stems) {
    const others = groups.get(w) ?? [];
    for (const o of stems) if (o !== w && !others.includes(o)) others.push(o);
    groups.set(w, others);
  }
}

for (const w of GOODS) if (!groups.has(stem(w))) groups.set(stem(w), []);

/** Is the stem a food, a flower or a word of their trade? */
export function knownStem(stemOfWord: string): boolean {
  return groups.has(stemOfWord);
}

/** Stems with the same meaning in the other languages. */
export function sameStems(stemOfWord: string): readonly string[] {
  return groups.get(stemOfWord) ?? [];
}

/** Full names that are usually said shorter. */
const USUAL: Record<string, readonly string[]> = {
  'french fries': ['fries', 'fry'],
  'coca cola': ['coke', 'coca'],
  'coca-cola': ['coke', 'coca'],
  hamburger: ['burger'],
  'ham burger': ['burger', 'hamburger'],
  'iced tea': ['ice tea', 'tea'],
  'ice tea': ['iced tea'],
  'pain au chocolat': ['chocolatine', 'petit pain au chocolat'],
  'drip coffee': ['coffee', 'regular coffee', 'black coffee'],
  'bottled water': ['water', 'bottle of water'],
  'eau minerale': ['eau', 'bouteille de eau'],
  'seven up': ['7 up'],
};

/** Shorter everyday names of a product called exactly so. */
export function usualNames(name: string): readonly string[] {
  return USUAL[plain(name)] ?? [];
}

/** Emojis that name one product kind without doubt. */
export const EMOJI_WORDS: Record<string, string> = {
  '🥐': 'croissant',
  '🥖': 'baguette',
  '🌹': 'rose rouge',
  '🌻': 'tournesol',
  '🍅': 'tomates',
  '🥕': 'carottes',
  '🍄': 'champignons',
  '🥝': 'kiwi',
  '🥑': 'avocat',
  '🥭': 'mangue',
  '🍍': 'ananas',
  '🍩': 'bambalouni',
  '🍌': 'bananes',
  '🍓': 'fraises',
  '🍒': 'cerises',
  '🍉': 'pasteque',
  '🍆': 'aubergines',
  '🥒': 'concombre',
  '🧅': 'oignons',
  '🧄': 'ail',
  '🌷': 'tulipes',
  '🍪': 'cookie',
  '🥚': 'oeufs',
};

/** Emojis that look like a product but name several. */
export const VAGUE_EMOJI = new Set(['🎂', '🍰', '🍎', '🍏', '💐', '🌸', '🍊', '🍋', '🥬', '🍇', '🧁']);
