import { productDepositBack, setProductDeposit } from './deposit.ts';
import { keepPhoto } from './photo.ts';
import { priceBack, setPrice } from './price.ts';
import { createProduct, listProducts, removeProduct } from './products.ts';
import { productTaxesBack, setProductNature, setProductRate } from './taxes.ts';

/** Everything a member does with the catalogue. */
export const CATALOGUE_TOOLS = [
  listProducts,
  createProduct,
  setPrice,
  setProductDeposit,
  setProductRate,
  setProductNature,
  keepPhoto,
  removeProduct,
  priceBack,
  productDepositBack,
  productTaxesBack,
];
