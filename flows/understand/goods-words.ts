/** Goods of bakers, florists, grocers and caterers by their French names alone: what a shop may be asked for and not have. */
export const GOODS = `
charlotte entremets bavarois clafoutis kouglof kougelhopf financier meringue fondant moelleux mousse savarin palmier oranais bugne
strudel crumble nougat guimauve congolais pithiviers ficelle fougasse focaccia bagel wrap panini gratin lasagne tajine paella veloute
compote gelee sirop puree coulis tartelette religieuse macaron madeleine frites veau porc agneau huitre terrine rillettes saucisse
chipolata merguez steak gigot entrecote dinde canard lapin cacahuete cajou papaye grenade litchi panais topinambour roquette mache
feve lentille cepe girolle truffe estragon sauge glaieul jacinthe narcisse jonquille primevere petunia begonia fuchsia lavande mimosa
camelia rhododendron azalee cyclamen poinsettia chrysantheme renoncule gerbera lisianthus amaryllis anthurium bonsai ficus yucca bambou
fougere lierre terrarium jardiniere sushi maki nem samoussa accra houmous falafel taboule calzone feuillete friand verrine canape
bruschetta blini champagne vin biere cidre limonade eau orangina galette buche croquembouche opera fraisier framboisier tropezienne
bretzel brioche cramique kouign chouquette sandwich wrap salade tarte cake gateau pain baguette bouquet couronne composition
`
  .trim()
  .split(/\s+/);
